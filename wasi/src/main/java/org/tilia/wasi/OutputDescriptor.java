package org.tilia.wasi;

import com.oracle.truffle.api.TruffleSafepoint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** A stream of the host that a guest writes. Each write is passed on before it returns: the guest has its own buffers. */
final class OutputDescriptor extends Descriptor {

    private static final int BUFFER_BYTES = 1 << 16;
    /** How systems word the error of a pipe that nobody reads any more; Java has no type for it. */
    private static final String BROKEN_PIPE = "broken pipe";

    private final OutputStream stream;

    OutputDescriptor(OutputStream stream) {
        super(Rights.FD_WRITE | Rights.STREAM, 0);
        this.stream = stream;
    }

    @Override
    FileType type() {
        return FileType.CHARACTER_DEVICE;
    }

    @Override
    long write(IoVectors buffers) throws WasiException {
        long total = buffers.total();
        byte[] bytes = new byte[(int) Math.min(total, BUFFER_BYTES)];
        try {
            for (long position = 0; position < total; position += bytes.length) {
                int count = (int) Math.min(bytes.length, total - position);
                buffers.gather(position, bytes, count);
                stream.write(bytes, 0, count);
                TruffleSafepoint.pollHere(null);
            }
            stream.flush();
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            throw new WasiException(message.contains(BROKEN_PIPE) ? Errno.PIPE : Errno.IO);
        }
        return total;
    }
}
