package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;

/** An expression evaluated for its effect (spec 4.4.3, {@code drop}). */
public final class DropNode extends StatementNode {

    @Child private ExpressionNode value;

    public DropNode(ExpressionNode value) {
        this.value = value;
    }

    @Override
    public int execute(VirtualFrame frame) {
        value.executeVoid(frame);
        return FALL_THROUGH;
    }

    @Override
    public void emit(Emitter emitter) {
        value.emit(emitter);
        if (value.kind() == ValueKind.I64 || value.kind() == ValueKind.F64) {
            emitter.code().pop2();
        } else {
            emitter.code().pop();
        }
    }
}
