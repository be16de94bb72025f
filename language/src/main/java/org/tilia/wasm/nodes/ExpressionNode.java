package org.tilia.wasm.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.lang.classfile.Label;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.module.ValueKind;

/**
 * A node that computes one value. Only the method of its own kind may be called; the subclasses {@link I32Node} to
 * {@link ReferenceNode} fix the kind.
 *
 * <p>Children are evaluated left to right, before the node's own effect.
 */
public abstract class ExpressionNode extends WasmNode {

    /** The kind of the value. */
    public abstract ValueKind kind();

    public int executeI32(VirtualFrame frame) {
        throw wrongKind();
    }

    public long executeI64(VirtualFrame frame) {
        throw wrongKind();
    }

    public float executeF32(VirtualFrame frame) {
        throw wrongKind();
    }

    public double executeF64(VirtualFrame frame) {
        throw wrongKind();
    }

    /** A reference; null stands for the null reference. */
    public Object executeReference(VirtualFrame frame) {
        throw wrongKind();
    }

    /** An i32 as a condition: whether it is not zero. */
    public boolean executeBoolean(VirtualFrame frame) {
        return executeI32(frame) != 0;
    }

    /** The value as Integer, Long, Float, Double or reference. */
    public abstract Object executeBoxed(VirtualFrame frame);

    /** Evaluates for the effect alone. */
    public abstract void executeVoid(VirtualFrame frame);

    /** Emits a jump to {@code target} that is taken when this condition equals {@code when}. */
    public void emitBranch(Emitter emitter, Label target, boolean when) {
        emit(emitter);
        if (when) {
            emitter.code().ifne(target);
        } else {
            emitter.code().ifeq(target);
        }
    }

    private IllegalStateException wrongKind() {
        CompilerDirectives.transferToInterpreterAndInvalidate();
        return new IllegalStateException(getClass().getSimpleName() + " computes " + kind());
    }
}
