package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

/**
 * A linear memory (spec 4.2.7): bytes, little-endian.
 *
 * <p>An access is given by an address, zero-extended in 32-bit memories, and an unsigned offset, and traps unless all of it
 * lies inside. All engines' code is made for one of the two subclasses, see {@link MemoryKind}.
 */
public abstract sealed class LinearMemory extends StoreObject permits NativeMemory, ByteArrayMemory {

    /**
     * The current size. Plain: code may go on with a smaller size than another thread has just made, which is as if it had
     * run before.
     */
    protected long byteSize;

    private final MemoryType declared;
    private final long maximumPages;
    private final MemoryCharge charge;
    /** Null in memories that are not shared. */
    private final WaitQueues waiters;

    /** @param capacity up to how many bytes the memory can grow */
    LinearMemory(MemoryType declared, long capacity, MemoryCharge charge) {
        this.declared = declared;
        this.maximumPages = Math.min(maximumPages(declared), capacity >>> declared.pageSizeLog2());
        this.charge = charge;
        this.byteSize = declared.limits().minimum() << declared.pageSizeLog2();
        this.waiters = declared.shared() ? new WaitQueues() : null;
        charge.endsWith(this);
    }

    /** The most pages that a type allows, by its limits and its addresses. */
    static long maximumPages(MemoryType type) {
        int addressBits = type.address() == AddressType.I32 ? Integer.SIZE : Long.SIZE - 1;
        return Sizes.maximum(type.limits(), (1L << Math.min(addressBits, Long.SIZE - 2)) >>> type.pageSizeLog2());
    }

    /** The type that the memory was made with; its size may have grown since. */
    public final MemoryType declaredType() {
        return declared;
    }

    /** The size in pages. */
    public final long pages() {
        return byteSize() >>> declared.pageSizeLog2();
    }

    /** The size in bytes, never negative. */
    public final synchronized long byteSize() {
        return byteSize;
    }

    /**
     * Adds pages that are all zero.
     *
     * @param delta unsigned
     * @return the old size in pages, or −1 when the memory cannot grow so far
     */
    @TruffleBoundary
    public final long grow(long delta) {
        synchronized (this) {
            long old = byteSize >>> declared.pageSizeLog2();
            if (delta < 0 || delta > maximumPages - old) {
                return -1;
            }
            long bytes = delta << declared.pageSizeLog2();
            if (!charge.add(bytes)) {
                return -1;
            }
            if (!extend(byteSize + bytes)) {
                charge.subtract(bytes);
                return -1;
            }
            // Whoever sees the new size sees what extend has done.
            VarHandle.releaseFence();
            byteSize += bytes;
            return old;
        }
    }

    /** Makes room up to this size, which is within the capacity; its new bytes are zero. Holds the lock. */
    abstract boolean extend(long newByteSize);

    /** The position of an access in the memory. */
    protected final long check(long address, long offset, int width) {
        if (isOutside(address, offset, width)) {
            CompilerDirectives.transferToInterpreter();
            throw outOfBounds(address, offset, width);
        }
        return address + offset;
    }

    /**
     * As {@link #check}, for accesses that Java checks again: where both checks leave code that Graal compiles, their order is not
     * certain, and a failure of Java's throws the code away, each time anew. A call in between keeps the order.
     */
    final long checkBeforeJava(long address, long offset, int width) {
        if (isOutside(address, offset, width)) {
            trapOutOfBounds(address, offset, width);
            throw CompilerDirectives.shouldNotReachHere();
        }
        return address + offset;
    }

    @TruffleBoundary
    private void trapOutOfBounds(long address, long offset, int width) {
        throw outOfBounds(address, offset, width);
    }

    private boolean isOutside(long address, long offset, int width) {
        long position = address + offset;
        return (address | offset | position) < 0 || position > byteSize - width;
    }

    /**
     * The position of an atomic access, which must be aligned.
     *
     * @param width a power of two
     */
    protected final long checkAtomic(long address, long offset, int width) {
        if ((address + offset & width - 1) != 0) {
            throw unaligned(address, offset, width);
        }
        return check(address, offset, width);
    }

