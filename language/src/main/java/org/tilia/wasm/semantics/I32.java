package org.tilia.wasm.semantics;

import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

/** Integer operations on i32 (spec 4.3.2). */
public final class I32 {

    private I32() {
    }

    /** {@code i32.div_s}. */
    public static int divS(int dividend, int divisor) {
        if (divisor == 0) {
            throw Trap.of(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        }
        if (divisor == -1 && dividend == Integer.MIN_VALUE) {
            throw Trap.of(TrapKind.INTEGER_OVERFLOW);
        }
        return dividend / divisor;
    }

    /** {@code i32.div_u}. */
    public static int divU(int dividend, int divisor) {
        if (divisor == 0) {
            throw Trap.of(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        }
        return Integer.divideUnsigned(dividend, divisor);
    }

    /** {@code i32.rem_s}: the least number modulo -1 is 0, as in Java. */
    public static int remS(int dividend, int divisor) {
        if (divisor == 0) {
            throw Trap.of(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        }
        return dividend % divisor;
    }

    /** {@code i32.rem_u}. */
    public static int remU(int dividend, int divisor) {
        if (divisor == 0) {
            throw Trap.of(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        }
        return Integer.remainderUnsigned(dividend, divisor);
    }

    /** {@code i32.rotl}. */
    public static int rotl(int value, int distance) {
        return Integer.rotateLeft(value, distance);
    }

    /** {@code i32.rotr}. */
    public static int rotr(int value, int distance) {
        return Integer.rotateRight(value, distance);
    }

    /** {@code i32.clz}. */
    public static int clz(int value) {
        return Integer.numberOfLeadingZeros(value);
    }

    /** {@code i32.ctz}. */
    public static int ctz(int value) {
        return Integer.numberOfTrailingZeros(value);
    }

    /** {@code i32.popcnt}. */
    public static int popcnt(int value) {
        return Integer.bitCount(value);
    }

    /** The order of unsigned numbers: negative, zero or positive as {@code left} is less, equal or greater. */
    public static int compareU(int left, int right) {
        return Integer.compareUnsigned(left, right);
    }
}
