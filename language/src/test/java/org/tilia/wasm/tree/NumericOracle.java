package org.tilia.wasm.tree;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.tilia.wasm.trap.TrapKind;

/**
 * What numeric instructions compute, by the definitions of the spec (4.3) on unbounded integers and decimals, and by no
 * arithmetic of the machine.
 */
final class NumericOracle {

    /** A result that is not a number of bits. */
    static final class TrapExpected extends RuntimeException {
        private static final long serialVersionUID = 1;
        final TrapKind kind;

        TrapExpected(TrapKind kind) {
            super(kind.message(), null, false, false);
            this.kind = kind;
        }
    }

    /** Stands for every NaN; which ones are allowed the caller knows. */
    static final class NanExpected extends RuntimeException {
        private static final long serialVersionUID = 1;

        NanExpected() {
            super("NaN", null, false, false);
        }
    }

    private NumericOracle() {
    }

    /**
     * The bits of the result, an i32's or f32's sign-extended.
     *
     * @param mnemonic of the instruction
     * @param operands as bits
     */
    static long compute(String mnemonic, long... operands) {
        String type = mnemonic.substring(0, 3);
        String operation = mnemonic.substring(4);
        int underscore = operation.lastIndexOf("_f") >= 0 ? operation.lastIndexOf("_f") : operation.lastIndexOf("_i");
        if (underscore > 0) {
            String source = operation.substring(underscore + 1, underscore + 4);
            String sign = operation.endsWith("_u") ? "u" : "s";
            return convert(type, operation.substring(0, underscore), source, sign.equals("u"), operands[0]);
        }
        return type.startsWith("i")
                        ? integer(type.equals("i32") ? 32 : 64, operation, operands)
                        : floating(type.equals("f32") ? 32 : 64, operation, operands);
    }

    private static BigInteger signed(int width, long bits) {
        return BigInteger.valueOf(width == 32 ? (int) bits : bits);
    }

    private static BigInteger unsigned(int width, long bits) {
        return signed(width, bits).mod(BigInteger.TWO.pow(width));
    }

    private static long wrap(int width, BigInteger value) {
        return width == 32 ? value.intValue() : value.longValue();
    }

    private static long integer(int width, String operation, long[] operands) {
        BigInteger a = signed(width, operands[0]);
        BigInteger b = operands.length > 1 ? signed(width, operands[1]) : null;
        BigInteger ua = unsigned(width, operands[0]);
        BigInteger ub = operands.length > 1 ? unsigned(width, operands[1]) : null;
        int distance = ub == null ? 0 : ub.intValue() & width - 1;
        return switch (operation) {
            case "add" -> wrap(width, a.add(b));
            case "sub" -> wrap(width, a.subtract(b));
            case "mul" -> wrap(width, a.multiply(b));
            case "and" -> wrap(width, a.and(b));
            case "or" -> wrap(width, a.or(b));
            case "xor" -> wrap(width, a.xor(b));
            case "shl" -> wrap(width, a.shiftLeft(distance));
            case "shr_s" -> wrap(width, a.shiftRight(distance));
            case "shr_u" -> wrap(width, ua.shiftRight(distance));
            case "rotl" -> wrap(width, ua.shiftLeft(distance).or(ua.shiftRight(width - distance)));
            case "rotr" -> wrap(width, ua.shiftRight(distance).or(ua.shiftLeft(width - distance)));
            case "div_s" -> divide(width, a, b);
            case "div_u" -> wrap(width, ua.divide(divisor(ub)));
            case "rem_s" -> wrap(width, a.remainder(divisor(b)));
            case "rem_u" -> wrap(width, ua.remainder(divisor(ub)));
            case "clz" -> width - ua.bitLength();
            case "ctz" -> ua.signum() == 0 ? width : ua.getLowestSetBit();
            case "popcnt" -> ua.bitCount();
            case "extend8_s" -> (byte) operands[0];
            case "extend16_s" -> (short) operands[0];
            case "extend32_s" -> (int) operands[0];
            case "eqz" -> a.signum() == 0 ? 1 : 0;
            default -> operation.endsWith("_u") ? compare(operation, ua.compareTo(ub)) : compare(operation, a.compareTo(b));
        };
    }

