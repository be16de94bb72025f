package org.tilia.wasi;

/**
 * The buffers of a read or a write: an array of (pointer, size) pairs in memory.
 *
 * <p>All are checked before any is used, and copied out of memory, which other threads of the guest may change.
 */
final class IoVectors {

    private static final int ENTRY_BYTES = 8;
    /** The interface's limit (IOV_MAX); more buffers than this are refused as POSIX does. */
    private static final int MAX_COUNT = 1024;

    private final WasiMemory memory;
    private final long[] addresses;
    private final long[] sizes;
    private final long total;

    /** @param count how many, unsigned */
    IoVectors(WasiMemory memory, long array, long count) throws WasiException {
        if (count > MAX_COUNT) {
            throw new WasiException(Errno.INVAL);
        }
        memory.check(array, count * ENTRY_BYTES);
        this.memory = memory;
        this.addresses = new long[(int) count];
        this.sizes = new long[(int) count];
        long sum = 0;
        for (int i = 0; i < count; i++) {
            addresses[i] = memory.readPointer(array + (long) i * ENTRY_BYTES);
            sizes[i] = memory.readPointer(array + (long) i * ENTRY_BYTES + Integer.BYTES);
            memory.check(addresses[i], sizes[i]);
            sum += sizes[i];
        }
        // The number of bytes is told to the guest in 32 bits.
        if (sum > 0xFFFF_FFFFL) {
            throw new WasiException(Errno.INVAL);
        }
        this.total = sum;
    }

    /** The size of all buffers together. */
    long total() {
        return total;
    }

    /** Copies bytes out of the buffers, beginning at a position in all of them together. */
    void gather(long position, byte[] target, int count) throws WasiException {
        transfer(position, count, (address, start, length) -> memory.read(address, target, start, length));
    }

    /** Copies bytes into the buffers, beginning at a position in all of them together. */
    void scatter(long position, byte[] source, int count) throws WasiException {
        transfer(position, count, (address, start, length) -> memory.write(address, source, start, length));
    }

    private void transfer(long position, int count, Step step) throws WasiException {
        long skip = position;
        int done = 0;
        for (int i = 0; i < sizes.length && done < count; i++) {
            if (skip >= sizes[i]) {
                skip -= sizes[i];
            } else {
                int length = (int) Math.min(sizes[i] - skip, count - done);
                step.copy(addresses[i] + skip, done, length);
                done += length;
                skip = 0;
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void copy(long address, int start, int length) throws WasiException;
    }
}
