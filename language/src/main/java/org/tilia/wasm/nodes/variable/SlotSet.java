package org.tilia.wasm.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;

/** Writes of the frame's slots: {@code local.set}, and values that are kept for later. */
public abstract class SlotSet extends StatementNode {

    /** The slot that is written. */
    protected final int slot;
    /** What is written. */
    @Child protected ExpressionNode value;

    private SlotSet(int slot, ExpressionNode value) {
        this.slot = slot;
        this.value = value;
    }

    /** Evaluates {@code value} into the slot. */
    public static StatementNode create(int slot, ExpressionNode value) {
        return switch (value.kind()) {
            case I32 -> new I32Set(slot, value);
            case I64 -> new I64Set(slot, value);
            case F32 -> new F32Set(slot, value);
            case F64 -> new F64Set(slot, value);
            case REF -> new ReferenceSet(slot, value);
            case V128 -> throw new IllegalArgumentException("vectors have slots of their own");
        };
    }

    @Override
    public final void emit(Emitter emitter) {
        value.emit(emitter);
        emitter.storeSlot(slot, value.kind());
    }

    private static final class I32Set extends SlotSet {
        I32Set(int slot, ExpressionNode value) {
            super(slot, value);
        }

        @Override
        public int execute(VirtualFrame frame) {
            frame.setIntStatic(slot, value.executeI32(frame));
            return FALL_THROUGH;
        }
    }

    private static final class I64Set extends SlotSet {
        I64Set(int slot, ExpressionNode value) {
            super(slot, value);
        }

        @Override
        public int execute(VirtualFrame frame) {
            frame.setLongStatic(slot, value.executeI64(frame));
            return FALL_THROUGH;
        }
    }

    private static final class F32Set extends SlotSet {
        F32Set(int slot, ExpressionNode value) {
            super(slot, value);
        }

        @Override
        public int execute(VirtualFrame frame) {
            frame.setFloatStatic(slot, value.executeF32(frame));
            return FALL_THROUGH;
        }
    }

    private static final class F64Set extends SlotSet {
        F64Set(int slot, ExpressionNode value) {
            super(slot, value);
        }

        @Override
        public int execute(VirtualFrame frame) {
            frame.setDoubleStatic(slot, value.executeF64(frame));
            return FALL_THROUGH;
        }
    }

    private static final class ReferenceSet extends SlotSet {
        ReferenceSet(int slot, ExpressionNode value) {
            super(slot, value);
        }

        @Override
        public int execute(VirtualFrame frame) {
            frame.setObjectStatic(slot, value.executeReference(frame));
            return FALL_THROUGH;
        }
    }
}
