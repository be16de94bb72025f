package org.tilia.launcher;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Value;

/** Numbers of guests as text: read as the text format has them, and written so that reading gives the same number. */
final class Literal {

    private static final Pattern INTEGER = Pattern.compile("([+-]?)(?:0x([0-9a-f]+(?:_[0-9a-f]+)*)|([0-9]+(?:_[0-9]+)*))");
    private static final Pattern FLOAT = Pattern.compile(
                    "[+-]?(?:[0-9]+\\.?[0-9]*(?:e[+-]?[0-9]+)?|0x[0-9a-f]+\\.?[0-9a-f]*p[+-]?[0-9]+)");
    private static final Pattern NAN = Pattern.compile("([+-]?)nan(?::0x([0-9a-f]{1,13}))?");

    private static final int F32_SIGN_SHIFT = 31;
    private static final int F32_FRACTION = 0x7F_FFFF;
    private static final int F32_EXPONENT = 0x7F80_0000;
    private static final int F32_CANONICAL = 0x40_0000;
    private static final int F64_SIGN_SHIFT = 63;
    private static final long F64_FRACTION = 0xF_FFFF_FFFF_FFFFL;
    private static final long F64_EXPONENT = 0x7FF0_0000_0000_0000L;
    private static final long F64_CANONICAL = 0x8_0000_0000_0000L;

    private Literal() {
    }

    /**
     * Reads an argument of a function.
     *
     * @param type {@code i32}, {@code i64}, {@code f32} or {@code f64}
     * @return an Integer, Long, Float or Double
     * @throws IllegalArgumentException saying what is wrong with the text, to follow it
     */
    static Number parse(String text, String type) {
        String word = text.toLowerCase(Locale.ROOT);
        return switch (type) {
            case "i32" -> integer(word, Integer.SIZE, type).intValue();
            case "i64" -> integer(word, Long.SIZE, type).longValue();
            case "f32" -> f32(word);
            case "f64" -> f64(word);
            default -> throw new IllegalArgumentException("cannot be given on a command line: the parameter's type is " + type);
        };
    }

    private static BigInteger integer(String word, int bits, String type) {
        Matcher matcher = INTEGER.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not an integer (" + type + ")");
        }
        boolean isHexadecimal = matcher.group(2) != null;
        String digits = (isHexadecimal ? matcher.group(2) : matcher.group(3)).replace("_", "");
        BigInteger magnitude = new BigInteger(digits, isHexadecimal ? 16 : 10);
        BigInteger value = matcher.group(1).equals("-") ? magnitude.negate() : magnitude;
        BigInteger least = BigInteger.ONE.shiftLeft(bits - 1).negate();
        BigInteger limit = BigInteger.ONE.shiftLeft(bits);
        if (value.compareTo(least) < 0 || value.compareTo(limit) >= 0) {
            throw new IllegalArgumentException("is outside of " + type + ", which goes from " + least + " to " + limit.subtract(BigInteger.ONE));
        }
        return value;
    }

    private static Float f32(String word) {
        Matcher nan = NAN.matcher(word);
        if (nan.matches()) {
            long payload = payload(nan, F32_CANONICAL, F32_FRACTION, "f32");
            return Float.intBitsToFloat((nan.group(1).equals("-") ? 1 << F32_SIGN_SHIFT : 0) | F32_EXPONENT | (int) payload);
        }
        return isInfinity(word) ? infinity(word).floatValue() : (Float) Float.parseFloat(finite(word, "f32"));
    }

    private static Double f64(String word) {
        Matcher nan = NAN.matcher(word);
        if (nan.matches()) {
            long payload = payload(nan, F64_CANONICAL, F64_FRACTION, "f64");
            return Double.longBitsToDouble((nan.group(1).equals("-") ? 1L << F64_SIGN_SHIFT : 0) | F64_EXPONENT | payload);
        }
        return isInfinity(word) ? infinity(word) : (Double) Double.parseDouble(finite(word, "f64"));
    }

    private static long payload(Matcher nan, long canonical, long fraction, String type) {
        long payload = nan.group(2) == null ? canonical : Long.parseLong(nan.group(2), 16);
        if (payload == 0 || payload > fraction) {
            throw new IllegalArgumentException("has a payload outside of those of " + type + ", 0x1 to 0x" + Long.toHexString(fraction));
        }
        return payload;
    }

    private static boolean isInfinity(String word) {
        return word.matches("[+-]?inf(inity)?");
    }

    private static Double infinity(String word) {
        return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** The text as Java reads it, which wants an exponent in hexadecimal. */
    private static String finite(String word, String type) {
        String digits = word.replace("_", "");
        String withExponent = digits.contains("0x") && !digits.contains("p") ? digits + "p0" : digits;
        if (!FLOAT.matcher(withExponent).matches()) {
            throw new IllegalArgumentException("is not a number (" + type + ")");
        }
        return withExponent;
    }

    /** A result as text. What is no number is named by its kind. */
    static String format(Value value, String type) {
        return switch (type) {
            case "i32", "i64" -> Long.toString(value.asLong());
            case "f32" -> format(value.asFloat());
            case "f64" -> format(value.asDouble());
            default -> value.isNull() ? "null" : value.toString();
        };
    }

    static String format(float number) {
        if (Float.isNaN(number)) {
            int bits = Float.floatToRawIntBits(number);
            return nan(bits < 0, bits & F32_FRACTION, F32_CANONICAL);
        }
        return Float.isInfinite(number) ? infinityText(number) : trim(Float.toString(number));
    }

    static String format(double number) {
        if (Double.isNaN(number)) {
            long bits = Double.doubleToRawLongBits(number);
            return nan(bits < 0, bits & F64_FRACTION, F64_CANONICAL);
        }
        return Double.isInfinite(number) ? infinityText(number) : trim(Double.toString(number));
    }

    private static String nan(boolean negative, long payload, long canonical) {
        return (negative ? "-nan" : "nan") + (payload == canonical ? "" : ":0x" + Long.toHexString(payload));
    }

    private static String infinityText(double number) {
        return number < 0 ? "-inf" : "inf";
    }

    private static String trim(String decimal) {
        return decimal.endsWith(".0") ? decimal.substring(0, decimal.length() - 2) : decimal.replace('E', 'e').replace(".0e", "e");
    }
}
