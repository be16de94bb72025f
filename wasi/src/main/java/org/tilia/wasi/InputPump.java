package org.tilia.wasi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;

/**
 * Reads a stream of the host for guests that must not wait in it: streams can rarely be interrupted, and cannot tell that
 * they ended without being read. A thread of its own reads ahead, once for each time that a guest found nothing; so what
 * a guest did not ask for stays in the stream.
 */
final class InputPump {

    private static final int BUFFER_BYTES = 1 << 13;
    private static final int END = -1;

    private final InputStream stream;
    /** Those who wait until there is something. */
    private final Watchers watchers = new Watchers();
    private byte[] buffer = new byte[0];
    private int start;
    private int end;
    private boolean ended;
    private IOException failure;
    private boolean wanted;
    private boolean closed;
    private Thread thread;

    InputPump(InputStream stream) {
        this.stream = stream;
    }

    /** How many bytes can be had at once; 0 at the end, or after a failure or {@link #close}, which reading tells; −1 when it would wait. */
    synchronized int available() {
        if (start < end) {
            return end - start;
        }
        if (ended || failure != null || closed) {
            return 0;
        }
        if (wanted) {
            return -1;
        }
        try {
            int count = stream.available();
            return count > 0 ? count : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    /** Whether the stream has ended. */
    synchronized boolean isAtEnd() {
        return ended && start == end;
    }

    /**
     * Takes what there is.
     *
     * @return how many bytes, 0 at the end, or −1 when there is nothing yet
     */
    synchronized int take(byte[] target, int count) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        int available = available();
        if (failure != null) {
            IOException told = failure;
            failure = null;
            throw told;
        }
        if (available <= 0) {
            return available;
        }
        if (start == end) {
            int read = stream.read(target, 0, Math.min(count, available));
            ended = read == END;
            return Math.max(read, 0);
        }
        int taken = Math.min(count, available);
        System.arraycopy(buffer, start, target, 0, taken);
        start += taken;
        return taken;
    }

    /** Has something read, and wakes who waits for it. */
    synchronized void request(Waiter waiter) {
        watchers.add(waiter);
        request();
    }

    /** Has something read. */
    synchronized void request() {
        if (available() >= 0) {
            watchers.wake();
            return;
        }
        if (wanted) {
            return;
        }
        wanted = true;
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("wasi-input").start(this::run);
        }
        notifyAll();
    }

    private void run() {
        try {
            while (awaitRequest()) {
                byte[] bytes = new byte[BUFFER_BYTES];
                int count = 0;
                IOException thrown = null;
                try {
                    count = stream.read(bytes);
                } catch (IOException e) {
                    thrown = e;
                } catch (RuntimeException e) {
                    thrown = new IOException(e);
                }
                deliver(bytes, count, thrown);
            }
        } catch (InterruptedException e) {
            // Closed; nobody waits.
            return;
        }
    }

    private synchronized boolean awaitRequest() throws InterruptedException {
        while (!wanted && !closed) {
            wait();
        }
        return !closed;
    }

    private synchronized void deliver(byte[] bytes, int count, IOException thrown) {
        wanted = false;
        failure = thrown;
        ended |= count == END;
        buffer = bytes;
        start = 0;
        end = Math.max(count, 0);
        watchers.wake();
    }

    /** Wakes who waits, and lets the thread end, at the latest when the stream gives something. */
    synchronized void close() {
        closed = true;
        watchers.wake();
        if (thread != null) {
            thread.interrupt();
        }
        notifyAll();
    }
}
