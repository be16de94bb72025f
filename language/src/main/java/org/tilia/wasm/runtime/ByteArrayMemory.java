package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.invoke.VarHandle.AccessMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.tilia.wasm.module.MemoryType;

/**
 * A memory in a Java array, for hosts that want no unsafe code: less than 2 GiB, and slower by some checks of Java's own.
 *
 * <p>A shared one never moves: its maximum is allocated at once, and counts at once. Java has no atomic access to numbers in
 * an array of bytes, so these lock the memory.
 */
public final class ByteArrayMemory extends LinearMemory {

    /** The largest array that every JVM makes, in whole pages. */
    private static final long MAXIMUM_BYTES = Integer.MAX_VALUE & -(1L << MemoryType.DEFAULT_PAGE_SIZE_LOG2);

    private static final VarHandle I16 = view(short[].class);
    private static final VarHandle I32 = view(int[].class);
    private static final VarHandle I64 = view(long[].class);
    private static final VarHandle F32 = view(float[].class);
    private static final VarHandle F64 = view(double[].class);

    /** At least as long as the memory; never replaced when the memory is shared. */
    private byte[] bytes;

    private ByteArrayMemory(MemoryType type, byte[] bytes, long capacity, MemoryCharge charge) {
        super(type, capacity, charge);
        this.bytes = bytes;
    }

    static ByteArrayMemory allocate(MemoryType type, Budget budget) {
        MemoryCharge charge = MemoryCharge.initial(type, budget);
        long initial = charge.amount();
        long capacity = Math.min(MAXIMUM_BYTES, maximumPages(type) << type.pageSizeLog2());
        if (initial > capacity) {
            charge.subtract(initial);
            throw MemoryCharge.refused(type, "memories in Java arrays have at most " + MAXIMUM_BYTES + " bytes");
        }
        if (type.shared() && !charge.prepay(capacity - initial)) {
            charge.subtract(initial);
            throw MemoryCharge.refused(type, whole(capacity) + ", more than the limit for all memories together leaves");
        }
        try {
            return new ByteArrayMemory(type, new byte[(int) (type.shared() ? capacity : initial)], capacity, charge);
        } catch (OutOfMemoryError _) {
            charge.subtract(charge.amount());
            throw MemoryCharge.refused(type, "the Java heap has no more memory" + (type.shared() ? "; " + whole(capacity) : ""));
        }
    }

    private static String whole(long capacity) {
        return "it is shared and in a Java array, and so takes its maximum of " + capacity + " bytes at once";
    }

