package org.tilia.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.module.ValueKind;

/** An expression of kind i64. */
public abstract class I64Node extends ExpressionNode {

    @Override
    public final ValueKind kind() {
        return ValueKind.I64;
    }

    @Override
    public abstract long executeI64(VirtualFrame frame);

    @Override
    public final Object executeBoxed(VirtualFrame frame) {
        return executeI64(frame);
    }

    @Override
    public final void executeVoid(VirtualFrame frame) {
        executeI64(frame);
    }
}
