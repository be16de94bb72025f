package org.tilia.wasi;

import com.oracle.truffle.api.TruffleSafepoint;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A connection that was accepted from a listener. */
final class ConnectionDescriptor extends SocketDescriptor {

    static final long RIGHTS = Rights.FD_READ | Rights.FD_WRITE | Rights.SOCK_SHUTDOWN | Rights.STREAM;
    private static final int BUFFER_BYTES = 1 << 16;

    private final SocketChannel channel;
    /** What was looked at and not taken; between its position and its limit. */
    private ByteBuffer peeked = ByteBuffer.allocate(0);

    /** @param channel one that does not block */
    ConnectionDescriptor(SocketChannel channel, long rights) {
        super(channel, rights & RIGHTS, 0);
        this.channel = channel;
    }

    @Override
    long read(IoVectors buffers) throws WasiException {
        return receive(buffers, false, false);
    }

    /**
     * Receives what there is, at least a byte unless the other end is closed.
     *
     * @param peek whether it stays there
     * @param all whether to wait until the buffers are full
     */
    long receive(IoVectors buffers, boolean peek, boolean all) throws WasiException {
        require(Rights.FD_READ);
        if (peek) {
            return peek(buffers);
        }
        long done = 0;
        byte[] bytes = new byte[(int) Math.min(buffers.total(), BUFFER_BYTES)];
        while (done < buffers.total()) {
            ByteBuffer target = ByteBuffer.wrap(bytes, 0, (int) Math.min(bytes.length, buffers.total() - done));
            boolean mustWait = done == 0 || all;
            int count = take(target, mustWait);
            if (count <= 0) {
                break;
            }
            buffers.scatter(done, bytes, count);
            done += count;
            TruffleSafepoint.pollHere(null);
        }
        return done;
    }

    private synchronized long peek(IoVectors buffers) throws WasiException {
        if (!peeked.hasRemaining() && buffers.total() > 0) {
            ByteBuffer target = ByteBuffer.allocate(BUFFER_BYTES);
            take(target, true);
            // A guest may have many connections: what is kept for one is no larger than what came.
            peeked = ByteBuffer.wrap(Arrays.copyOf(target.array(), target.position()));
        }
        int count = (int) Math.min(peeked.remaining(), buffers.total());
        byte[] bytes = new byte[count];
        peeked.duplicate().get(bytes);
        buffers.scatter(0, bytes, count);
        return count;
    }

    /** Reads what there is; gives −1 at the end, and 0 when there is nothing and this may not wait. */
    private int take(ByteBuffer target, boolean mayWait) throws WasiException {
        synchronized (this) {
            if (peeked.hasRemaining()) {
                int count = Math.min(peeked.remaining(), target.remaining());
                target.put(peeked.slice(peeked.position(), count));
                peeked.position(peeked.position() + count);
                return count;
            }
        }
        int count = FileErrors.call(() -> channel.read(target));
        if (count != 0 || !mayWait) {
            return count;
        }
        if (hasFlag(FLAG_NONBLOCK)) {
            throw new WasiException(Errno.AGAIN);
        }
        try (Waiter waiter = new Waiter()) {
            watch(waiter, SelectionKey.OP_READ);
            while (count == 0) {
                waiter.await(Waiter.FOREVER);
                count = FileErrors.call(() -> channel.read(target));
            }
        }
        return count;
    }

    /** Sends all, or as much as can be sent without waiting where this does not block. */
    @Override
    long write(IoVectors buffers) throws WasiException {
        require(Rights.FD_WRITE);
        byte[] bytes = new byte[(int) Math.min(buffers.total(), BUFFER_BYTES)];
        long done = 0;
        while (done < buffers.total()) {
            int count = (int) Math.min(bytes.length, buffers.total() - done);
            buffers.gather(done, bytes, count);
            int sent = send(ByteBuffer.wrap(bytes, 0, count));
            done += sent;
            if (sent < count) {
                break;
            }
            TruffleSafepoint.pollHere(null);
        }
        if (done == 0 && buffers.total() > 0) {
            throw new WasiException(Errno.AGAIN);
        }
        return done;
    }

    private int send(ByteBuffer source) throws WasiException {
        FileErrors.call(() -> channel.write(source));
        if (source.hasRemaining() && !hasFlag(FLAG_NONBLOCK)) {
            try (Waiter waiter = new Waiter()) {
                watch(waiter, SelectionKey.OP_WRITE);
                while (source.hasRemaining()) {
                    waiter.await(Waiter.FOREVER);
                    FileErrors.call(() -> channel.write(source));
                }
            }
        }
        return source.position();
    }

    void shutdown(boolean input, boolean output) throws WasiException {
        require(Rights.SOCK_SHUTDOWN);
        FileErrors.run(() -> {
            if (input) {
                channel.shutdownInput();
            }
            if (output) {
                channel.shutdownOutput();
            }
        });
    }

    @Override
    synchronized Readiness readable(Waiter waiter) {
        if (peeked.hasRemaining()) {
            return new Readiness(peeked.remaining(), false);
        }
        return readiness(waiter, SelectionKey.OP_READ);
    }

    @Override
    void awaitReadable(Waiter waiter) throws WasiException {
        watch(waiter, SelectionKey.OP_READ);
    }

    @Override
    Readiness writable(Waiter waiter) {
        return readiness(waiter, SelectionKey.OP_WRITE);
    }

    @Override
    void awaitWritable(Waiter waiter) throws WasiException {
        watch(waiter, SelectionKey.OP_WRITE);
    }
}
