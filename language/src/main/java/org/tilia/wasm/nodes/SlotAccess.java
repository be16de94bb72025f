package org.tilia.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.module.ValueKind;

/** Boxed values in and out of the frame's slots, at the borders of a function. */
public final class SlotAccess {

    private SlotAccess() {
    }

    /** Writes a boxed value of this kind. */
    public static void store(VirtualFrame frame, int slot, ValueKind kind, Object value) {
        switch (kind) {
            case I32 -> frame.setIntStatic(slot, (int) value);
            case I64 -> frame.setLongStatic(slot, (long) value);
            case F32 -> frame.setFloatStatic(slot, (float) value);
            case F64 -> frame.setDoubleStatic(slot, (double) value);
            case V128, REF -> frame.setObjectStatic(slot, value);
        }
    }

    /** Copies a slot of this kind from one frame to another of the same function. */
    public static void copy(VirtualFrame from, VirtualFrame to, int slot, ValueKind kind) {
        switch (kind) {
            case I32 -> to.setIntStatic(slot, from.getIntStatic(slot));
            case I64 -> to.setLongStatic(slot, from.getLongStatic(slot));
            case F32 -> to.setFloatStatic(slot, from.getFloatStatic(slot));
            case F64 -> to.setDoubleStatic(slot, from.getDoubleStatic(slot));
            case V128, REF -> to.setObjectStatic(slot, from.getObjectStatic(slot));
        }
    }

    /** Reads a value of this kind into its box. */
    public static Object load(VirtualFrame frame, int slot, ValueKind kind) {
        return switch (kind) {
            case I32 -> frame.getIntStatic(slot);
            case I64 -> frame.getLongStatic(slot);
            case F32 -> frame.getFloatStatic(slot);
            case F64 -> frame.getDoubleStatic(slot);
            case V128, REF -> frame.getObjectStatic(slot);
        };
    }
}