    private static BigInteger divisor(BigInteger value) {
        if (value.signum() == 0) {
            throw new TrapExpected(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        }
        return value;
    }

    private static long divide(int width, BigInteger a, BigInteger b) {
        BigInteger quotient = a.divide(divisor(b));
        if (quotient.bitLength() >= width) {
            throw new TrapExpected(TrapKind.INTEGER_OVERFLOW);
        }
        return wrap(width, quotient);
    }

    private static long compare(String operation, int order) {
        boolean holds = switch (operation.substring(0, 2)) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "lt" -> order < 0;
            case "gt" -> order > 0;
            case "le" -> order <= 0;
            case "ge" -> order >= 0;
            default -> throw new AssertionError(operation);
        };
        return holds ? 1 : 0;
    }

    static boolean isNan(int width, long bits) {
        return width == 32 ? (bits & 0x7FFF_FFFFL) > 0x7F80_0000L : (bits & Long.MAX_VALUE) > 0x7FF0_0000_0000_0000L;
    }

    private static boolean isInfinite(int width, long bits) {
        return width == 32 ? (bits & 0x7FFF_FFFFL) == 0x7F80_0000L : (bits & Long.MAX_VALUE) == 0x7FF0_0000_0000_0000L;
    }

    private static boolean isNegative(int width, long bits) {
        return (bits >>> width - 1 & 1) != 0;
    }

    private static long infinity(int width, boolean negative) {
        return withSign(width, width == 32 ? 0x7F80_0000L : 0x7FF0_0000_0000_0000L, negative);
    }

    /** A result with this sign; 32-bit ones are sign-extended. */
    private static long withSign(int width, long bits, boolean negative) {
        if (width == 32) {
            return (int) (bits & 0x7FFF_FFFF | (negative ? 0x8000_0000 : 0));
        }
        return bits & Long.MAX_VALUE | (negative ? Long.MIN_VALUE : 0);
    }

    private static BigDecimal exact(int width, long bits) {
        long fraction = width == 32 ? bits & 0x7F_FFFF : bits & 0xF_FFFF_FFFF_FFFFL;
        int exponent = width == 32 ? (int) (bits >>> 23 & 0xFF) : (int) (bits >>> 52 & 0x7FF);
        int fractionBits = width == 32 ? 23 : 52;
        int bias = width == 32 ? 127 : 1023;
        long significand = exponent == 0 ? fraction : fraction | 1L << fractionBits;
        int power = Math.max(exponent, 1) - bias - fractionBits;
        BigDecimal magnitude = new BigDecimal(significand).multiply(powerOfTwo(power));
        return isNegative(width, bits) ? magnitude.negate() : magnitude;
    }

    private static BigDecimal powerOfTwo(int power) {
        BigDecimal magnitude = new BigDecimal(BigInteger.TWO.pow(Math.abs(power)));
        return power >= 0 ? magnitude : BigDecimal.ONE.divide(magnitude);
    }

    /** Rounds to nearest, ties to even; {@code negative} is the sign of a result that is or becomes zero. */
    private static long round(int width, BigDecimal value, boolean negative) {
        if (value.signum() == 0) {
            return withSign(width, 0, negative);
        }
        int fractionBits = width == 32 ? 23 : 52;
        int leastExponent = width == 32 ? -126 : -1022;
        int greatestExponent = width == 32 ? 127 : 1023;
        BigDecimal magnitude = value.abs();
        int exponent = exponent(magnitude);
        int scale = Math.max(exponent, leastExponent) - fractionBits;
        BigInteger significand = magnitude.multiply(powerOfTwo(-scale)).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
        if (significand.bitLength() > fractionBits + 1) {
            significand = significand.shiftRight(1);
            exponent++;
        }
        if (exponent > greatestExponent) {
            return infinity(width, value.signum() < 0);
        }
        long bits = significand.longValueExact();
        // the leading bit of a normal number adds one to the exponent field
        long field = Math.max(exponent, leastExponent) - leastExponent;
        return withSign(width, (field << fractionBits) + bits, value.signum() < 0);
    }

