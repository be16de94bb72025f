package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
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

    /** @param capacity up to how many bytes the memory can grow */
    LinearMemory(MemoryType declared, long capacity, MemoryCharge charge) {
        this.declared = declared;
        this.maximumPages = Math.min(maximumPages(declared), capacity >>> declared.pageSizeLog2());
        this.charge = charge;
        this.byteSize = charge.bytes();
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
            byteSize += bytes;
            return old;
        }
    }

    /** Makes room up to this size, which is within the capacity; its new bytes are zero. Holds the lock. */
    abstract boolean extend(long newByteSize);

    /** The position of an access in the memory. */
    protected final long check(long address, long offset, int width) {
        long position = address + offset;
        if ((address | offset | position) < 0 || position > byteSize - width) {
            CompilerDirectives.transferToInterpreter();
            throw outOfBounds(address, offset, width);
        }
        return position;
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
}
