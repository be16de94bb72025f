package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.profiles.CountingConditionProfile;
import java.lang.classfile.Label;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.BranchException;
import org.tilia.wasm.runtime.CompilingRuntime;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;

/** {@code if} (spec 4.4.8), with or without {@code else}; its label is at its end. */
public final class IfNode extends StatementNode {

    @Child private ExpressionNode condition;
    @Child private StatementNode then;
    @Child private StatementNode otherwise;
    private final int label;
    /** Null where there is no label. */
    private final BranchException exception;
    private final boolean mayBranch;
    /** Null where Truffle compiles nothing. */
    private final CountingConditionProfile profile = CompilingRuntime.PRESENT ? CountingConditionProfile.create() : null;

    /**
     * @param otherwise null where there is no {@code else}
     * @param label the label at its end, or {@link BlockNode#NO_LABEL}
     */
    public IfNode(ExpressionNode condition, StatementNode then, StatementNode otherwise, int label, boolean mayBranch) {
        this.condition = condition;
        this.then = then;
        this.otherwise = otherwise;
        this.label = label;
        this.exception = label == BlockNode.NO_LABEL ? null : BranchException.to(label);
        this.mayBranch = mayBranch;
    }

    @Override
    public int execute(VirtualFrame frame) {
        try {
            boolean holds = condition.executeBoolean(frame);
            if (CompilingRuntime.PRESENT) {
                holds = profile.profile(holds);
            }
            int status;
            if (holds) {
                status = then.execute(frame);
            } else if (otherwise != null) {
                status = otherwise.execute(frame);
            } else {
                return FALL_THROUGH;
            }
            return status == label ? FALL_THROUGH : status;
        } catch (BranchException branch) {
            if (exception == null || !branch.goesTo(exception)) {
                throw branch;
            }
            return FALL_THROUGH;
        }
    }

    @Override
    public boolean mayBranch() {
        return mayBranch;
    }

    @Override
    public void emit(Emitter emitter) {
        Label end = label == BlockNode.NO_LABEL ? emitter.code().newLabel() : emitter.declare(label);
        if (otherwise == null) {
            condition.emitBranch(emitter, end, false);
            emitter.statement(then);
        } else {
            Label otherwiseStart = emitter.code().newLabel();
            condition.emitBranch(emitter, otherwiseStart, false);
            emitter.statement(then);
            emitter.code().goto_(end).labelBinding(otherwiseStart);
            emitter.statement(otherwise);
        }
        emitter.code().labelBinding(end);
    }
}
