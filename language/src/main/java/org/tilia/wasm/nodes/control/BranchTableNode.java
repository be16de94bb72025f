package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;

/** {@code br_table} (spec 4.4.8) whose values are in the slots of each label already. */
public final class BranchTableNode extends StatementNode {

    @Child private ExpressionNode index;
    /** The default is the last. */
    @CompilationFinal(dimensions = 1) private final int[] labels;

    /** @param labels by index, the default last */
    public BranchTableNode(ExpressionNode index, int[] labels) {
        this.index = index;
        this.labels = labels;
    }

    @Override
    public int execute(VirtualFrame frame) {
        int selected = index.executeI32(frame);
        int last = labels.length - 1;
        return labels[Integer.compareUnsigned(selected, last) < 0 ? selected : last];
    }

    @Override
    public boolean mayBranch() {
        return true;
    }

    @Override
    public void emit(Emitter emitter) {
        index.emit(emitter);
        Label otherwise = emitter.caseTarget(labels[labels.length - 1]);
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 0; i < labels.length - 1; i++) {
            cases.add(SwitchCase.of(i, emitter.caseTarget(labels[i])));
        }
        if (cases.isEmpty()) {
            emitter.code().pop().goto_(otherwise);
        } else {
            emitter.code().tableswitch(0, cases.size() - 1, otherwise, cases);
        }
        emitter.bindCases();
    }
}
