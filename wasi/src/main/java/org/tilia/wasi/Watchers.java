package org.tilia.wasi;

import java.util.LinkedHashSet;
import java.util.Set;

/** Those who wait for something of a descriptor, each until its wait is over. */
final class Watchers {

    private final Set<Waiter> waiters = new LinkedHashSet<>();

    synchronized void add(Waiter waiter) {
        if (waiters.add(waiter)) {
            waiter.onClose(() -> remove(waiter));
        }
    }

    private synchronized void remove(Waiter waiter) {
        waiters.remove(waiter);
    }

    /** Ends their waits; they look again. */
    synchronized void wake() {
        waiters.forEach(Waiter::wake);
    }
}
