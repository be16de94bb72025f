package org.tilia.wasm.semantics;

import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

/**
 * Conversions between number types (spec 4.3.4).
 *
 * <p>The bounds of the truncations are numbers that the operand's type represents exactly: 2³¹, 2³², 2⁶³, 2⁶⁴, or where
 * f64 has fractions there, the first number whose truncation is out of range.
 */
public final class Conversions {

    private Conversions() {
    }

    /** {@code i32.trunc_f32_s}. */
    public static int i32TruncF32S(float value) {
        if (value >= -0x1p31f && value < 0x1p31f) {
            return (int) value;
        }
        throw notConvertible(value);
    }

    /** {@code i32.trunc_f32_u}. */
    public static int i32TruncF32U(float value) {
        if (value > -1 && value < 0x1p32f) {
            return (int) (long) value;
        }
        throw notConvertible(value);
    }

    /** {@code i32.trunc_f64_s}. */
    public static int i32TruncF64S(double value) {
        if (value > -2147483649.0 && value < 0x1p31) {
            return (int) value;
        }
        throw notConvertible(value);
    }

    /** {@code i32.trunc_f64_u}. */
    public static int i32TruncF64U(double value) {
        if (value > -1 && value < 0x1p32) {
            return (int) (long) value;
        }
        throw notConvertible(value);
    }

    /** {@code i64.trunc_f32_s}. */
    public static long i64TruncF32S(float value) {
        if (value >= -0x1p63f && value < 0x1p63f) {
            return (long) value;
        }
        throw notConvertible(value);
    }

    /** {@code i64.trunc_f32_u}. */
    public static long i64TruncF32U(float value) {
        return i64TruncF64U(value);
    }

    /** {@code i64.trunc_f64_s}. */
    public static long i64TruncF64S(double value) {
        if (value >= -0x1p63 && value < 0x1p63) {
            return (long) value;
        }
        throw notConvertible(value);
    }

    /** {@code i64.trunc_f64_u}. */
    public static long i64TruncF64U(double value) {
        if (value > -1 && value < 0x1p63) {
            return (long) value;
        }
        if (value >= 0x1p63 && value < 0x1p64) {
            return (long) (value - 0x1p63) ^ Long.MIN_VALUE;
        }
        throw notConvertible(value);
    }

    private static Trap notConvertible(double value) {
        return Trap.of(value != value ? TrapKind.INVALID_CONVERSION : TrapKind.INTEGER_OVERFLOW);
    }

    /** {@code i32.trunc_sat_f32_u}. */
    public static int i32TruncSatF32U(float value) {
        return (int) Math.clamp((long) value, 0L, 0xFFFF_FFFFL);
    }

    /** {@code i32.trunc_sat_f64_u}. */
    public static int i32TruncSatF64U(double value) {
        return (int) Math.clamp((long) value, 0L, 0xFFFF_FFFFL);
    }

    /** {@code i64.trunc_sat_f32_u}. */
    public static long i64TruncSatF32U(float value) {
        return i64TruncSatF64U(value);
    }

    /** {@code i64.trunc_sat_f64_u}. */
    public static long i64TruncSatF64U(double value) {
        if (value < 0x1p63) {
            return Math.max((long) value, 0);
        }
        if (value < 0x1p64) {
            return (long) (value - 0x1p63) ^ Long.MIN_VALUE;
        }
        return value != value ? 0 : -1;
    }

    /** {@code i64.extend_i32_u}. */
    public static long i64ExtendI32U(int value) {
        return value & 0xFFFF_FFFFL;
    }

    /** {@code f32.convert_i32_u}. */
    public static float f32ConvertI32U(int value) {
        return i64ExtendI32U(value);
    }

    /** {@code f64.convert_i32_u}. */
    public static double f64ConvertI32U(int value) {
        return i64ExtendI32U(value);
    }

    /** {@code f32.convert_i64_u}. */
    public static float f32ConvertI64U(long value) {
        return value >= 0 ? value : 2 * (float) halve(value);
    }

    /** {@code f64.convert_i64_u}. */
    public static double f64ConvertI64U(long value) {
        return value >= 0 ? value : 2 * (double) halve(value);
    }

    /** Half of it; the bit shifted out stays visible in the last, so that rounding the half is rounding the whole. */
    private static long halve(long value) {
        return value >>> 1 | value & 1;
    }

    /** {@code f32.demote_f64}. Compilers drop the conversion of a converted float, which would leave its NaN signalling. */
    public static float f32DemoteF64(double value) {
        return F32.quiet((float) value);
    }

    /** {@code i32.reinterpret_f32}. */
    public static int i32ReinterpretF32(float value) {
        return Float.floatToRawIntBits(value);
    }

    /** {@code i64.reinterpret_f64}. */
    public static long i64ReinterpretF64(double value) {
        return Double.doubleToRawLongBits(value);
    }

    /** {@code f32.reinterpret_i32}. */
    public static float f32ReinterpretI32(int bits) {
        return Float.intBitsToFloat(bits);
    }

    /** {@code f64.reinterpret_i64}. */
    public static double f64ReinterpretI64(long bits) {
        return Double.longBitsToDouble(bits);
    }
}
