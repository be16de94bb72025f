package org.tilia.wasm.runtime;

import org.tilia.wasm.module.Limits;

/** Arithmetic with sizes that are unsigned in the spec. */
final class Sizes {

    private Sizes() {
    }

    /** Whether a range, with unsigned ends, leaves what has this size; the size is not negative. */
    static boolean isOutside(long start, long count, long size) {
        return (start | count) < 0 || start > size - count;
    }

    /** The most that both a type and the host allow. */
    static long maximum(Limits limits, long allowed) {
        return limits.hasMaximum() && Long.compareUnsigned(limits.maximum(), allowed) < 0 ? limits.maximum() : allowed;
    }
}
