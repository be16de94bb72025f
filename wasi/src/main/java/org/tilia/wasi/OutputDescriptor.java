package org.tilia.wasi;

import com.oracle.truffle.api.TruffleSafepoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;

/** A stream of the host that a guest writes. Each write is passed on before it returns: the guest has its own buffers. */
final class OutputDescriptor extends Descriptor {

    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream stream;
    private final boolean terminal;

    OutputDescriptor(OutputStream stream, boolean terminal) {
        super(Rights.FD_WRITE | Rights.STREAM, 0);
        this.stream = stream;
        this.terminal = terminal;
    }

    @Override
    FileType type() {
        return terminal ? FileType.CHARACTER_DEVICE : FileType.UNKNOWN;
    }

    @Override
    long write(IoVectors buffers) throws WasiException {
        long total = buffers.total();
        byte[] bytes = new byte[(int) Math.min(total, BUFFER_BYTES)];
        for (long position = 0; position < total; position += bytes.length) {
            int count = (int) Math.min(bytes.length, total - position);
            buffers.gather(position, bytes, count);
            pass(() -> stream.write(bytes, 0, count));
        }
        pass(stream::flush);
        return total;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** A step that a cancelled context interrupts. After an interrupt that meant something else it is not known what was written. */
    private static void pass(Step step) throws WasiException {
        IOException[] failure = {null};
        TruffleSafepoint.setBlockedThreadInterruptible(null, task -> {
            if (failure[0] == null) {
                try {
                    task.run();
                } catch (InterruptedIOException | ClosedByInterruptException e) {
                    failure[0] = e;
                    throw new InterruptedException();
                } catch (IOException e) {
                    failure[0] = e;
                }
            }
        }, step);
        if (failure[0] != null) {
            throw new WasiException(FileErrors.of(failure[0]));
        }
    }

    @Override
    Readiness writable(Waiter waiter) {
        return Readiness.READY;
    }
}
