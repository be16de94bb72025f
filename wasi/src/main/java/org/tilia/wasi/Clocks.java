package org.tilia.wasi;

import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The clocks that a guest sees, in nanoseconds: the host's, or ones that show the same times in each run. Those begin at
 * a fixed time, go on a little each time that they are read, and jump over the times that the guest sleeps.
 */
class Clocks {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** Where {@link System#nanoTime} begins is not defined, and may be negative; guests see it from here on. */
    private static final long ORIGIN = System.nanoTime();
    /** 2000-01-01T00:00:00Z. */
    private static final long FIXED_START = 946_684_800L * NANOS_PER_SECOND;
    private static final long FIXED_STEP = 1_000;

    /** What is centuries away never comes. */
    private static final long LONGEST_WAIT = Long.MAX_VALUE / 4;

    /** How far fixed clocks have gone; null for the host's. */
    private final AtomicLong elapsed;

    /** @param fixed whether each run is to show the same times */
    Clocks(boolean fixed) {
        this.elapsed = fixed ? new AtomicLong() : null;
    }

    /** How long a guest waits that wants to wait for some time, in nanoseconds; or {@link Waiter#FOREVER}. */
    long patience(long timeout) {
        return timeout > LONGEST_WAIT ? Waiter.FOREVER : timeout;
    }

    /** The time of day, since 1970. */
    long realtime() {
        if (elapsed != null) {
            return FIXED_START + elapsed.addAndGet(FIXED_STEP);
        }
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }

    /** A time that only goes forward. */
    long monotonic() {
        return elapsed != null ? elapsed.addAndGet(FIXED_STEP) : System.nanoTime() - ORIGIN;
    }

    /** What is waited for by clocks, counted from now on. */
    Alarm alarm(List<Subscription> subscriptions) {
        return new Alarm(subscriptions);
    }

    /** The times that a call waits for. */
    final class Alarm {

        /** When each is over, as {@link System#nanoTime} tells time. */
        private final Map<Subscription, Long> deadlines = new IdentityHashMap<>();
        private final long start = System.nanoTime();
        private long earliest = Waiter.FOREVER;
        /** Whether the earliest was jumped to. */
        private boolean jumped;

        private Alarm(List<Subscription> subscriptions) {
            for (Subscription subscription : subscriptions) {
                if (subscription.type() == Subscription.CLOCK) {
                    long deadline = deadline(subscription);
                    deadlines.put(subscription, deadline);
                    earliest = Math.min(earliest, deadline);
                }
            }
        }

        private long deadline(Subscription subscription) {
            long timeout = subscription.timeout() < 0 ? Long.MAX_VALUE : subscription.timeout();
            if (subscription.isAbsolute()) {
                long now = subscription.clock() == ClockFunctions.REALTIME ? realtime() : monotonic();
                timeout = Math.max(0, timeout - now);
            }
            long wait = patience(timeout);
            return wait == Waiter.FOREVER ? Waiter.FOREVER : start + wait;
        }

        /** Waits until the first of the times, or until the waiter is woken. */
        void await(Waiter waiter, boolean onlyClocks) throws WasiException {
            if (elapsed == null || earliest == Waiter.FOREVER) {
                waiter.await(earliest);
                return;
            }
            if (!onlyClocks) {
                waiter.await(earliest);
            }
            if (onlyClocks || System.nanoTime() - earliest >= 0) {
                jumped = true;
                elapsed.addAndGet(earliest - start);
            }
        }

        boolean isOver(Subscription subscription) {
            long deadline = deadlines.get(subscription);
            return deadline != Waiter.FOREVER && (System.nanoTime() - deadline >= 0 || jumped && deadline == earliest);
        }
    }
}
