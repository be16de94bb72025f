package org.tilia.wasm.runtime;

/** A compiled part of a function, entered in the middle of a call; it takes the frame's slots and gives them back. */
public abstract class CompiledRegion {

    /**
     * Runs the region.
     *
     * @param primitives the slots that hold numbers, as bits, by slot index
     * @param references the slots that hold references, by slot index
     * @return 0 when control falls out of its end, otherwise the label that it branches to
     */
    public abstract int run(Instance instance, ThreadState thread, long[] primitives, Object[] references);
}
