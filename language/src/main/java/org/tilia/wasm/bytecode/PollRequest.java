package org.tilia.wasm.bytecode;

import com.oracle.truffle.api.TruffleSafepoint.Interrupter;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One thread's wish that compiled loops poll: made when Truffle has something for the thread to do, and taken back when the
 * thread has come to the safepoint, or has left compiled code.
 */
public final class PollRequest implements Interrupter {

    private final AtomicBoolean made = new AtomicBoolean();

    /** Called by any thread, maybe more than once. */
    @Override
    public void interrupt(Thread thread) {
        if (made.compareAndSet(false, true)) {
            Polls.request();
        }
    }

    @Override
    public void resetInterrupted() {
        if (made.compareAndSet(true, false)) {
            Polls.withdraw();
        }
    }
}
