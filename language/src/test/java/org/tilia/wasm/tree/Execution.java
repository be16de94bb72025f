package org.tilia.wasm.tree;

import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.nodes.WasmNode;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.ThreadState;
import org.tilia.wasm.runtime.Values;
import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

/** Runs single nodes, interpreted or emitted, on slots of given kinds. */
final class Execution {

    private final Instance instance;
    private final ValueKind[] kinds;
    private final FrameDescriptor descriptor;

    /** @param kinds of the slots */
    Execution(Instance instance, ValueKind... kinds) {
        this.instance = instance;
        this.kinds = kinds;
        FrameDescriptor.Builder builder = FrameDescriptor.newBuilder();
        builder.addSlots(kinds.length, FrameSlotKind.Static);
        this.descriptor = builder.build();
    }

    /**
     * What came of it: the value's bits or the reference or the trap, and the slots afterwards.
     *
     * @param offset where an interpreted instruction trapped, else −1
     */
    record Outcome(Object value, TrapKind trap, int offset, Slots slots) {

        /** As seen by a guest. */
        Outcome withoutOffset() {
            return new Outcome(value, trap, -1, slots);
        }
    }

    /** The contents of slots: bits as Long, or references. */
    record Slots(List<Object> values) {
    }

    /** @param values of the slots: numbers as bits in a Long, or references */
    Outcome interpret(WasmNode node, Object... values) {
        VirtualFrame frame = Truffle.getRuntime().createVirtualFrame(new Object[]{instance, new ThreadState(null, Integer.MAX_VALUE, null)}, descriptor);
        for (int i = 0; i < kinds.length; i++) {
            write(frame, i, values[i]);
        }
        return outcome(() -> value(node, frame), () -> {
            Object[] after = new Object[kinds.length];
            for (int i = 0; i < after.length; i++) {
                after[i] = read(frame, i);
            }
            return after;
        });
    }

    /** As {@link #interpret}, of emitted code. */
    Outcome run(Emitted emitted, Object... values) {
        long[] primitives = new long[kinds.length];
        Object[] references = new Object[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i] == ValueKind.REF) {
                references[i] = values[i];
            } else {
                primitives[i] = (long) values[i];
            }
        }
        return outcome(() -> emitted.run(instance, new ThreadState(null, Integer.MAX_VALUE, null), primitives, references), () -> {
            Object[] after = new Object[kinds.length];
            for (int i = 0; i < after.length; i++) {
                after[i] = kinds[i] == ValueKind.REF ? references[i] : (Object) primitives[i];
            }
            return after;
        });
    }

    private static Outcome outcome(Supplier<Object> execution, Supplier<Object[]> slots) {
        Object value = null;
        TrapKind trap = null;
        int offset = -1;
        try {
            value = execution.get();
        } catch (Trap trapped) {
            trap = trapped.kind();
            offset = trapped.offset();
        }
        return new Outcome(value, trap, offset, new Slots(Arrays.asList(slots.get())));
    }

    private static Object value(WasmNode node, VirtualFrame frame) {
        if (node instanceof ExpressionNode expression) {
            Object boxed = expression.executeBoxed(frame);
            return expression.kind() == ValueKind.REF ? boxed : (Object) Values.toBits(boxed);
        }
        int status = ((StatementNode) node).execute(frame);
        return status == StatementNode.FALL_THROUGH ? null : (Object) status;
    }

    private void write(VirtualFrame frame, int slot, Object value) {
        switch (kinds[slot]) {
            case I32 -> frame.setIntStatic(slot, (int) (long) value);
            case I64 -> frame.setLongStatic(slot, (long) value);
            case F32 -> frame.setFloatStatic(slot, Float.intBitsToFloat((int) (long) value));
            case F64 -> frame.setDoubleStatic(slot, Double.longBitsToDouble((long) value));
            case REF -> frame.setObjectStatic(slot, value);
            case V128 -> throw new IllegalArgumentException("no vectors here");
        }
    }

    private Object read(VirtualFrame frame, int slot) {
        return switch (kinds[slot]) {
            case I32 -> (long) frame.getIntStatic(slot);
            case I64 -> frame.getLongStatic(slot);
            case F32 -> (long) Float.floatToRawIntBits(frame.getFloatStatic(slot));
            case F64 -> Double.doubleToRawLongBits(frame.getDoubleStatic(slot));
            case REF -> frame.getObjectStatic(slot);
            case V128 -> throw new IllegalArgumentException("no vectors here");
        };
    }
}
