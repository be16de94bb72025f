package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.WasmNode;
import org.tilia.wasm.runtime.CompiledRegion;

/** Carries a frame's slots into a compiled region and back. */
final class RegionTransfer {

    private RegionTransfer() {
    }

    static int run(CompiledRegion region, VirtualFrame frame) {
        CompiledRegion.Slots slots = region.slots();
        long[] primitives = new long[slots.frameSize()];
        Object[] references = new Object[slots.frameSize()];
        int[] indices = slots.indices();
        for (int i = 0; i < indices.length; i++) {
            load(frame, indices[i], slots.kind(i), primitives, references);
        }
        int status = region.enter(WasmNode.instance(frame), WasmNode.thread(frame), primitives, references);
        for (int i = 0; i < indices.length; i++) {
            store(frame, indices[i], slots.kind(i), primitives, references);
        }
        return status;
    }

    private static void load(VirtualFrame frame, int slot, ValueKind kind, long[] primitives, Object[] references) {
        switch (kind) {
            case I32 -> primitives[slot] = frame.getIntStatic(slot);
            case I64 -> primitives[slot] = frame.getLongStatic(slot);
            case F32 -> primitives[slot] = Float.floatToRawIntBits(frame.getFloatStatic(slot));
            case F64 -> primitives[slot] = Double.doubleToRawLongBits(frame.getDoubleStatic(slot));
            case V128, REF -> references[slot] = frame.getObjectStatic(slot);
        }
    }

    private static void store(VirtualFrame frame, int slot, ValueKind kind, long[] primitives, Object[] references) {
        switch (kind) {
            case I32 -> frame.setIntStatic(slot, (int) primitives[slot]);
            case I64 -> frame.setLongStatic(slot, primitives[slot]);
            case F32 -> frame.setFloatStatic(slot, Float.intBitsToFloat((int) primitives[slot]));
            case F64 -> frame.setDoubleStatic(slot, Double.longBitsToDouble(primitives[slot]));
            case V128, REF -> frame.setObjectStatic(slot, references[slot]);
        }
    }
}
