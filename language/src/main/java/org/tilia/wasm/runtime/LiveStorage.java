package org.tilia.wasm.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many reservations are alive in the process: the Java heap does not feel them, so a host that makes and drops many
 * instances would run out of address ranges before the JVM sees a reason to collect garbage.
 */
final class LiveStorage {

    private static final int FIRST_COLLECTION = 8192;

    private static final AtomicInteger LIVE = new AtomicInteger();
    private static volatile int nextCollection = FIRST_COLLECTION;

    private LiveStorage() {
    }

    static void beforeReservation() {
        int live = LIVE.incrementAndGet();
        if (live > nextCollection) {
            collect(live);
        }
    }

    private static synchronized void collect(int live) {
        if (live <= nextCollection) {
            return;
        }
        Collection.until(() -> LIVE.get() < live / 4);
        nextCollection = Math.max(FIRST_COLLECTION, 2 * LIVE.get());
    }

    static void ended() {
        LIVE.decrementAndGet();
    }
}
