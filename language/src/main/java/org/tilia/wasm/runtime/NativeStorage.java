package org.tilia.wasm.runtime;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import sun.misc.Unsafe;

/**
 * The room that a {@link NativeMemory} may grow into: a range of addresses, of which the system provides a page when it is
 * first touched.
 *
 * <p>The range is a private mapping of one sparse file, which is never written: that is lazily zero, and counts neither
 * against the Java heap nor against the JVM's limit for direct memory. Where it fails the range comes from the C library.
 */
@SuppressWarnings("removal")
final class NativeStorage {

    static final Unsafe UNSAFE = unsafe();

    /** Where a 64-bit memory has no maximum of its own. */
    private static final long LARGEST_RESERVATION = 64L << 30;
    private static final long SYSTEM_PAGE = 4096;

    /** A size that could be reserved lately; smaller ones are not tried out first. */
    private static volatile long proven = 1;

    private final long address;
    private final long capacity;
    /** What keeps the mapping; null when the range comes from the C library. */
    private final MemorySegment mapping;

    private NativeStorage(long address, long capacity, MemorySegment mapping) {
        this.address = address;
        this.capacity = capacity;
        this.mapping = mapping;
    }

    /**
     * Reserves as much as there is up to the maximum, but at least the initial size, which is all zero.
     *
     * @return null when even the initial size is not to be had
     */
    static NativeStorage reserve(long initial, long maximum) {
        LiveStorage.beforeReservation();
        long least = Math.max(SYSTEM_PAGE, roundUp(initial));
        long most = Math.max(least, roundUp(Math.min(maximum, LARGEST_RESERVATION)));
        for (long size = most;; size = Math.max(least, size / 2 & -SYSTEM_PAGE)) {
            NativeStorage storage = tryReserve(size, initial);
            if (storage != null) {
                return storage;
            }
            if (size == least) {
                break;
            }
        }
        NativeStorage[] last = new NativeStorage[1];
        if (!Collection.until(() -> (last[0] = allocate(least, initial)) != null)) {
            LiveStorage.ended();
        }
        return last[0];
    }

    private static long roundUp(long size) {
        return size + SYSTEM_PAGE - 1 & -SYSTEM_PAGE;
    }

    private static NativeStorage tryReserve(long size, long initial) {
        // A mapping that fails makes the JDK collect garbage and sleep: so find out first.
        if (size > proven) {
            long trial = allocateOrZero(size);
            if (trial == 0) {
                return null;
            }
            UNSAFE.freeMemory(trial);
            proven = size;
        }
        NativeStorage mapped = map(size);
        return mapped != null ? mapped : allocate(size, initial);
    }

    private static NativeStorage map(long size) {
        try {
            MemorySegment mapping = SparseFile.map(size);
            return new NativeStorage(mapping.address(), size, mapping);
        } catch (IOException | UnsupportedOperationException | OutOfMemoryError _) {
            proven = Math.min(proven, size - 1);
            return null;
        }
    }

    private static NativeStorage allocate(long size, long initial) {
        long address = allocateOrZero(size);
        if (address == 0) {
            return null;
        }
        NativeStorage storage = new NativeStorage(address, size, null);
        storage.clear(0, initial);
        return storage;
    }

    private static long allocateOrZero(long size) {
        try {
            return UNSAFE.allocateMemory(size);
        } catch (OutOfMemoryError _) {
            return 0;
        }
    }

    long address() {
        return address;
    }

    /** In bytes. */
    long capacity() {
        return capacity;
    }

    /** The beginning of the range; as long as it is reachable, so is the owner, and nothing is freed. */
    MemorySegment segment(long size, NativeMemory owner) {
        if (mapping != null) {
            MemorySegment view = mapping.asSlice(0, size);
            // As long as the view is there, the owner's bytes are in use, and count.
            Collection.CLEANER.register(view, () -> Reference.reachabilityFence(owner));
            return view;
        }
        return MemorySegment.ofAddress(address).reinterpret(size, Arena.ofAuto(), _ -> Reference.reachabilityFence(owner));
    }

    /** Makes a part zero that has not been used yet. */
    void clear(long from, long count) {
        if (mapping == null) {
            UNSAFE.setMemory(address + from, count, (byte) 0);
        }
    }

    /** What frees the range, without holding this object; a mapping ends by itself. */
    Runnable release() {
        long range = address;
        return mapping != null ? LiveStorage::ended : () -> {
            UNSAFE.freeMemory(range);
            LiveStorage.ended();
        };
    }

    private static Unsafe unsafe() {
        try {
            Field field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (Unsafe) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
