package org.tilia.wasm.runtime;

import java.lang.ref.Cleaner;
import org.tilia.wasm.module.MemoryType;

/** What one memory takes from a budget until it is collected. */
final class MemoryCharge implements Runnable {

    private static final Cleaner CLEANER = Cleaner.create();

    private final MemoryBudget budget;
    private volatile long bytes;
    /** What of the bytes is for growth to come. */
    private long prepaid;
    private volatile Runnable release;

    private MemoryCharge(MemoryBudget budget, long bytes) {
        this.budget = budget;
        this.bytes = bytes;
    }

    /**
     * Charges the initial size of a memory.
     *
     * @throws AllocationException when it is too much
     */
    static MemoryCharge initial(MemoryType type, MemoryBudget budget) {
        long pages = type.limits().minimum();
        if (Long.compareUnsigned(pages, LinearMemory.maximumPages(type)) > 0) {
            throw refused(type, "its addresses do not reach so far");
        }
        MemoryCharge charge = new MemoryCharge(budget, pages << type.pageSizeLog2());
        if (!budget.take(charge.bytes)) {
            throw refused(type, "the limit for all memories together is " + budget.limit() + " bytes, and " + budget.used()
                            + " are in use");
        }
        return charge;
    }

    static AllocationException refused(MemoryType type, String why) {
        return AllocationException.of("cannot allocate a memory of " + Long.toUnsignedString(type.limits().minimum()) + " pages of "
                        + (1L << type.pageSizeLog2()) + " bytes: " + why);
    }

    long bytes() {
        return bytes;
    }

    /** Ends the charge when the memory is collected. */
    void endsWith(LinearMemory memory) {
        CLEANER.register(memory, this);
    }

    /** What else is to be done then; it does not hold the memory. */
    void releasing(Runnable action) {
        release = action;
    }

    /** Charges what later growth takes, unless it is too much. */
    boolean prepay(long more) {
        if (!budget.take(more)) {
            return false;
        }
        bytes += more;
        prepaid = more;
        return true;
    }

    /** Charges more, unless it is too much; callers hold the memory's lock. */
    boolean add(long more) {
        if (more <= prepaid) {
            prepaid -= more;
            return true;
        }
        if (!budget.take(more)) {
            return false;
        }
        bytes += more;
        return true;
    }

    void subtract(long less) {
        bytes -= less;
        budget.giveBack(less);
    }

    @Override
    public void run() {
        budget.giveBack(bytes);
        if (release != null) {
            release.run();
        }
    }
}
