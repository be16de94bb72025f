package org.tilia.wasm.tree;

import java.util.List;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.nodes.control.BranchIfNode;
import org.tilia.wasm.nodes.fused.Count;
import org.tilia.wasm.nodes.numeric.I32Nodes;

/**
 * Finds loops that count from a constant to a constant, and gives them the end that compilers know of such loops.
 *
 * <p>C compilers prefer {@code i32.ne} there. HotSpot and Graal only know it with steps of one; other loops keep their polls
 * and more values in registers. It may be replaced where the local is written once within the loop, by the condition at its
 * end, and before that in the sequence of statements that the loop lies in: then no other way leads into the loop.
 */
final class CountedLoops {

    /**
     * A write of a local.
     *
     * @param sequence the statements among which it is
     */
    private record Write(List<StatementNode> sequence, ExpressionNode value) {
    }

    private final Write[] last;
    private final Write[] secondLast;

    CountedLoops(int locals) {
        last = new Write[locals];
        secondLast = new Write[locals];
    }

    /** Notes that a local is written, in the order of the program. */
    void write(int local, List<StatementNode> sequence, ExpressionNode value) {
        secondLast[local] = last[local];
        last[local] = new Write(sequence, value);
    }

    /**
     * Replaces the end of a loop that counts.
     *
     * @param label of the loop, whose content is complete
     * @param content its last statements
     * @param sequence the statements in front of it
     */
    void close(int label, List<StatementNode> content, List<StatementNode> sequence) {
        if (content.isEmpty() || !(content.getLast() instanceof BranchIfNode end && end.goesTo(label))) {
            return;
        }
        Count count = Count.of(end.condition());
        if (count != null && startsFrom(count, sequence)) {
            content.set(content.size() - 1, new BranchIfNode(count.ordered(), label));
        }
    }

    private boolean startsFrom(Count count, List<StatementNode> sequence) {
        Write start = secondLast[count.slot()];
        return start != null && start.sequence == sequence && start.value instanceof I32Nodes.Const constant
                        && count.isReachedFrom(constant.value());
    }
}