    @TruffleBoundary
    private static Trap unaligned(long address, long offset, int width) {
        return Trap.of(TrapKind.UNALIGNED_ATOMIC, Long.toUnsignedString(address + offset) + " is not a multiple of " + width);
    }

    @TruffleBoundary
    private Trap outOfBounds(long address, long offset, long width) {
        String place = Long.toUnsignedString(address) + (offset == 0 ? "" : " + " + Long.toUnsignedString(offset));
        return Trap.of(TrapKind.MEMORY_OUT_OF_BOUNDS, Long.toUnsignedString(width) + (width == 1 ? " byte at " : " bytes at ")
                        + place + ", the memory has " + byteSize);
    }

    /** Traps unless a range, with unsigned ends, lies inside. */
    public final void checkRange(long address, long count) {
        if (Sizes.isOutside(address, count, byteSize)) {
            throw outOfBounds(address, 0, count);
        }
    }

    /** Sets a range of bytes to the low byte of the value. */
    public abstract void fill(long target, int value, long count);

    /** Copies from another memory, or within this one; ranges may overlap. */
    public abstract void copy(long target, LinearMemory from, long source, long count);

    /** Copies bytes of the host into the memory; the host's range lies inside of its array. */
    public abstract void copyIn(long target, byte[] from, int source, int count);

    /** Copies bytes of the memory to the host; the host's range lies inside of its array. */
    public abstract void copyOut(long source, byte[] to, int target, int count);

    /**
     * The bytes as a buffer of the host, little-endian, which keeps them alive. It ends where the memory ends now, or at
     * 2 GiB − 1; after a growth a new one is needed, and an old one may have lost its connection with the memory.
     */
    public abstract ByteBuffer buffer();

    /** Reads 4 bytes. */
    public abstract int loadI32(long address, long offset);

    /** Reads a byte, sign-extended. */
    public abstract int loadI32x8s(long address, long offset);

    /** Reads a byte, zero-extended. */
    public abstract int loadI32x8u(long address, long offset);

    /** Reads 2 bytes, sign-extended. */
    public abstract int loadI32x16s(long address, long offset);

    /** Reads 2 bytes, zero-extended. */
    public abstract int loadI32x16u(long address, long offset);

    /** Reads 8 bytes. */
    public abstract long loadI64(long address, long offset);

    /** Reads a byte, sign-extended. */
    public abstract long loadI64x8s(long address, long offset);

    /** Reads a byte, zero-extended. */
    public abstract long loadI64x8u(long address, long offset);

    /** Reads 2 bytes, sign-extended. */
    public abstract long loadI64x16s(long address, long offset);

    /** Reads 2 bytes, zero-extended. */
    public abstract long loadI64x16u(long address, long offset);

    /** Reads 4 bytes, sign-extended. */
    public abstract long loadI64x32s(long address, long offset);

    /** Reads 4 bytes, zero-extended. */
    public abstract long loadI64x32u(long address, long offset);

    /** Reads 4 bytes. */
    public abstract float loadF32(long address, long offset);

    /** Reads 8 bytes. */
    public abstract double loadF64(long address, long offset);

    /** Writes 4 bytes. */
    public abstract void storeI32(long address, long offset, int value);

    /** Writes the low byte. */
    public abstract void storeI32x8(long address, long offset, int value);

    /** Writes the low 2 bytes. */
    public abstract void storeI32x16(long address, long offset, int value);

    /** Writes 8 bytes. */
    public abstract void storeI64(long address, long offset, long value);

    /** Writes the low byte. */
    public abstract void storeI64x8(long address, long offset, long value);

    /** Writes the low 2 bytes. */
    public abstract void storeI64x16(long address, long offset, long value);

    /** Writes the low 4 bytes. */
    public abstract void storeI64x32(long address, long offset, long value);

    /** Writes 4 bytes. */
    public abstract void storeF32(long address, long offset, float value);

    /** Writes 8 bytes. */
    public abstract void storeF64(long address, long offset, double value);

