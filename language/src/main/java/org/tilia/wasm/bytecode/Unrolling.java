package org.tilia.wasm.bytecode;

import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.NodeUtil;
import com.oracle.truffle.api.nodes.NodeVisitor;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.nodes.call.Invocation;
import org.tilia.wasm.nodes.control.BranchIfNode;
import org.tilia.wasm.nodes.control.LoopNode;
import org.tilia.wasm.nodes.control.SegmentedBlockNode;
import org.tilia.wasm.nodes.numeric.Comparison;
import org.tilia.wasm.nodes.numeric.I32Nodes;
import org.tilia.wasm.nodes.numeric.I64Nodes;

/**
 * How often the body of a loop is emitted, one copy behind the other.
 *
 * <p>HotSpot itself unrolls loops that count by a constant to a signed limit, or by one to inequality, and better. In others each
 * jump backwards costs a poll and moves between registers: a fourth of the time of a short body. Those that count by a constant to
 * inequality with a constant gain nothing from copies.
 */
final class Unrolling {

    private static final int COPIES = 4;
    /** Nodes in all copies of one body. */
    private static final int MAXIMUM_NODES = 400;

    private Unrolling() {
    }

    /**
     * The number of copies, 1 where more would not pay.
     *
     * @param label of the loop
     */
    static int copies(int label, StatementNode body) {
        Content content = new Content(label);
        body.accept(content);
        return content.pays() ? Math.min(COPIES, MAXIMUM_NODES / content.nodes) : 1;
    }

    /** Whether a region, or null, is in a loop. */
    static boolean isInner(StatementNode region) {
        return region != null && NodeUtil.findParent(region, LoopNode.class) != null;
    }

    /** What is in a body: whether it is all straight code or blocks, and how it goes on. */
    private static final class Content implements NodeVisitor {

        private final int label;
        private int nodes;
        private boolean simple = true;
        private boolean stepsByOne;
        /** The last statement so far, if it continues the loop on a condition, and what it compares. */
        private BranchIfNode last;
        private Comparison test;

        Content(int label) {
            this.label = label;
        }

        boolean pays() {
            return simple && (test instanceof I32Nodes.Unsigned || test instanceof I64Nodes.Unsigned || isUncounted(test));
        }

        private boolean isUncounted(Comparison inequality) {
            return (inequality instanceof I32Nodes.Ne || inequality instanceof I64Nodes.Ne) && !stepsByOne
                            && !isConstant(inequality.left()) && !isConstant(inequality.right());
        }

        private static boolean isConstant(ExpressionNode operand) {
            return operand instanceof I32Nodes.Const || operand instanceof I64Nodes.Const;
        }

        @Override
        public boolean visit(Node node) {
            nodes++;
            simple = simple && nodes <= MAXIMUM_NODES / 2 && !isLarge(node);
            if (node instanceof StatementNode) {
                last = node instanceof BranchIfNode branch && branch.goesTo(label) ? branch : null;
                test = null;
            } else if (node instanceof Comparison comparison && last != null && test == null) {
                test = comparison;
            }
            stepsByOne |= node instanceof I32Nodes.Add sum && isOne(sum.right()) || node instanceof I32Nodes.Sub difference && isOne(difference.right())
                            || node instanceof I64Nodes.Add wide && isOne(wide.right()) || node instanceof I64Nodes.Sub rest && isOne(rest.right());
            return simple;
        }

        private boolean isLarge(Node node) {
            return node instanceof LoopNode || node instanceof SegmentedBlockNode || node instanceof Invocation;
        }

        private static boolean isOne(ExpressionNode step) {
            return step instanceof I32Nodes.Const constant && Math.abs(constant.value()) == 1
                            || step instanceof I64Nodes.Const wide && Math.abs(wide.value()) == 1;
        }
    }
}
