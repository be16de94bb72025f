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

/** {@code local.tee} (spec 4.4.4): writes a slot and hands the value on. */
public final class SlotTee {

    private SlotTee() {
    }

    /** Evaluates {@code value} into the slot. */
    public static ExpressionNode create(int slot, ExpressionNode value) {
        return switch (value.kind()) {
            case I32 -> new I32Tee(slot, value);
            case I64 -> new I64Tee(slot, value);
            case F32 -> new F32Tee(slot, value);
            case F64 -> new F64Tee(slot, value);
            case REF -> new ReferenceTee(slot, value);
            case V128 -> throw new IllegalArgumentException("vectors have slots of their own");
        };
    }

    private static void emit(Emitter emitter, int slot, ExpressionNode value) {
        value.emit(emitter);
        if (value.kind() == ValueKind.I64 || value.kind() == ValueKind.F64) {
            emitter.code().dup2();
        } else {
            emitter.code().dup();
        }
        emitter.storeSlot(slot, value.kind());
    }

    private static final class I32Tee extends I32Node {
        private final int slot;
        @Child private ExpressionNode value;

        I32Tee(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            int result = value.executeI32(frame);
            frame.setIntStatic(slot, result);
            return result;
        }

        @Override
        public void emit(Emitter emitter) {
            SlotTee.emit(emitter, slot, value);
        }
    }

    private static final class I64Tee extends I64Node {
        private final int slot;
        @Child private ExpressionNode value;

        I64Tee(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            long result = value.executeI64(frame);
            frame.setLongStatic(slot, result);
            return result;
        }

        @Override
        public void emit(Emitter emitter) {
            SlotTee.emit(emitter, slot, value);
        }
    }

    private static final class F32Tee extends F32Node {
        private final int slot;
        @Child private ExpressionNode value;

        F32Tee(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public float executeF32(VirtualFrame frame) {
            float result = value.executeF32(frame);
            frame.setFloatStatic(slot, result);
            return result;
        }

        @Override
        public void emit(Emitter emitter) {
            SlotTee.emit(emitter, slot, value);
        }
    }

    private static final class F64Tee extends F64Node {
        private final int slot;
        @Child private ExpressionNode value;

        F64Tee(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public double executeF64(VirtualFrame frame) {
            double result = value.executeF64(frame);
            frame.setDoubleStatic(slot, result);
            return result;
        }

        @Override
        public void emit(Emitter emitter) {
            SlotTee.emit(emitter, slot, value);
        }
    }

    private static final class ReferenceTee extends ReferenceNode {
        private final int slot;
        @Child private ExpressionNode value;

        ReferenceTee(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public Object executeReference(VirtualFrame frame) {
            Object result = value.executeReference(frame);
            frame.setObjectStatic(slot, result);
            return result;
        }

        @Override
        public void emit(Emitter emitter) {
            SlotTee.emit(emitter, slot, value);
        }
    }
}
