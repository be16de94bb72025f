package org.tilia.wasi;

import java.nio.channels.SelectableChannel;

/** A socket: what waits for it ends when another thread of the guest closes it, of which the channel would tell nobody. */
abstract class SocketDescriptor extends Descriptor {

    private final SelectableChannel channel;
    private final Watchers watchers = new Watchers();

    /** @param channel one that does not block */
    SocketDescriptor(SelectableChannel channel, long rights, long inheritingRights) {
        super(rights, inheritingRights);
        this.channel = channel;
    }

    @Override
    final FileType type() {
        return FileType.SOCKET_STREAM;
    }

    /** Has the waiter wake when the channel is ready, or closed. */
    final void watch(Waiter waiter, int operation) throws WasiException {
        // First of all: who closes it in between finds the waiter.
        watchers.add(waiter);
        waiter.watch(channel, operation);
    }

    final Readiness readiness(Waiter waiter, int operation) {
        return waiter.isReady(channel, operation) ? Readiness.READY : Readiness.NOT_READY;
    }

    @Override
    final void close() throws WasiException {
        FileErrors.run(() -> {
            try {
                channel.close();
            } finally {
                watchers.wake();
            }
        });
    }
}
