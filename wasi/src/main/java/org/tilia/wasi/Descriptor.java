package org.tilia.wasi;

/**
 * Something that a guest has open. What a kind of descriptor cannot do fails as POSIX has it for a stream that is neither
 * a file nor a folder; kinds that can do more override it.
 */
abstract class Descriptor {

    static final int FLAG_APPEND = 1;
    static final int FLAG_DSYNC = 1 << 1;
    static final int FLAG_NONBLOCK = 1 << 2;
    static final int FLAG_RSYNC = 1 << 3;
    static final int FLAG_SYNC = 1 << 4;
    private static final int ALL_FLAGS = FLAG_APPEND | FLAG_DSYNC | FLAG_NONBLOCK | FLAG_RSYNC | FLAG_SYNC;

    private volatile long rights;
    private volatile long inheritingRights;
    private volatile int flags;

    /**
     * @param rights the bits of {@link Rights} that it has
     * @param inheritingRights what is opened through it may have at most
     */
    Descriptor(long rights, long inheritingRights) {
        this(rights, inheritingRights, 0);
    }

    /** As above, with flags that have been checked. */
    Descriptor(long rights, long inheritingRights, int flags) {
        this.flags = flags;
        this.rights = rights;
        this.inheritingRights = inheritingRights;
    }

    abstract FileType type();

    final long rights() {
        return rights;
    }

    final long inheritingRights() {
        return inheritingRights;
    }

    /** Gives rights up; none can be added. */
    final synchronized void setRights(long newRights, long newInheritingRights) throws WasiException {
        if (!Rights.include(rights, newRights) || !Rights.include(inheritingRights, newInheritingRights)) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
        rights = newRights;
        inheritingRights = newInheritingRights;
    }

    /** @throws WasiException with {@link Errno#NOTCAPABLE} when it lacks one of some rights */
    final void require(long wanted) throws WasiException {
        if (!Rights.include(rights, wanted)) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
    }

    final int flags() {
        return flags;
    }

    final boolean hasFlag(int flag) {
        return (flags & flag) != 0;
    }

    void setFlags(int newFlags) throws WasiException {
        checkFlags(newFlags);
        flags = newFlags;
    }

    static void checkFlags(int flags) throws WasiException {
        if ((flags & ~ALL_FLAGS) != 0) {
            throw new WasiException(Errno.INVAL);
        }
    }

    /** What is known of it, as {@code stat} tells it. */
    FileState state() throws WasiException {
        return FileState.ofStream(type());
    }

    /** Reads into the buffers what there is, at least a byte unless it is at its end or there is no room; gives the number of bytes. */
    long read(IoVectors buffers) throws WasiException {
        throw new WasiException(Errno.BADF);
    }

    /** Writes the buffers and gives the number of bytes. */
    long write(IoVectors buffers) throws WasiException {
        throw new WasiException(Errno.BADF);
    }

    /** Sets when it was used and changed. */
    void setTimes(FileTimes times) throws WasiException {
        throw new WasiException(Errno.NOTSUP);
    }

    /** What can be read at once, or {@link Readiness#NOT_READY}; the waiter has looked for it. */
    Readiness readable(Waiter waiter) throws WasiException {
        throw new WasiException(Errno.NOTSUP);
    }

    /** Has the waiter wake when there is something to read. */
    void awaitReadable(Waiter waiter) throws WasiException {
    }

    /** What can be written at once, or {@link Readiness#NOT_READY}; the waiter has looked for it. */
    Readiness writable(Waiter waiter) throws WasiException {
        throw new WasiException(Errno.NOTSUP);
    }

    /** Has the waiter wake when something can be written. */
    void awaitWritable(Waiter waiter) throws WasiException {
    }

    /** Gives back what it holds of the host; called once. */
    void close() throws WasiException {
    }
}
