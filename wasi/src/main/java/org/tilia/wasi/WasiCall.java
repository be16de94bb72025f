package org.tilia.wasi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The arguments of a call, and the memory that its pointers point into. */
final class WasiCall {

    /** The limit of Linux. */
    private static final int MAX_PATH_BYTES = 4096;

    private final WasiMemory memory;
    private final Object[] arguments;

    /** @param arguments Integer or Long, by the function's type */
    WasiCall(WasiMemory memory, Object[] arguments) {
        this.memory = memory;
        this.arguments = arguments;
    }

    WasiMemory memory() {
        return memory;
    }

    int i32(int index) {
        return (int) arguments[index];
    }

    long i64(int index) {
        return (long) arguments[index];
    }

    /** A number of either size, as it is. */
    long number(int index) {
        return ((Number) arguments[index]).longValue();
    }

    /**
     * A path: a pointer to its text and, as the next argument, its size in bytes.
     *
     * @throws WasiException with {@link Errno#NAMETOOLONG}, or {@link Errno#ILSEQ} when it is not UTF-8
     */
    String path(int index) throws WasiException {
        long size = pointer(index + 1);
        memory.check(pointer(index), size);
        if (size > MAX_PATH_BYTES) {
            throw new WasiException(Errno.NAMETOOLONG);
        }
        byte[] bytes = new byte[(int) size];
        memory.read(pointer(index), bytes, 0, bytes.length);
        try {
            String path = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (path.indexOf('\0') >= 0) {
                throw new WasiException(Errno.INVAL);
            }
            return path;
        } catch (CharacterCodingException e) {
            throw new WasiException(Errno.ILSEQ);
        }
    }

    /** The buffers of a read or a write: a pointer to their array and, as the next argument, how many they are. */
    IoVectors buffers(int index) throws WasiException {
        return new IoVectors(memory, pointer(index), pointer(index + 1));
    }

    /** A pointer, or a size of something in memory: an unsigned 32-bit number. */
    long pointer(int index) {
        return Integer.toUnsignedLong(i32(index));
    }
}
