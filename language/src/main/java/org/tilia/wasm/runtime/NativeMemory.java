package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.tilia.wasm.module.MemoryType;
import sun.misc.Unsafe;

/**
 * A memory outside of the Java heap.
 *
 * <p>Its place never changes and its bytes are freed only when nothing reaches it any more: so a thread that still uses it
 * while another grows it, or while its context is closed, never touches freed memory. Whoever reads or writes keeps the
 * memory reachable meanwhile; for guest code the entry from the host does that.
 */
@SuppressWarnings("removal")
public final class NativeMemory extends LinearMemory {

    private static final Unsafe UNSAFE = NativeStorage.UNSAFE;

    private final long base;
    private final NativeStorage storage;

    private NativeMemory(MemoryType type, NativeStorage storage, MemoryCharge charge) {
        super(type, storage.capacity(), charge);
        this.storage = storage;
        this.base = storage.address();
    }

    static NativeMemory allocate(MemoryType type, Budget budget) {
        MemoryCharge charge = MemoryCharge.initial(type, budget);
        NativeStorage storage = NativeStorage.reserve(charge.amount(), maximumPages(type) << type.pageSizeLog2());
        if (storage == null) {
            charge.subtract(charge.amount());
            throw MemoryCharge.refused(type, "the system has no more memory");
        }
        charge.releasing(storage.release());
        return new NativeMemory(type, storage, charge);
    }

    /** Where the bytes are; valid as long as this object is reachable. */
    public long address() {
        return base;
    }

    @Override
    boolean extend(long newByteSize) {
        storage.clear(byteSize, newByteSize - byteSize);
        return true;
    }

