package org.tilia.wasm.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.F32Node;
import org.tilia.wasm.nodes.F64Node;
import org.tilia.wasm.nodes.I32Node;
import org.tilia.wasm.nodes.I64Node;
import org.tilia.wasm.nodes.ReferenceNode;
import org.tilia.wasm.runtime.GlobalInstance;
import org.tilia.wasm.runtime.Instance;

/** {@code global.get} (spec 4.4.4). */
public final class GlobalGet {

    private GlobalGet() {
    }

    /** The value of a global of this kind. */
    public static ExpressionNode create(ValueKind kind, int index) {
        return switch (kind) {
            case I32 -> new I32Get(index);
            case I64 -> new I64Get(index);
            case F32 -> new F32Get(index);
            case F64 -> new F64Get(index);
            case REF -> new ReferenceGet(index);
            case V128 -> throw new IllegalArgumentException("vectors have nodes of their own");
        };
    }

    /** Pushes a global of the instance. */
    static void emitGlobal(Emitter emitter, int index) {
        emitter.loadInstance();
        emitter.getField(Instance.class, "globals", GlobalInstance[].class);
        emitter.code().loadConstant(index).aaload();
    }

    private static void emitNumber(Emitter emitter, int index, ValueKind kind) {
        emitGlobal(emitter, index);
        emitter.getField(GlobalInstance.class, "bits", long.class);
        emitter.bitsToValue(kind);
    }

    private static final class I32Get extends I32Node {
        private final int index;

        I32Get(int index) {
            this.index = index;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            return (int) instance(frame).globals[index].bits;
        }

        @Override
        public void emit(Emitter emitter) {
            emitNumber(emitter, index, kind());
        }
    }

    private static final class I64Get extends I64Node {
        private final int index;

        I64Get(int index) {
            this.index = index;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            return instance(frame).globals[index].bits;
        }

        @Override
        public void emit(Emitter emitter) {
            emitNumber(emitter, index, kind());
        }
    }

    private static final class F32Get extends F32Node {
        private final int index;

        F32Get(int index) {
            this.index = index;
        }

        @Override
        public float executeF32(VirtualFrame frame) {
            return Float.intBitsToFloat((int) instance(frame).globals[index].bits);
        }

        @Override
        public void emit(Emitter emitter) {
            emitNumber(emitter, index, kind());
        }
    }

    private static final class F64Get extends F64Node {
        private final int index;

        F64Get(int index) {
            this.index = index;
        }

        @Override
        public double executeF64(VirtualFrame frame) {
            return Double.longBitsToDouble(instance(frame).globals[index].bits);
        }

        @Override
        public void emit(Emitter emitter) {
            emitNumber(emitter, index, kind());
        }
    }

    private static final class ReferenceGet extends ReferenceNode {
        private final int index;

        ReferenceGet(int index) {
            this.index = index;
        }

        @Override
        public Object executeReference(VirtualFrame frame) {
            return instance(frame).globals[index].reference;
        }

        @Override
        public void emit(Emitter emitter) {
            emitGlobal(emitter, index);
            emitter.getField(GlobalInstance.class, "reference", Object.class);
        }
    }
}
