package org.tilia.wasm.runtime;

import java.util.concurrent.atomic.AtomicLong;

/** How much of something the objects of a context may have together, such as bytes of memories. Thread-safe. */
public final class Budget {

    /** After a collection that was in vain, guests cause no other one for this many times as long as it took. */
    private static final long PAUSE_FACTOR = 50;

    private final long limit;
    private final AtomicLong used = new AtomicLong();
    /** As {@link System#nanoTime}; valid once there was a collection in vain. */
    private volatile long pauseEnds;
    private volatile boolean pausing;

    /** @param limit not negative; {@code Long.MAX_VALUE} for none */
    public Budget(long limit) {
        this.limit = limit;
    }

    boolean isLimited() {
        return limit != Long.MAX_VALUE;
    }

    long limit() {
        return limit;
    }

    /** What the objects take that have not been collected. */
    public long used() {
        return used.get();
    }

    /** Takes some for a new object, unless it is too much even after a garbage collection. */
    boolean take(long amount) {
        return tryTake(amount) || amount <= limit && Collection.until(() -> tryTake(amount));
    }

    /** As {@link #take}, for what guests ask for as often as they like: they spend little of the host's time on collections. */
    boolean takeMore(long amount) {
        if (tryTake(amount)) {
            return true;
        }
        long start = System.nanoTime();
        if (amount > limit || pausing && start - pauseEnds < 0) {
            return false;
        }
        boolean taken = Collection.until(() -> tryTake(amount));
        long end = System.nanoTime();
        pauseEnds = end + PAUSE_FACTOR * (end - start);
        pausing = !taken;
        return taken;
    }

    private boolean tryTake(long amount) {
        long before = used.get();
        while (amount <= limit - before) {
            long witness = used.compareAndExchange(before, before + amount);
            if (witness == before) {
                return true;
            }
            before = witness;
        }
        return false;
    }

    void giveBack(long amount) {
        used.addAndGet(-amount);
    }
}
