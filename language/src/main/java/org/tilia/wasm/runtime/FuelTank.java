package org.tilia.wasm.runtime;

import java.util.concurrent.atomic.AtomicLong;
import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

/**
 * How many more instructions the guests of a context may run, where that is counted. Thread-safe: a thread that runs a guest
 * takes a share and gives back what it has left when it leaves.
 */
public final class FuelTank {

    /** Large enough that threads seldom meet here, small enough that one leaves the others theirs. */
    private static final long SHARE = 10_000;

    private final long limit;
    private final AtomicLong left;

    /** @param limit not negative */
    public FuelTank(long limit) {
        this.limit = limit;
        this.left = new AtomicLong(limit);
    }

    /**
     * Takes a share.
     *
     * @param owed what the thread has burnt already
     * @return what is left of the share; at least 0
     * @throws Trap when what is owed is not there; then nothing is left
     */
    long take(long owed) {
        long wanted = owed + SHARE;
        long before = left.getAndUpdate(fuel -> Math.max(0, fuel - wanted));
        if (before < owed) {
            throw Trap.of(TrapKind.OUT_OF_FUEL, "the limit is " + limit + " (wasm.Fuel)");
        }
        return Math.min(before, wanted) - owed;
    }

    void giveBack(long share) {
        left.addAndGet(share);
    }

    long left() {
        return left.get();
    }

    void fill(long fuel) {
        left.set(fuel);
    }
}
