package org.tilia.wasm.runtime;

import java.lang.ref.Cleaner;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A garbage collection on behalf of memory that the collector does not see. */
final class Collection {

    /** Does what is to be done when an object has been collected. */
    static final Cleaner CLEANER = Cleaner.create();

    /** The cleaner runs behind the collection; it gets this long. */
    private static final long PATIENCE_NANOS = 100_000_000;
    private static final long PAUSE_NANOS = 1_000_000;

    private Collection() {
    }

    /** Collects once and waits a little for the cleaner to make the attempt succeed. */
    static boolean until(BooleanSupplier attempt) {
        System.gc();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!attempt.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
