package org.tilia.wasi;

import java.io.InputStream;

/** A stream of the host that a guest reads. */
final class InputDescriptor extends Descriptor {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int NOTHING_YET = -1;

    private final InputPump pump;
    private final boolean terminal;

    InputDescriptor(InputStream stream, boolean terminal) {
        super(Rights.FD_READ | Rights.STREAM, 0);
        this.pump = new InputPump(stream);
        this.terminal = terminal;
    }

    @Override
    FileType type() {
        return terminal ? FileType.CHARACTER_DEVICE : FileType.UNKNOWN;
    }

    @Override
    long read(IoVectors buffers) throws WasiException {
        if (buffers.total() == 0) {
            return 0;
        }
        byte[] bytes = new byte[(int) Math.min(buffers.total(), BUFFER_BYTES)];
        int count = take(bytes);
        if (count == NOTHING_YET) {
            if (hasFlag(FLAG_NONBLOCK)) {
                pump.request();
                throw new WasiException(Errno.AGAIN);
            }
            try (Waiter waiter = new Waiter()) {
                for (; count == NOTHING_YET; count = take(bytes)) {
                    pump.request(waiter);
                    waiter.await(Waiter.FOREVER);
                }
            }
        }
        buffers.scatter(0, bytes, count);
        return count;
    }

    private int take(byte[] bytes) throws WasiException {
        return FileErrors.call(() -> pump.take(bytes, bytes.length));
    }

    @Override
    Readiness readable(Waiter waiter) {
        int available = pump.available();
        return available == NOTHING_YET ? Readiness.NOT_READY : new Readiness(available, pump.isAtEnd());
    }

    @Override
    void awaitReadable(Waiter waiter) {
        pump.request(waiter);
    }

    @Override
    void close() {
        pump.close();
    }
}