    private static VarHandle view(Class<?> type) {
        VarHandle view = MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN).withInvokeExactBehavior();
        // Java finds these out at a handle's first use, which partial evaluation could not follow: code may be compiled before it has run.
        for (AccessMode mode : List.of(AccessMode.GET, AccessMode.SET)) {
            view.isAccessModeSupported(mode);
            view.accessModeType(mode);
        }
        return view;
    }

    /** Some room is added each time, so that a memory that grows page by page is not copied for each of them. */
    @Override
    boolean extend(long newByteSize) {
        if (newByteSize <= bytes.length) {
            return true;
        }
        long roomy = Math.min(newByteSize + newByteSize / 4, MAXIMUM_BYTES);
        try {
            bytes = Arrays.copyOf(bytes, (int) roomy);
        } catch (OutOfMemoryError _) {
            return false;
        }
        return true;
    }

    @Override
    @TruffleBoundary
    public synchronized ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, 0, (int) byteSize).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    @TruffleBoundary
    public void fill(long target, int value, long count) {
        checkRange(target, count);
        Arrays.fill(bytes, (int) target, (int) (target + count), (byte) value);
    }

    @Override
    @TruffleBoundary
    public void copy(long target, LinearMemory from, long source, long count) {
        ByteArrayMemory other = (ByteArrayMemory) from;
        other.checkRange(source, count);
        checkRange(target, count);
        System.arraycopy(other.bytes, (int) source, bytes, (int) target, (int) count);
    }

    @Override
    @TruffleBoundary
    public void copyIn(long target, byte[] from, int source, int count) {
        checkRange(target, count);
        System.arraycopy(from, source, bytes, (int) target, count);
    }

    @Override
    @TruffleBoundary
    public void copyOut(long source, byte[] to, int target, int count) {
        checkRange(source, count);
        System.arraycopy(bytes, (int) source, to, target, count);
    }

    @Override
    public int loadI32(long address, long offset) {
        int at = (int) checkBeforeJava(address, offset, 4);
        return (int) I32.get(bytes, at);
    }

    @Override
    public int loadI32x8s(long address, long offset) {
        int at = (int) checkBeforeJava(address, offset, 1);
        return bytes[at];
    }

    @Override
    public int loadI32x8u(long address, long offset) {
        int at = (int) checkBeforeJava(address, offset, 1);
        return bytes[at] & 0xFF;
    }

    @Override
    public int loadI32x16s(long address, long offset) {
        int at = (int) checkBeforeJava(address, offset, 2);
        return (short) I16.get(bytes, at);
    }

    @Override
    public int loadI32x16u(long address, long offset) {
        int at = (int) checkBeforeJava(address, offset, 2);
        return (short) I16.get(bytes, at) & 0xFFFF;
    }

    @Override
    public long loadI64(long address, long offset) {
        int at = (int) checkBeforeJava(address, offset, 8);
        return (long) I64.get(bytes, at);
    }

    @Override
    public long loadI64x8s(long address, long offset) {
        int at = (int) checkBeforeJava(address, offset, 1);
        return bytes[at];
    }

    @Override
    public long loadI64x8u(long address, long offset) {
        int at = (int) checkBeforeJava(address, offset, 1);
        return bytes[at] & 0xFFL;
    }

    @Override
    public long loadI64x16s(long address, long offset) {
        int at = (int) checkBeforeJava(address, offset, 2);
        return (short) I16.get(bytes, at);
    }

    @Override
    public long loadI64x16u(long address, long offset) {
        int at = (int) checkBeforeJava(address, offset, 2);
        return (short) I16.get(bytes, at) & 0xFFFFL;
    }

    @Override
    public long loadI64x32s(long address, long offset) {
        int at = (int) checkBeforeJava(address, offset, 4);
        return (int) I32.get(bytes, at);
    }

    @Override
    public long loadI64x32u(long address, long offset) {
        int at = (int) checkBeforeJava(address, offset, 4);
        return (int) I32.get(bytes, at) & 0xFFFF_FFFFL;
    }

    @Override
    public float loadF32(long address, long offset) {
        int at = (int) checkBeforeJava(address, offset, 4);
        return (float) F32.get(bytes, at);
    }

    @Override
    public double loadF64(long address, long offset) {
        int at = (int) checkBeforeJava(address, offset, 8);
        return (double) F64.get(bytes, at);
    }

    @Override
    public void storeI32(long address, long offset, int value) {
        int at = (int) checkBeforeJava(address, offset, 4);
        I32.set(bytes, at, value);
    }

    @Override
    public void storeI32x8(long address, long offset, int value) {
        int at = (int) checkBeforeJava(address, offset, 1);
        bytes[at] = (byte) value;
    }

    @Override
    public void storeI32x16(long address, long offset, int value) {
        int at = (int) checkBeforeJava(address, offset, 2);
        I16.set(bytes, at, (short) value);
    }

    @Override
    public void storeI64(long address, long offset, long value) {
        int at = (int) checkBeforeJava(address, offset, 8);
        I64.set(bytes, at, value);
    }

    @Override
    public void storeI64x8(long address, long offset, long value) {
        int at = (int) checkBeforeJava(address, offset, 1);
        bytes[at] = (byte) value;
    }

    @Override
    public void storeI64x16(long address, long offset, long value) {
        int at = (int) checkBeforeJava(address, offset, 2);
        I16.set(bytes, at, (short) value);
    }

    @Override
    public void storeI64x32(long address, long offset, long value) {
        int at = (int) checkBeforeJava(address, offset, 4);
        I32.set(bytes, at, (int) value);
    }

    @Override
    public void storeF32(long address, long offset, float value) {
        int at = (int) checkBeforeJava(address, offset, 4);
        F32.set(bytes, at, value);
    }

    @Override
    public void storeF64(long address, long offset, double value) {
        int at = (int) checkBeforeJava(address, offset, 8);
        F64.set(bytes, at, value);
    }

    @Override
    @TruffleBoundary
    public synchronized int atomicLoad8(long address, long offset) {
        return loadI32x8u(checkAtomic(address, offset, 1), 0);
    }

    @Override
    @TruffleBoundary
    public synchronized void atomicStore8(long address, long offset, int value) {
        storeI32x8(checkAtomic(address, offset, 1), 0, value);
    }

    @Override
    @TruffleBoundary
    public synchronized int atomicUpdate8(long address, long offset, int operand, AtomicOperation operation) {
        int old = atomicLoad8(address, offset);
        storeI32x8(address, offset, operation.apply(old, operand));
        return old;
    }

    @Override
    @TruffleBoundary
    public synchronized int atomicCompareExchange8(long address, long offset, int expected, int replacement) {
        int old = atomicLoad8(address, offset);
        if (old == (expected & 0xFF)) {
            storeI32x8(address, offset, replacement);
        }
        return old;
    }

    @Override
    @TruffleBoundary
    public synchronized int atomicLoad16(long address, long offset) {
        return loadI32x16u(checkAtomic(address, offset, 2), 0);
    }

    @Override
    @TruffleBoundary
    public synchronized void atomicStore16(long address, long offset, int value) {
        storeI32x16(checkAtomic(address, offset, 2), 0, value);
    }

    @Override
    @TruffleBoundary
    public synchronized int atomicUpdate16(long address, long offset, int operand, AtomicOperation operation) {
        int old = atomicLoad16(address, offset);
        storeI32x16(address, offset, operation.apply(old, operand));
        return old;
    }

    @Override
    @TruffleBoundary
    public synchronized int atomicCompareExchange16(long address, long offset, int expected, int replacement) {
        int old = atomicLoad16(address, offset);
        if (old == (expected & 0xFFFF)) {
            storeI32x16(address, offset, replacement);
        }
        return old;
    }

    @Override
    @TruffleBoundary
    public synchronized int atomicLoad32(long address, long offset) {
        return loadI32(checkAtomic(address, offset, 4), 0);
    }

    @Override
    @TruffleBoundary
    public synchronized void atomicStore32(long address, long offset, int value) {
        storeI32(checkAtomic(address, offset, 4), 0, value);
    }

    @Override
    @TruffleBoundary
    public synchronized int atomicUpdate32(long address, long offset, int operand, AtomicOperation operation) {
        int old = atomicLoad32(address, offset);
        storeI32(address, offset, operation.apply(old, operand));
        return old;
    }

    @Override
    @TruffleBoundary
    public synchronized int atomicCompareExchange32(long address, long offset, int expected, int replacement) {
        int old = atomicLoad32(address, offset);
        if (old == expected) {
            storeI32(address, offset, replacement);
        }
        return old;
    }

    @Override
    @TruffleBoundary
    public synchronized long atomicLoad64(long address, long offset) {
        return loadI64(checkAtomic(address, offset, 8), 0);
    }

    @Override
    @TruffleBoundary
    public synchronized void atomicStore64(long address, long offset, long value) {
        storeI64(checkAtomic(address, offset, 8), 0, value);
    }

    @Override
    @TruffleBoundary
    public synchronized long atomicUpdate64(long address, long offset, long operand, AtomicOperation operation) {
        long old = atomicLoad64(address, offset);
        storeI64(address, offset, operation.apply(old, operand));
        return old;
    }

    @Override
    @TruffleBoundary
    public synchronized long atomicCompareExchange64(long address, long offset, long expected, long replacement) {
        long old = atomicLoad64(address, offset);
        if (old == expected) {
            storeI64(address, offset, replacement);
        }
        return old;
    }
}
