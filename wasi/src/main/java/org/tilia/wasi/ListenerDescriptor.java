package org.tilia.wasi;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A socket that waits for connections; the guest was given it. */
final class ListenerDescriptor extends SocketDescriptor {

    private static final long RIGHTS = Rights.SOCK_ACCEPT | Rights.STREAM;

    private final ServerSocketChannel channel;

    /** @param channel one that does not block */
    ListenerDescriptor(ServerSocketChannel channel) {
        super(channel, RIGHTS, ConnectionDescriptor.RIGHTS);
        this.channel = channel;
    }

    /** Takes the next connection, and waits for it unless this does not block. */
    ConnectionDescriptor accept() throws WasiException {
        SocketChannel accepted = FileErrors.call(channel::accept);
        if (accepted == null) {
            if (hasFlag(FLAG_NONBLOCK)) {
                throw new WasiException(Errno.AGAIN);
            }
            try (Waiter waiter = new Waiter()) {
                watch(waiter, SelectionKey.OP_ACCEPT);
                while (accepted == null) {
                    waiter.await(Waiter.FOREVER);
                    accepted = FileErrors.call(channel::accept);
                }
            }
        }
        return connection(accepted);
    }

    private ConnectionDescriptor connection(SocketChannel accepted) throws WasiException {
        return FileErrors.call(() -> {
            try {
                accepted.configureBlocking(false);
                return new ConnectionDescriptor(accepted, inheritingRights());
            } catch (IOException e) {
                accepted.close();
                throw e;
            }
        });
    }

    @Override
    Readiness readable(Waiter waiter) {
        return readiness(waiter, SelectionKey.OP_ACCEPT);
    }

    @Override
    void awaitReadable(Waiter waiter) throws WasiException {
        watch(waiter, SelectionKey.OP_ACCEPT);
    }
}
