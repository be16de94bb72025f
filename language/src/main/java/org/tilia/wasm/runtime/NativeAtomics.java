package org.tilia.wasm.runtime;

import sun.misc.Unsafe;

/** Atomic changes of aligned numbers outside of the Java heap; those that are too small for the machine's instructions, in loops. */
@SuppressWarnings("removal")
final class NativeAtomics {

    private static final Unsafe UNSAFE = NativeStorage.UNSAFE;
    private static final int WORD_ALIGNMENT = Integer.BYTES - 1;

    private NativeAtomics() {
    }

    static int update32(long address, int operand, AtomicOperation operation) {
        if (operation == AtomicOperation.ADD) {
            return UNSAFE.getAndAddInt(null, address, operand);
        }
        if (operation == AtomicOperation.SUBTRACT) {
            return UNSAFE.getAndAddInt(null, address, -operand);
        }
        if (operation == AtomicOperation.EXCHANGE) {
            return UNSAFE.getAndSetInt(null, address, operand);
        }
        while (true) {
            int old = UNSAFE.getIntVolatile(null, address);
            if (UNSAFE.compareAndSwapInt(null, address, old, operation.apply(old, operand))) {
                return old;
            }
        }
    }

    static long update64(long address, long operand, AtomicOperation operation) {
        if (operation == AtomicOperation.ADD) {
            return UNSAFE.getAndAddLong(null, address, operand);
        }
        if (operation == AtomicOperation.SUBTRACT) {
            return UNSAFE.getAndAddLong(null, address, -operand);
        }
        if (operation == AtomicOperation.EXCHANGE) {
            return UNSAFE.getAndSetLong(null, address, operand);
        }
        while (true) {
            long old = UNSAFE.getLongVolatile(null, address);
            if (UNSAFE.compareAndSwapLong(null, address, old, operation.apply(old, operand))) {
                return old;
            }
        }
    }

    static int compareExchange32(long address, int expected, int replacement) {
        while (!UNSAFE.compareAndSwapInt(null, address, expected, replacement)) {
            int old = UNSAFE.getIntVolatile(null, address);
            if (old != expected) {
                return old;
            }
        }
        return expected;
    }

    static long compareExchange64(long address, long expected, long replacement) {
        while (!UNSAFE.compareAndSwapLong(null, address, expected, replacement)) {
            long old = UNSAFE.getLongVolatile(null, address);
            if (old != expected) {
                return old;
            }
        }
        return expected;
    }

    /**
     * Changes a part of a word; its other bytes stay as they are, whoever writes them meanwhile.
     *
     * @param mask of the part's width, in the low bits
     */
    static int updatePart(long address, int mask, int operand, AtomicOperation operation) {
        long word = address & ~WORD_ALIGNMENT;
        int shift = shift(address);
        while (true) {
            int whole = UNSAFE.getIntVolatile(null, word);
            int old = whole >>> shift & mask;
            int changed = operation.apply(old, operand) & mask;
            if (UNSAFE.compareAndSwapInt(null, word, whole, whole & ~(mask << shift) | changed << shift)) {
                return old;
            }
        }
    }

    /** Replaces a part of a word, like {@link #updatePart}, if it equals what is expected. */
    static int compareExchangePart(long address, int mask, int expected, int replacement) {
        long word = address & ~WORD_ALIGNMENT;
        int shift = shift(address);
        while (true) {
            int whole = UNSAFE.getIntVolatile(null, word);
            int old = whole >>> shift & mask;
            if (old != (expected & mask)
                            || UNSAFE.compareAndSwapInt(null, word, whole, whole & ~(mask << shift) | (replacement & mask) << shift)) {
                return old;
            }
        }
    }

    private static int shift(long address) {
        return (int) (address & WORD_ALIGNMENT) * Byte.SIZE;
    }
}
