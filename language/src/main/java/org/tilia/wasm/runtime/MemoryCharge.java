package org.tilia.wasm.runtime;

import org.tilia.wasm.module.MemoryType;

/** What one memory takes from a budget until it is collected, in bytes. */
final class MemoryCharge extends Charge {

    /** What has been charged for growth to come. */
    private long prepaid;

    private MemoryCharge(Budget budget, long bytes) {
        super(budget, bytes);
    }

    /**
     * Charges the initial size of a memory.
     *
     * @throws AllocationException when it is too much
     */
    static MemoryCharge initial(MemoryType type, Budget budget) {
        long pages = type.limits().minimum();
        if (Long.compareUnsigned(pages, LinearMemory.maximumPages(type)) > 0) {
            throw refused(type, "its addresses do not reach so far");
        }
        long bytes = pages << type.pageSizeLog2();
        if (!budget.take(bytes)) {
            throw refused(type, "the limit for all memories together is " + budget.limit() + " bytes, and " + budget.used()
                            + " are in use (wasm.MaxMemory)");
        }
        return new MemoryCharge(budget, bytes);
    }

    static AllocationException refused(MemoryType type, String why) {
        return AllocationException.of("cannot allocate a memory of " + Long.toUnsignedString(type.limits().minimum()) + " pages of "
                        + (1L << type.pageSizeLog2()) + " bytes: " + why);
    }

    /** Charges what later growth takes, unless it is too much. */
    boolean prepay(long more) {
        if (!super.add(more)) {
            return false;
        }
        prepaid = more;
        return true;
    }

    @Override
    boolean add(long more) {
        if (more <= prepaid) {
            prepaid -= more;
            return true;
        }
        return super.add(more);
    }
}
