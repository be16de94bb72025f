package org.tilia.wasm.runtime;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes the memories of a context may have together. Thread-safe. */
public final class MemoryBudget {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /** @param limit in bytes, not negative */
    public MemoryBudget(long limit) {
        this.limit = limit;
    }

    long limit() {
        return limit;
    }

    /** The bytes of all memories that have not been collected. */
    public long used() {
        return used.get();
    }

    /** Counts bytes, unless they are too many even after a garbage collection. */
    boolean take(long bytes) {
        return tryTake(bytes) || bytes <= limit && Collection.until(() -> tryTake(bytes));
    }

    private boolean tryTake(long bytes) {
        long before = used.get();
        while (bytes <= limit - before) {
            long witness = used.compareAndExchange(before, before + bytes);
            if (witness == before) {
                return true;
            }
            before = witness;
        }
        return false;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }
}
