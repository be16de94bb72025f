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

/** Reads of the frame's slots: {@code local.get}, and values that were kept for later. */
public final class SlotGet {

    private SlotGet() {
    }

    /** A read of a slot, of whatever kind. */
    public interface Slot {

        /** The slot that is read. */
        int slot();
    }

    /** The slot's value; the slot must hold one of this kind. */
    public static ExpressionNode create(ValueKind kind, int slot) {
        return switch (kind) {
            case I32 -> new I32Get(slot);
            case I64 -> new I64Get(slot);
            case F32 -> new F32Get(slot);
            case F64 -> new F64Get(slot);
            case REF -> new ReferenceGet(slot);
            case V128 -> throw new IllegalArgumentException("vectors have slots of their own");
        };
    }

    /** Reads I32. */
    public static final class I32Get extends I32Node implements Slot {
        private final int slot;

        I32Get(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            return frame.getIntStatic(slot);
        }

        @Override
        public void emit(Emitter emitter) {
            emitter.loadSlot(slot, ValueKind.I32);
        }
    }

    /** Reads I64. */
    public static final class I64Get extends I64Node implements Slot {
        private final int slot;

        I64Get(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            return frame.getLongStatic(slot);
        }

        @Override
        public void emit(Emitter emitter) {
            emitter.loadSlot(slot, ValueKind.I64);
        }
    }

    /** Reads F32. */
    public static final class F32Get extends F32Node implements Slot {
        private final int slot;

        F32Get(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public float executeF32(VirtualFrame frame) {
            return frame.getFloatStatic(slot);
        }

        @Override
        public void emit(Emitter emitter) {
            emitter.loadSlot(slot, ValueKind.F32);
        }
    }

    /** Reads F64. */
    public static final class F64Get extends F64Node implements Slot {
        private final int slot;

        F64Get(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public double executeF64(VirtualFrame frame) {
            return frame.getDoubleStatic(slot);
        }

        @Override
        public void emit(Emitter emitter) {
            emitter.loadSlot(slot, ValueKind.F64);
        }
    }

    /** Reads a reference. */
    public static final class ReferenceGet extends ReferenceNode implements Slot {
        private final int slot;

        ReferenceGet(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public Object executeReference(VirtualFrame frame) {
            return frame.getObjectStatic(slot);
        }

        @Override
        public void emit(Emitter emitter) {
            emitter.loadSlot(slot, ValueKind.REF);
        }
    }
}
