package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.profiles.CountingConditionProfile;
import java.lang.classfile.Label;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.BranchException;
import org.tilia.wasm.runtime.CompilingRuntime;
import org.tilia.wasm.nodes.ConditionNode;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;

/** {@code br_if} (spec 4.4.8) whose values are in the label's slots already. */
public final class BranchIfNode extends StatementNode implements Branching {

    @Child private ExpressionNode condition;
    private final boolean number;
    private final int label;
    private final BranchException exception;
    /** Null where Truffle compiles nothing. */
    private final CountingConditionProfile profile = CompilingRuntime.PRESENT ? CountingConditionProfile.create() : null;

    public BranchIfNode(ExpressionNode condition, int label) {
        this.condition = condition;
        this.number = !(condition instanceof ConditionNode);
        this.label = label;
        this.exception = BranchException.to(label);
    }

    public ExpressionNode condition() {
        return condition;
    }

    public boolean goesTo(int target) {
        return label == target;
    }

    @Override
    public int execute(VirtualFrame frame) {
        // A number asked for a boolean would only ask itself for the number.
        boolean taken = number ? condition.executeI32(frame) != 0 : condition.executeBoolean(frame);
        if (CompilingRuntime.PRESENT) {
            taken = profile.profile(taken);
        }
        if (!taken) {
            return FALL_THROUGH;
        }
        if (CompilerDirectives.inInterpreter()) {
            return label;
        }
        throw exception;
    }

    @Override
    public int[] targets() {
        return new int[]{label};
    }

    @Override
    public boolean mayBranch() {
        return true;
    }

    @Override
    public void emit(Emitter emitter) {
        if (emitter.continuesLoop(label)) {
            // HotSpot's safepoint keeps what is on the stack at a jump backwards: at a conditional one, the operands.
            Label stay = emitter.code().newLabel();
            condition.emitBranch(emitter, stay, false);
            emitter.code().goto_(emitter.target(label)).labelBinding(stay);
        } else {
            condition.emitBranch(emitter, emitter.target(label), true);
        }
    }
}
