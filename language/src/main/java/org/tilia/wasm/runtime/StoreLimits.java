package org.tilia.wasm.runtime;

/**
 * What a context allows its instances.
 *
 * @param memoryBytes bytes of all memories together
 * @param tableElements elements of one table
 */
public record StoreLimits(long memoryBytes, int tableElements) {

    /** As much memory as there is, and the tables that web engines allow. */
    public static final StoreLimits DEFAULT = new StoreLimits(Long.MAX_VALUE, 10_000_000);
}
