package org.tilia.wasm.tree;

import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tilia.wasm.module.ValueKind;

/**
 * The slots of a function's frame: parameters and locals by their index, then temporaries, one for each height of the
 * operand stack and kind that is ever kept there. A slot only ever holds one kind.
 */
final class Slots {

    private final List<ValueKind> kinds = new ArrayList<>();
    private final Map<Long, Integer> temporaries = new HashMap<>();
    private int locals;

    /** Adds a parameter or local. */
    void addLocal(ValueKind kind) {
        kinds.add(kind);
        locals++;
    }

    /** How many parameters and locals there are. */
    int locals() {
        return locals;
    }

    /** The kind of a slot. */
    ValueKind kind(int slot) {
        return kinds.get(slot);
    }

    /** The slot in which a value of this kind at this height of the operand stack is kept. */
    int temporary(int height, ValueKind kind) {
        return temporaries.computeIfAbsent((long) height * ValueKind.values().length + kind.ordinal(), key -> {
            kinds.add(kind);
            return kinds.size() - 1;
        });
    }

    /** The slots of values of these kinds that lie on each other from this height on. */
    int[] temporaries(int height, List<ValueKind> valueKinds) {
        int[] slots = new int[valueKinds.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = temporary(height + i, valueKinds.get(i));
        }
        return slots;
    }

    ValueKind[] kinds() {
        return kinds.toArray(ValueKind[]::new);
    }

    FrameDescriptor descriptor() {
        FrameDescriptor.Builder builder = FrameDescriptor.newBuilder(kinds.size());
        builder.addSlots(kinds.size(), FrameSlotKind.Static);
        return builder.build();
    }
}