    @Override
    @TruffleBoundary
    public ByteBuffer buffer() {
        return storage.segment(Math.min(byteSize(), Integer.MAX_VALUE), this).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    @TruffleBoundary
    public void fill(long target, int value, long count) {
        checkRange(target, count);
        long start = base + target;
        if (count < 2 * Long.BYTES) {
            UNSAFE.setMemory(start, count, (byte) value);
            return;
        }
        // Between its edges it is a range of whole longs: for others the JDK takes its widest vectors, for which processors slow down.
        long end = start + count;
        long bytes = (value & 0xFF) * 0x0101_0101_0101_0101L;
        UNSAFE.putLong(start, bytes);
        UNSAFE.putLong(end - Long.BYTES, bytes);
        long middle = start + Long.BYTES - 1 & -Long.BYTES;
        UNSAFE.setMemory(middle, (end & -Long.BYTES) - middle, (byte) value);
    }

    @Override
    @TruffleBoundary
    public void copy(long target, LinearMemory from, long source, long count) {
        NativeMemory other = (NativeMemory) from;
        other.checkRange(source, count);
        checkRange(target, count);
        UNSAFE.copyMemory(other.base + source, base + target, count);
    }

    @Override
    @TruffleBoundary
    public void copyIn(long target, byte[] from, int source, int count) {
        checkRange(target, count);
        Objects.checkFromIndexSize(source, count, from.length);
        UNSAFE.copyMemory(from, Unsafe.ARRAY_BYTE_BASE_OFFSET + (long) source, null, base + target, count);
    }

    @Override
    @TruffleBoundary
    public void copyOut(long source, byte[] to, int target, int count) {
        checkRange(source, count);
        Objects.checkFromIndexSize(target, count, to.length);
        UNSAFE.copyMemory(null, base + source, to, Unsafe.ARRAY_BYTE_BASE_OFFSET + (long) target, count);
    }

    @Override
    public int loadI32(long address, long offset) {
        return UNSAFE.getInt(base + check(address, offset, 4));
    }

    @Override
    public int loadI32x8s(long address, long offset) {
        return UNSAFE.getByte(base + check(address, offset, 1));
    }

    @Override
    public int loadI32x8u(long address, long offset) {
        return UNSAFE.getByte(base + check(address, offset, 1)) & 0xFF;
    }

    @Override
    public int loadI32x16s(long address, long offset) {
        return UNSAFE.getShort(base + check(address, offset, 2));
    }

    @Override
    public int loadI32x16u(long address, long offset) {
        return UNSAFE.getShort(base + check(address, offset, 2)) & 0xFFFF;
    }

    @Override
    public long loadI64(long address, long offset) {
        return UNSAFE.getLong(base + check(address, offset, 8));
    }

    @Override
    public long loadI64x8s(long address, long offset) {
        return UNSAFE.getByte(base + check(address, offset, 1));
    }

    @Override
    public long loadI64x8u(long address, long offset) {
        return UNSAFE.getByte(base + check(address, offset, 1)) & 0xFFL;
    }

    @Override
    public long loadI64x16s(long address, long offset) {
        return UNSAFE.getShort(base + check(address, offset, 2));
    }

    @Override
    public long loadI64x16u(long address, long offset) {
        return UNSAFE.getShort(base + check(address, offset, 2)) & 0xFFFFL;
    }

    @Override
    public long loadI64x32s(long address, long offset) {
        return UNSAFE.getInt(base + check(address, offset, 4));
    }

    @Override
    public long loadI64x32u(long address, long offset) {
        return UNSAFE.getInt(base + check(address, offset, 4)) & 0xFFFF_FFFFL;
    }

    @Override
    public float loadF32(long address, long offset) {
        return UNSAFE.getFloat(base + check(address, offset, 4));
    }

    @Override
    public double loadF64(long address, long offset) {
        return UNSAFE.getDouble(base + check(address, offset, 8));
    }

    @Override
    public void storeI32(long address, long offset, int value) {
        UNSAFE.putInt(base + check(address, offset, 4), value);
    }

    @Override
    public void storeI32x8(long address, long offset, int value) {
        UNSAFE.putByte(base + check(address, offset, 1), (byte) value);
    }

    @Override
    public void storeI32x16(long address, long offset, int value) {
        UNSAFE.putShort(base + check(address, offset, 2), (short) value);
    }

    @Override
    public void storeI64(long address, long offset, long value) {
        UNSAFE.putLong(base + check(address, offset, 8), value);
    }

    @Override
    public void storeI64x8(long address, long offset, long value) {
        UNSAFE.putByte(base + check(address, offset, 1), (byte) value);
    }

    @Override
    public void storeI64x16(long address, long offset, long value) {
        UNSAFE.putShort(base + check(address, offset, 2), (short) value);
    }

    @Override
    public void storeI64x32(long address, long offset, long value) {
        UNSAFE.putInt(base + check(address, offset, 4), (int) value);
    }

    @Override
    public void storeF32(long address, long offset, float value) {
        UNSAFE.putFloat(base + check(address, offset, 4), value);
    }

    @Override
    public void storeF64(long address, long offset, double value) {
        UNSAFE.putDouble(base + check(address, offset, 8), value);
    }

    @Override
    public int atomicLoad8(long address, long offset) {
        return UNSAFE.getByteVolatile(null, base + checkAtomic(address, offset, 1)) & 0xFF;
    }

    @Override
    public int atomicLoad16(long address, long offset) {
        return UNSAFE.getShortVolatile(null, base + checkAtomic(address, offset, 2)) & 0xFFFF;
    }

    @Override
    public int atomicLoad32(long address, long offset) {
        return UNSAFE.getIntVolatile(null, base + checkAtomic(address, offset, 4));
    }

    @Override
    public long atomicLoad64(long address, long offset) {
        return UNSAFE.getLongVolatile(null, base + checkAtomic(address, offset, 8));
    }

    @Override
    public void atomicStore8(long address, long offset, int value) {
        UNSAFE.putByteVolatile(null, base + checkAtomic(address, offset, 1), (byte) value);
    }

    @Override
    public void atomicStore16(long address, long offset, int value) {
        UNSAFE.putShortVolatile(null, base + checkAtomic(address, offset, 2), (short) value);
    }

    @Override
    public void atomicStore32(long address, long offset, int value) {
        UNSAFE.putIntVolatile(null, base + checkAtomic(address, offset, 4), value);
    }

    @Override
    public void atomicStore64(long address, long offset, long value) {
        UNSAFE.putLongVolatile(null, base + checkAtomic(address, offset, 8), value);
    }

    @Override
    public int atomicUpdate8(long address, long offset, int operand, AtomicOperation operation) {
        return NativeAtomics.updatePart(base + checkAtomic(address, offset, 1), 0xFF, operand, operation);
    }

    @Override
    public int atomicUpdate16(long address, long offset, int operand, AtomicOperation operation) {
        return NativeAtomics.updatePart(base + checkAtomic(address, offset, 2), 0xFFFF, operand, operation);
    }

    @Override
    public int atomicUpdate32(long address, long offset, int operand, AtomicOperation operation) {
        return NativeAtomics.update32(base + checkAtomic(address, offset, 4), operand, operation);
    }

    @Override
    public long atomicUpdate64(long address, long offset, long operand, AtomicOperation operation) {
        return NativeAtomics.update64(base + checkAtomic(address, offset, 8), operand, operation);
    }

    @Override
    public int atomicCompareExchange8(long address, long offset, int expected, int replacement) {
        return NativeAtomics.compareExchangePart(base + checkAtomic(address, offset, 1), 0xFF, expected, replacement);
    }

    @Override
    public int atomicCompareExchange16(long address, long offset, int expected, int replacement) {
        return NativeAtomics.compareExchangePart(base + checkAtomic(address, offset, 2), 0xFFFF, expected, replacement);
    }

    @Override
    public int atomicCompareExchange32(long address, long offset, int expected, int replacement) {
        return NativeAtomics.compareExchange32(base + checkAtomic(address, offset, 4), expected, replacement);
    }

    @Override
    public long atomicCompareExchange64(long address, long offset, long expected, long replacement) {
        return NativeAtomics.compareExchange64(base + checkAtomic(address, offset, 8), expected, replacement);
    }
}