    /** The greatest e with 2^e ≤ magnitude. */
    private static int exponent(BigDecimal magnitude) {
        int estimate = (int) Math.floor((magnitude.precision() - magnitude.scale()) * 3.3219280948873626);
        int e = estimate + 2;
        while (powerOfTwo(e).compareTo(magnitude) > 0) {
            e--;
        }
        return e;
    }

    private static long floating(int width, String operation, long[] operands) {
        long a = operands[0];
        switch (operation) {
            case "abs":
                return withSign(width, a, false);
            case "neg":
                return withSign(width, a, !isNegative(width, a));
            case "copysign":
                return withSign(width, a, isNegative(width, operands[1]));
            default:
        }
        if (operands.length == 1) {
            return unary(width, operation, a);
        }
        long b = operands[1];
        boolean nan = isNan(width, a) || isNan(width, b);
        return switch (operation) {
            case "eq", "ne", "lt", "gt", "le", "ge" -> nan ? (operation.equals("ne") ? 1 : 0) : compare(operation, order(width, a, b));
            default -> {
                if (nan) {
                    throw new NanExpected();
                }
                yield binary(width, operation, a, b);
            }
        };
    }

    private static int order(int width, long a, long b) {
        return extended(width, a).compareTo(extended(width, b));
    }

    /** The number; an infinity as something beyond all numbers. */
    private static BigDecimal extended(int width, long bits) {
        if (isInfinite(width, bits)) {
            return powerOfTwo(2000).multiply(BigDecimal.valueOf(isNegative(width, bits) ? -1 : 1));
        }
        return exact(width, bits);
    }

    private static long unary(int width, String operation, long a) {
        boolean negative = isNegative(width, a);
        if (isNan(width, a)) {
            throw new NanExpected();
        }
        if (operation.equals("sqrt")) {
            return squareRoot(width, a);
        }
        if (isInfinite(width, a)) {
            return withSign(width, a, negative);
        }
        RoundingMode mode = switch (operation) {
            case "ceil" -> RoundingMode.CEILING;
            case "floor" -> RoundingMode.FLOOR;
            case "trunc" -> RoundingMode.DOWN;
            case "nearest" -> RoundingMode.HALF_EVEN;
            default -> throw new AssertionError(operation);
        };
        return round(width, exact(width, a).setScale(0, mode), negative);
    }

    private static long squareRoot(int width, long a) {
        BigDecimal value = extended(width, a);
        if (value.signum() < 0) {
            throw new NanExpected();
        }
        if (value.signum() == 0 || isInfinite(width, a)) {
            return withSign(width, a, isNegative(width, a));
        }
        // 2^2400 times the number is an integer, and its root has far more digits than any result
        BigInteger scaled = value.multiply(powerOfTwo(2400)).toBigIntegerExact();
        BigInteger[] root = scaled.sqrtAndRemainder();
        BigInteger sticky = root[0].shiftLeft(1).add(root[1].signum() == 0 ? BigInteger.ZERO : BigInteger.ONE);
        return round(width, new BigDecimal(sticky).multiply(powerOfTwo(-1201)), false);
    }

