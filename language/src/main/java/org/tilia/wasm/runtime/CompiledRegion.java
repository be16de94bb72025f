package org.tilia.wasm.runtime;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import org.tilia.wasm.module.ValueKind;

/** A compiled part of a function, entered in the middle of a call; it takes the frame's slots and gives them back. */
public abstract class CompiledRegion {

    private final Slots slots;

    protected CompiledRegion(Slots slots) {
        this.slots = slots;
    }

    /** The slots that the region reads or writes. */
    public final Slots slots() {
        return slots;
    }

    /** Runs the region from its tree; see {@link #run}. */
    public final int enter(Instance instance, ThreadState thread, long[] primitives, Object[] references) {
        try {
            return thread.isInterruptible() ? run(instance, thread, primitives, references)
                            : thread.callInterruptibly(slots -> run(instance, thread, slots, references), primitives);
        } catch (AbstractTruffleException e) {
            GuestStackTrace.leaving(e, instance, thread);
            throw e;
        }
    }

    /**
     * Runs the region.
     *
     * @param primitives the slots that hold numbers, as bits, by slot index
     * @param references the slots that hold references, by slot index
     * @return 0 when control falls out of its end, otherwise the label that it branches to
     */
    public abstract int run(Instance instance, ThreadState thread, long[] primitives, Object[] references);

    /**
     * Slots of a frame with their kinds.
     *
     * @param frameSize the number of slots of the whole frame
     */
    public record Slots(int frameSize, int[] indices, ValueKind[] kinds) {

        /** The kind of the slot that is at this place in {@link #indices}. */
        public ValueKind kind(int place) {
            return kinds[place];
        }
    }
}