    /** Reads a byte atomically, zero-extended. Atomic accesses have one order that all threads agree on. */
    public abstract int atomicLoad8(long address, long offset);

    /** Reads 2 bytes atomically, zero-extended. */
    public abstract int atomicLoad16(long address, long offset);

    /** Reads 4 bytes atomically. */
    public abstract int atomicLoad32(long address, long offset);

    /** Reads 8 bytes atomically. */
    public abstract long atomicLoad64(long address, long offset);

    /** Writes the low byte atomically. */
    public abstract void atomicStore8(long address, long offset, int value);

    /** Writes the low 2 bytes atomically. */
    public abstract void atomicStore16(long address, long offset, int value);

    /** Writes 4 bytes atomically. */
    public abstract void atomicStore32(long address, long offset, int value);

    /** Writes 8 bytes atomically. */
    public abstract void atomicStore64(long address, long offset, long value);

    /** Replaces a byte by what the operation makes of it; returns the old one, zero-extended. */
    public abstract int atomicUpdate8(long address, long offset, int operand, AtomicOperation operation);

    /** Replaces 2 bytes by what the operation makes of them; returns the old ones, zero-extended. */
    public abstract int atomicUpdate16(long address, long offset, int operand, AtomicOperation operation);

    /** Replaces 4 bytes by what the operation makes of them; returns the old ones. */
    public abstract int atomicUpdate32(long address, long offset, int operand, AtomicOperation operation);

    /** Replaces 8 bytes by what the operation makes of them; returns the old ones. */
    public abstract long atomicUpdate64(long address, long offset, long operand, AtomicOperation operation);

    /** Replaces a byte if it equals the low byte of {@code expected}; returns the old one, zero-extended. */
    public abstract int atomicCompareExchange8(long address, long offset, int expected, int replacement);

    /** Replaces 2 bytes if they equal the low ones of {@code expected}; returns the old ones, zero-extended. */
    public abstract int atomicCompareExchange16(long address, long offset, int expected, int replacement);

    /** Replaces 4 bytes if they equal {@code expected}; returns the old ones. */
    public abstract int atomicCompareExchange32(long address, long offset, int expected, int replacement);

    /** Replaces 8 bytes if they equal {@code expected}; returns the old ones. */
    public abstract long atomicCompareExchange64(long address, long offset, long expected, long replacement);

    /**
     * {@code memory.atomic.wait32}: waits until another thread notifies the address, unless 4 bytes there differ.
     *
     * @param timeout in nanoseconds; a negative one never ends
     * @return {@link WaitQueues#NOTIFIED}, {@link WaitQueues#NOT_EQUAL} or {@link WaitQueues#TIMED_OUT}
     */
    @TruffleBoundary
    public final int atomicWait32(long address, long offset, int expected, long timeout) {
        long position = checkAtomic(address, offset, Integer.BYTES);
        return await(position, () -> atomicLoad32(position, 0) == expected, timeout);
    }

    /** {@code memory.atomic.wait64}: as {@link #atomicWait32}, for 8 bytes. */
    @TruffleBoundary
    public final int atomicWait64(long address, long offset, long expected, long timeout) {
        long position = checkAtomic(address, offset, Long.BYTES);
        return await(position, () -> atomicLoad64(position, 0) == expected, timeout);
    }

    private int await(long position, BooleanSupplier unchanged, long timeout) {
        if (waiters == null) {
            throw Trap.of(TrapKind.EXPECTED_SHARED_MEMORY, "nobody could end the wait on an unshared one");
        }
        return waiters.await(position, unchanged, timeout);
    }

    /**
     * {@code memory.atomic.notify}: wakes the threads that have waited longest.
     *
     * @param count how many at most, unsigned
     * @return how many there were
     */
    @TruffleBoundary
    public final int atomicNotify(long address, long offset, int count) {
        long position = checkAtomic(address, offset, Integer.BYTES);
        return waiters == null ? 0 : waiters.wake(position, Integer.toUnsignedLong(count));
    }
}
