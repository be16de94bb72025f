package org.tilia.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.module.ValueKind;

/** An expression of kind f32. */
public abstract class F32Node extends ExpressionNode {

    @Override
    public final ValueKind kind() {
        return ValueKind.F32;
    }

    @Override
    public abstract float executeF32(VirtualFrame frame);

    @Override
    public final Object executeBoxed(VirtualFrame frame) {
        return executeF32(frame);
    }

    @Override
    public final void executeVoid(VirtualFrame frame) {
        executeF32(frame);
    }
}
