package org.tilia.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.module.ValueKind;

/** An expression of kind reference. */
public abstract class ReferenceNode extends ExpressionNode {

    @Override
    public final ValueKind kind() {
        return ValueKind.REF;
    }

    @Override
    public abstract Object executeReference(VirtualFrame frame);

    @Override
    public final Object executeBoxed(VirtualFrame frame) {
        return executeReference(frame);
    }

    @Override
    public final void executeVoid(VirtualFrame frame) {
        executeReference(frame);
    }
}
