package org.tilia.wasi;

/**
 * Something that a guest has open. What a kind of descriptor cannot do fails as POSIX has it for a stream that is neither
 * a file nor a directory; kinds that can do more override it.
 */
abstract class Descriptor {

    /** The flags that a descriptor can have: append, dsync, nonblock, rsync, sync. */
    private static final int ALL_FLAGS = 0x1F;

    private int flags;

    abstract FileType type();

    /** The bits of {@link Rights} that it has. */
    abstract long rights();

    /** What files that are opened through it may have at most. */
    long inheritingRights() {
        return 0;
    }

    int flags() {
        return flags;
    }

    void setFlags(int newFlags) throws WasiException {
        if ((newFlags & ~ALL_FLAGS) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        flags = newFlags;
    }

    /** Reads into the buffers what there is, at least a byte unless it is at its end or there is no room; gives the number of bytes. */
    long read(IoVectors buffers) throws WasiException {
        throw new WasiException(Errno.BADF);
    }

    /** Writes the buffers and gives the number of bytes. */
    long write(IoVectors buffers) throws WasiException {
        throw new WasiException(Errno.BADF);
    }

    /** Moves the position, and gives the new one. */
    long seek(long offset, int whence) throws WasiException {
        throw new WasiException(Errno.SPIPE);
    }

    void close() throws WasiException {
    }
}
