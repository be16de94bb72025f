package org.tilia.wasi;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A socket that waits for connections; the guest was given it. */
final class ListenerDescriptor extends Descriptor {

    private static final long RIGHTS = Rights.SOCK_ACCEPT | Rights.STREAM;

    private final ServerSocketChannel channel;

    /** @param channel one that does not block */
    ListenerDescriptor(ServerSocketChannel channel) {
        super(RIGHTS, ConnectionDescriptor.RIGHTS);
        this.channel = channel;
    }

    @Override
    FileType type() {
        return FileType.SOCKET_STREAM;
    }

    /** Takes the next connection, and waits for it unless this does not block. */
    ConnectionDescriptor accept() throws WasiException {
        SocketChannel accepted = FileErrors.call(channel::accept);
        if (accepted == null) {
            if (hasFlag(FLAG_NONBLOCK)) {
                throw new WasiException(Errno.AGAIN);
            }
            try (Waiter waiter = new Waiter()) {
                waiter.watch(channel, SelectionKey.OP_ACCEPT);
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
        return waiter.isReady(channel, SelectionKey.OP_ACCEPT) ? Readiness.READY : Readiness.NOT_READY;
    }

    @Override
    void awaitReadable(Waiter waiter) throws WasiException {
        waiter.watch(channel, SelectionKey.OP_ACCEPT);
    }

    @Override
    void close() throws WasiException {
        FileErrors.run(channel::close);
    }
}
