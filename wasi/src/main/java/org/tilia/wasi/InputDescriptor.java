package org.tilia.wasi;

import com.oracle.truffle.api.TruffleSafepoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/** A stream of the host that a guest reads. */
final class InputDescriptor extends Descriptor {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int END = -1;

    private final InputStream stream;

    InputDescriptor(InputStream stream) {
        super(Rights.FD_READ | Rights.STREAM, 0);
        this.stream = stream;
    }

    @Override
    FileType type() {
        return FileType.CHARACTER_DEVICE;
    }

    @Override
    long read(IoVectors buffers) throws WasiException {
        if (buffers.total() == 0) {
            return 0;
        }
        byte[] bytes = new byte[(int) Math.min(buffers.total(), BUFFER_BYTES)];
        int[] count = {END};
        IOException[] failure = {null};
        // A cancelled context interrupts the read; after an interrupt that meant something else it goes on.
        TruffleSafepoint.setBlockedThreadInterruptible(null, target -> {
            try {
                count[0] = stream.read(target);
            } catch (InterruptedIOException | ClosedByInterruptException e) {
                throw new InterruptedException();
            } catch (IOException e) {
                failure[0] = e;
            }
        }, bytes);
        if (failure[0] != null) {
            throw new WasiException(Errno.IO);
        }
        if (count[0] == END) {
            return 0;
        }
        buffers.scatter(0, bytes, count[0]);
        return count[0];
    }
}
