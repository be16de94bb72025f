package org.tilia.wasm.tree;

/**
 * What evaluating an expression or running a statement reads, writes and may end, as a set of bits; by it, the builder knows
 * which evaluations may change places.
 *
 * <p>Slots share bits, so that a conflict may be reported where there is none, never the reverse.
 */
final class Effects {

    /** Depends on nothing and changes nothing. */
    static final long NONE = 0;

    static final long MEMORY_READ = 1L << 40;
    static final long MEMORY_WRITE = 1L << 41;
    static final long GLOBAL_READ = 1L << 42;
    static final long GLOBAL_WRITE = 1L << 43;
    static final long TABLE_READ = 1L << 44;
    static final long TABLE_WRITE = 1L << 45;
    /** May end the sequence, by a trap at least. What happened to the instance before it can be seen. */
    static final long ENDS = 1L << 46;
    private static final long GOES_ON_ELSEWHERE = 1L << 47;
    /** May end the sequence by a branch within the function: what happened to locals before it can be seen, too. */
    static final long BRANCH = ENDS | GOES_ON_ELSEWHERE;
    /** What a callee may do. Slots are the caller's own. */
    static final long CALL = MEMORY_READ | MEMORY_WRITE | GLOBAL_READ | GLOBAL_WRITE | TABLE_READ | TABLE_WRITE | ENDS;

    private static final int SLOT_BITS = 20;
    private static final long SLOTS = (1L << SLOT_BITS) - 1;
    private static final long SLOT_WRITES = SLOTS << SLOT_BITS;
    private static final long STATE_READS = MEMORY_READ | GLOBAL_READ | TABLE_READ;
    private static final long STATE_WRITES = MEMORY_WRITE | GLOBAL_WRITE | TABLE_WRITE;

    private Effects() {
    }

    static long readSlot(int slot) {
        return 1L << slot % SLOT_BITS;
    }

    static long writeSlot(int slot) {
        return 1L << slot % SLOT_BITS + SLOT_BITS;
    }

    /** Whether the order of the two can be observed. */
    static boolean conflict(long first, long second) {
        long firstWrites = written(first);
        long secondWrites = written(second);
        if ((firstWrites & (read(second) | secondWrites)) != 0 || (secondWrites & read(first)) != 0) {
            return true;
        }
        return (first & visibleBefore(second)) != 0 || (second & visibleBefore(first)) != 0;
    }

    /** What must not change places with something because it may end the sequence. */
    private static long visibleBefore(long effects) {
        long visible = (effects & ENDS) != 0 ? ENDS | STATE_WRITES : NONE;
        return (effects & GOES_ON_ELSEWHERE) != 0 ? visible | SLOT_WRITES : visible;
    }

    private static long read(long effects) {
        return effects & (SLOTS | STATE_READS);
    }

    /** What is written, in the places of the bits for reading it. */
    private static long written(long effects) {
        return effects >>> SLOT_BITS & SLOTS | effects >>> 1 & STATE_READS;
    }
}
