package org.tilia.wasm.semantics;

import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

/** Integer operations on i64 (spec 4.3.2). */
public final class I64 {

    private I64() {
    }

    /** {@code i64.div_s}. */
    public static long divS(long dividend, long divisor) {
        if (divisor == 0) {
            throw Trap.of(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        }
        if (divisor == -1 && dividend == Long.MIN_VALUE) {
            throw Trap.of(TrapKind.INTEGER_OVERFLOW);
        }
        return dividend / divisor;
    }

    /** {@code i64.div_u}. */
    public static long divU(long dividend, long divisor) {
        if (divisor == 0) {
            throw Trap.of(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        }
        return Long.divideUnsigned(dividend, divisor);
    }

    /** {@code i64.rem_s}: the least number modulo -1 is 0, as in Java. */
    public static long remS(long dividend, long divisor) {
        if (divisor == 0) {
            throw Trap.of(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        }
        return dividend % divisor;
    }

    /** {@code i64.rem_u}. */
    public static long remU(long dividend, long divisor) {
        if (divisor == 0) {
            throw Trap.of(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        }
        return Long.remainderUnsigned(dividend, divisor);
    }

    /** {@code i64.rotl}. */
    public static long rotl(long value, long distance) {
        return Long.rotateLeft(value, (int) distance);
    }

    /** {@code i64.rotr}. */
    public static long rotr(long value, long distance) {
        return Long.rotateRight(value, (int) distance);
    }

    /** {@code i64.clz}. */
    public static long clz(long value) {
        return Long.numberOfLeadingZeros(value);
    }

    /** {@code i64.ctz}. */
    public static long ctz(long value) {
        return Long.numberOfTrailingZeros(value);
    }

    /** {@code i64.popcnt}. */
    public static long popcnt(long value) {
        return Long.bitCount(value);
    }

    /** The order of unsigned numbers: negative, zero or positive as {@code left} is less, equal or greater. */
    public static int compareU(long left, long right) {
        return Long.compareUnsigned(left, right);
    }
}