    private static long binary(int width, String operation, long a, long b) {
        boolean signA = isNegative(width, a);
        boolean signB = isNegative(width, b);
        boolean infiniteA = isInfinite(width, a);
        boolean infiniteB = isInfinite(width, b);
        BigDecimal x = extended(width, a);
        BigDecimal y = extended(width, b);
        return switch (operation) {
            case "sub" -> binary(width, "add", a, withSign(width, b, !signB));
            case "add" -> {
                if (infiniteA || infiniteB) {
                    if (infiniteA && infiniteB && signA != signB) {
                        throw new NanExpected();
                    }
                    yield infinity(width, infiniteA ? signA : signB);
                }
                yield round(width, x.add(y), x.signum() == 0 && y.signum() == 0 && signA && signB);
            }
            case "mul" -> {
                if (infiniteA || infiniteB) {
                    if (x.signum() == 0 || y.signum() == 0) {
                        throw new NanExpected();
                    }
                    yield infinity(width, signA != signB);
                }
                yield round(width, x.multiply(y), signA != signB);
            }
            case "div" -> {
                if (infiniteA && infiniteB || x.signum() == 0 && y.signum() == 0) {
                    throw new NanExpected();
                }
                if (infiniteA || y.signum() == 0) {
                    yield infinity(width, signA != signB);
                }
                yield infiniteB ? withSign(width, 0, signA != signB) : round(width, quotient(x, y), signA != signB);
            }
            case "min" -> x.compareTo(y) < 0 || x.compareTo(y) == 0 && signA ? a : b;
            case "max" -> x.compareTo(y) > 0 || x.compareTo(y) == 0 && !signA ? a : b;
            default -> throw new AssertionError(operation);
        };
    }

    /** A number that rounds as the quotient does: far more digits than any result, the last one says whether more follow. */
    private static BigDecimal quotient(BigDecimal x, BigDecimal y) {
        BigInteger dividend = x.abs().multiply(powerOfTwo(1074 + 2200)).toBigIntegerExact();
        BigInteger[] quotient = dividend.divideAndRemainder(y.abs().multiply(powerOfTwo(1074)).toBigIntegerExact());
        BigInteger sticky = quotient[0].shiftLeft(1).add(quotient[1].signum() == 0 ? BigInteger.ZERO : BigInteger.ONE);
        BigDecimal magnitude = new BigDecimal(sticky).multiply(powerOfTwo(-2201));
        return x.signum() == y.signum() ? magnitude : magnitude.negate();
    }

    private static long convert(String type, String operation, String source, boolean unsigned, long bits) {
        int width = type.endsWith("32") ? 32 : 64;
        int sourceWidth = source.endsWith("32") ? 32 : 64;
        return switch (operation) {
            case "wrap" -> (int) bits;
            case "extend" -> (unsigned ? unsigned(32, bits) : signed(32, bits)).longValueExact();
            case "reinterpret" -> width == 32 ? (int) bits : bits;
            case "convert" -> round(width, new BigDecimal(unsigned ? unsigned(sourceWidth, bits) : signed(sourceWidth, bits)), false);
            case "demote", "promote" -> {
                if (isNan(sourceWidth, bits)) {
                    throw new NanExpected();
                }
                boolean negative = isNegative(sourceWidth, bits);
                yield isInfinite(sourceWidth, bits) ? infinity(width, negative) : round(width, exact(sourceWidth, bits), negative);
            }
            case "trunc", "trunc_sat" -> truncate(width, operation.equals("trunc_sat"), sourceWidth, unsigned, bits);
            default -> throw new AssertionError(operation);
        };
    }

    private static long truncate(int width, boolean saturating, int sourceWidth, boolean unsigned, long bits) {
        if (isNan(sourceWidth, bits)) {
            if (saturating) {
                return 0;
            }
            throw new TrapExpected(TrapKind.INVALID_CONVERSION);
        }
        BigInteger value = extended(sourceWidth, bits).toBigInteger();
        BigInteger least = unsigned ? BigInteger.ZERO : BigInteger.TWO.pow(width - 1).negate();
        BigInteger greatest = BigInteger.TWO.pow(unsigned ? width : width - 1).subtract(BigInteger.ONE);
        BigInteger nearest = value.max(least).min(greatest);
        if (!saturating && !nearest.equals(value)) {
            throw new TrapExpected(TrapKind.INTEGER_OVERFLOW);
        }
        return wrap(width, nearest);
    }
}
