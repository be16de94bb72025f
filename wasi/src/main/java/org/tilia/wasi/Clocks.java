package org.tilia.wasi;

import java.time.Instant;

/** The clocks that a guest sees, in nanoseconds. */
final class Clocks {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** Where {@link System#nanoTime} begins is not defined, and may be negative; guests see it from here on. */
    private static final long ORIGIN = System.nanoTime();

    /** The time of day, since 1970. */
    long realtime() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }

    /** A time that only goes forward. */
    long monotonic() {
        return System.nanoTime() - ORIGIN;
    }
}
