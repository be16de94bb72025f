package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.profiles.CountingConditionProfile;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;

/** {@code br_if} (spec 4.4.8) whose values are in the label's slots already. */
public final class BranchIfNode extends StatementNode {

    @Child private ExpressionNode condition;
    private final int label;
    private final CountingConditionProfile profile = CountingConditionProfile.create();

    public BranchIfNode(ExpressionNode condition, int label) {
        this.condition = condition;
        this.label = label;
    }

    @Override
    public int execute(VirtualFrame frame) {
        return profile.profile(condition.executeBoolean(frame)) ? label : FALL_THROUGH;
    }

    @Override
    public boolean mayBranch() {
        return true;
    }

    @Override
    public void emit(Emitter emitter) {
        condition.emitBranch(emitter, emitter.target(label), true);
    }
}
