package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.util.Arrays;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.BranchException;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;

/** {@code br_table} (spec 4.4.8) whose values are in the slots of each label already. */
public final class BranchTableNode extends StatementNode implements Branching {

    @Child private ExpressionNode index;
    /** The default is the last. */
    @CompilationFinal(dimensions = 1) private final int[] labels;
    /** The same labels, each once. */
    @CompilationFinal(dimensions = 1) private final int[] targets;
    /** By place in {@link #targets}. */
    @CompilationFinal(dimensions = 1) private final BranchException[] exceptions;
    private boolean ofSegment;

    /** @param labels by index, the default last */
    public BranchTableNode(ExpressionNode index, int[] labels) {
        this.index = index;
        this.labels = labels;
        this.targets = Arrays.stream(labels).distinct().toArray();
        this.exceptions = Arrays.stream(targets).mapToObj(BranchException::to).toArray(BranchException[]::new);
    }

    /** Says that this ends a segment: its label is returned in compiled code, too, for the segments to be dispatched to. */
    void endSegment() {
        ofSegment = true;
    }

    @Override
    public int[] targets() {
        return targets;
    }

    /** The exception that goes to the label at this place of {@link #targets()}. */
    BranchException exception(int place) {
        return exceptions[place];
    }

    @Override
    public int execute(VirtualFrame frame) {
        int selected = index.executeI32(frame);
        int last = labels.length - 1;
        int label = labels[Integer.compareUnsigned(selected, last) < 0 ? selected : last];
        if (CompilerDirectives.inInterpreter() || ofSegment) {
            return label;
        }
        throw branchTo(label);
    }

    @ExplodeLoop
    private BranchException branchTo(int label) {
        for (int i = 0; i < targets.length - 1; i++) {
            if (label == targets[i]) {
                throw exceptions[i];
            }
        }
        throw exceptions[targets.length - 1];
    }

    @Override
    public boolean mayBranch() {
        return true;
    }

    @Override
    public void emit(Emitter emitter) {
        index.emit(emitter);
        emitter.branchTable(labels);
    }
}
