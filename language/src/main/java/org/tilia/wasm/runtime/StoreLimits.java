package org.tilia.wasm.runtime;

/**
 * What a context allows its guests.
 *
 * @param memoryBytes bytes of all memories together
 * @param tableElements elements of all tables together; {@link #LARGEST_TABLE} is the limit of one
 * @param instances instances of modules
 * @param callDepth calls on the stack of a thread, where they are counted
 * @param fuel instructions; {@code Long.MAX_VALUE} where they are not counted
 */
public record StoreLimits(long memoryBytes, long tableElements, long instances, int callDepth, long fuel) {

    /** Elements of one table, as web engines allow them. */
    public static final int LARGEST_TABLE = 10_000_000;

    /** A reference has 4 or 8 bytes: so tables may take up to half of the heap. */
    private static final int HEAP_BYTES_PER_ELEMENT = 16;

    /** As many tables as the Java heap has room for, and as much of everything else as there is. */
    public static final StoreLimits DEFAULT = new StoreLimits(Long.MAX_VALUE, Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_ELEMENT,
                    Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);
}
