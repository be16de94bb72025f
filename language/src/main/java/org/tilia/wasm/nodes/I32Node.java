package org.tilia.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.module.ValueKind;

/** An expression of kind i32. */
public abstract class I32Node extends ExpressionNode {

    @Override
    public final ValueKind kind() {
        return ValueKind.I32;
    }

    @Override
    public abstract int executeI32(VirtualFrame frame);

    @Override
    public final Object executeBoxed(VirtualFrame frame) {
        return executeI32(frame);
    }

    @Override
    public final void executeVoid(VirtualFrame frame) {
        executeI32(frame);
    }
}
