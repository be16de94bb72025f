package org.tilia.wasi;

import com.oracle.truffle.api.TruffleSafepoint;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Waits for one of several things: a channel that gets ready, somebody who calls {@link #wake}, or a time. It never waits
 * busily, and ends when the context is cancelled or interrupted. One thread waits; any may wake it.
 */
final class Waiter implements AutoCloseable {

    /** No time at all is waited for. */
    static final long FOREVER = Long.MAX_VALUE;

    private final Semaphore woken = new Semaphore(0);
    private final List<Runnable> closers = new ArrayList<>();
    private volatile Selector selector;

    /** Waits for a channel that does not block; {@code operation} is one of {@link SelectionKey}'s. */
    void watch(SelectableChannel channel, int operation) throws WasiException {
        FileErrors.run(() -> {
            if (selector == null) {
                selector = Selector.open();
            }
            SelectionKey key = channel.keyFor(selector);
            if (key == null) {
                channel.register(selector, operation);
            } else {
                key.interestOpsOr(operation);
            }
        });
    }

    /** Whether a watched channel was ready when it was last waited, or looked, for. */
    boolean isReady(SelectableChannel channel, int operation) {
        try {
            SelectionKey key = selector == null ? null : channel.keyFor(selector);
            return key == null || (key.readyOps() & operation) != 0;
        } catch (CancelledKeyException e) {
            // Closed meanwhile: using it tells so at once.
            return true;
        }
    }

    /** Looks which watched channels are ready, without waiting. */
    void look() throws WasiException {
        if (selector != null) {
            FileErrors.run(() -> {
                selector.selectedKeys().clear();
                selector.selectNow();
            });
        }
    }

    /** Ends the wait, or the next one. */
    void wake() {
        woken.release();
        Selector current = selector;
        if (current != null) {
            current.wakeup();
        }
    }

    /** Something to do when nobody waits any more. */
    void onClose(Runnable closer) {
        closers.add(closer);
    }

    /**
     * Waits.
     *
     * @param deadline when to end at the latest, as {@link System#nanoTime} tells time, or {@link #FOREVER}
     */
    void await(long deadline) throws WasiException {
        IOException[] failure = {null};
        TruffleSafepoint.setBlockedThreadInterruptible(null, waiter -> {
            try {
                waiter.block(deadline);
            } catch (IOException e) {
                failure[0] = e;
            }
        }, this);
        if (failure[0] != null) {
            throw new WasiException(FileErrors.of(failure[0]));
        }
    }

    private void block(long deadline) throws IOException, InterruptedException {
        long nanos = deadline == FOREVER ? FOREVER : Math.max(0, deadline - System.nanoTime());
        if (selector == null) {
            if (woken.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                woken.drainPermits();
            }
            return;
        }
        selector.selectedKeys().clear();
        if (woken.drainPermits() > 0 || nanos == 0) {
            selector.selectNow();
        } else {
            // A timeout of 0 would mean for ever.
            selector.select(nanos == FOREVER ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public void close() throws WasiException {
        closers.forEach(Runnable::run);
        if (selector != null) {
            FileErrors.run(selector::close);
        }
    }
}
