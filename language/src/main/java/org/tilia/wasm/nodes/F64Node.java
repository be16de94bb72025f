package org.tilia.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.module.ValueKind;

/** An expression of kind f64. */
public abstract class F64Node extends ExpressionNode {

    @Override
    public final ValueKind kind() {
        return ValueKind.F64;
    }

    @Override
    public abstract double executeF64(VirtualFrame frame);

    @Override
    public final Object executeBoxed(VirtualFrame frame) {
        return executeF64(frame);
    }

    @Override
    public final void executeVoid(VirtualFrame frame) {
        executeF64(frame);
    }
}
