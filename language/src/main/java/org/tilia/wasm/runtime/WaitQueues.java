package org.tilia.wasm.runtime;

import com.oracle.truffle.api.TruffleSafepoint;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The threads that wait at addresses of a shared memory, in the order in which they came.
 *
 * <p>A thread looks at the value and takes its place in the queue under the lock that notifying takes: so no notification
 * gets lost that follows a change of the value. A wait ends with the context, and for whatever Truffle asks of its thread it
 * is interrupted and goes on.
 */
final class WaitQueues {

    /** Another thread woke this one. */
    static final int NOTIFIED = 0;
    /** The value was not the expected one. */
    static final int NOT_EQUAL = 1;
    /** The time is over. */
    static final int TIMED_OUT = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, ArrayDeque<Waiter>> queues = new HashMap<>();

    /** One thread that waits. */
    private final class Waiter {
        private final Condition condition = lock.newCondition();
        private final boolean endless;
        private final long deadline;
        private boolean notified;

        Waiter(long timeout) {
            this.endless = timeout < 0;
            this.deadline = System.nanoTime() + timeout;
        }

        /** Returns when it is notified or its time is over; after an interrupt it can be called again. */
        void await() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (!notified) {
                    if (endless) {
                        condition.await();
                    } else if (condition.awaitNanos(deadline - System.nanoTime()) <= 0) {
                        return;
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Waits.
     *
     * @param unchanged whether the memory still has the expected value
     * @param timeout in nanoseconds; a negative one never ends
     */
    int await(long position, BooleanSupplier unchanged, long timeout) {
        Waiter waiter = new Waiter(timeout);
        lock.lock();
        try {
            if (!unchanged.getAsBoolean()) {
                return NOT_EQUAL;
            }
            queues.computeIfAbsent(position, _ -> new ArrayDeque<>()).add(waiter);
        } finally {
            lock.unlock();
        }
        try {
            TruffleSafepoint.setBlockedThreadInterruptible(null, Waiter::await, waiter);
        } finally {
            leave(position, waiter);
        }
        return waiter.notified ? NOTIFIED : TIMED_OUT;
    }

    private void leave(long position, Waiter waiter) {
        lock.lock();
        try {
            if (!waiter.notified) {
                ArrayDeque<Waiter> queue = queues.get(position);
                queue.remove(waiter);
                if (queue.isEmpty()) {
                    queues.remove(position);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Wakes up to {@code count} threads and says how many. */
    int wake(long position, long count) {
        lock.lock();
        try {
            ArrayDeque<Waiter> queue = queues.get(position);
            int woken = 0;
            for (; queue != null && woken < count && !queue.isEmpty(); woken++) {
                Waiter waiter = queue.remove();
                waiter.notified = true;
                waiter.condition.signal();
            }
            if (queue != null && queue.isEmpty()) {
                queues.remove(position);
            }
            return woken;
        } finally {
            lock.unlock();
        }
    }
}
