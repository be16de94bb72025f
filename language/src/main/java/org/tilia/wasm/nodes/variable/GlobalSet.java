package org.tilia.wasm.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.runtime.GlobalInstance;

/** {@code global.set} (spec 4.4.4). */
public abstract class GlobalSet extends StatementNode {

    protected final int index;
    @Child protected ExpressionNode value;

    private GlobalSet(int index, ExpressionNode value) {
        this.index = index;
        this.value = value;
    }

    /** Evaluates {@code value} into the global. */
    public static StatementNode create(int index, ExpressionNode value) {
        return switch (value.kind()) {
            case I32 -> new I32Set(index, value);
            case I64 -> new I64Set(index, value);
            case F32 -> new F32Set(index, value);
            case F64 -> new F64Set(index, value);
            case REF -> new ReferenceSet(index, value);
            case V128 -> throw new IllegalArgumentException("vectors have nodes of their own");
        };
    }

    @Override
    public final void emit(Emitter emitter) {
        GlobalGet.emitGlobal(emitter, index);
        value.emit(emitter);
        emitter.valueToBits(value.kind());
        if (value.kind() == ValueKind.REF) {
            emitter.putField(GlobalInstance.class, "reference", Object.class);
        } else {
            emitter.putField(GlobalInstance.class, "bits", long.class);
        }
    }

    private static final class I32Set extends GlobalSet {
        I32Set(int index, ExpressionNode value) {
            super(index, value);
        }

        @Override
        public int execute(VirtualFrame frame) {
            long bits = value.executeI32(frame);
            instance(frame).globals[index].bits = bits;
            return FALL_THROUGH;
        }
    }

    private static final class I64Set extends GlobalSet {
        I64Set(int index, ExpressionNode value) {
            super(index, value);
        }

        @Override
        public int execute(VirtualFrame frame) {
            long bits = value.executeI64(frame);
            instance(frame).globals[index].bits = bits;
            return FALL_THROUGH;
        }
    }

    private static final class F32Set extends GlobalSet {
        F32Set(int index, ExpressionNode value) {
            super(index, value);
        }

        @Override
        public int execute(VirtualFrame frame) {
            long bits = Float.floatToRawIntBits(value.executeF32(frame));
            instance(frame).globals[index].bits = bits;
            return FALL_THROUGH;
        }
    }

    private static final class F64Set extends GlobalSet {
        F64Set(int index, ExpressionNode value) {
            super(index, value);
        }

        @Override
        public int execute(VirtualFrame frame) {
            long bits = Double.doubleToRawLongBits(value.executeF64(frame));
            instance(frame).globals[index].bits = bits;
            return FALL_THROUGH;
        }
    }

    private static final class ReferenceSet extends GlobalSet {
        ReferenceSet(int index, ExpressionNode value) {
            super(index, value);
        }

        @Override
        public int execute(VirtualFrame frame) {
            Object reference = value.executeReference(frame);
            instance(frame).globals[index].reference = reference;
            return FALL_THROUGH;
        }
    }
}
