package org.tilia.wasm.module;

/**
 * The size range of a memory, in pages, or of a table, in elements (spec 2.3.12).
 *
 * @param minimum unsigned 64 bit
 * @param maximum unsigned 64 bit; meaningless unless {@code hasMaximum}
 */
public record Limits(long minimum, boolean hasMaximum, long maximum) {

    /** Limits without a maximum. */
    public static Limits from(long minimum) {
        return new Limits(minimum, false, 0);
    }

    /** Limits with both ends. */
    public static Limits between(long minimum, long maximum) {
        return new Limits(minimum, true, maximum);
    }
}
