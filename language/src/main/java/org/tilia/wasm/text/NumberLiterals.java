package org.tilia.wasm.text;

import java.nio.charset.StandardCharsets;

/**
 * Number tokens (spec 6.3.2): their forms, and their values to the last bit.
 *
 * <p>All methods take a token as the range {@code start} (inclusive) to {@code end} (exclusive) of its bytes. Those that
 * give a value expect a token of a fitting kind and throw {@link ArithmeticException} where the value is out of range.
 */
final class NumberLiterals {

    private NumberLiterals() {
    }

    /** The numeric kind of the token, or {@link TokenKind#RESERVED} where it is no number. */
    static TokenKind classify(byte[] bytes, int start, int end) {
        int i = start;
        boolean signed = bytes[i] == '+' || bytes[i] == '-';
        if (signed) {
            i++;
        }
        if (i == end) {
            return TokenKind.RESERVED;
        }
        if (bytes[i] == 'i' || bytes[i] == 'n') {
            return isSpecial(bytes, i, end) ? TokenKind.FLOAT : TokenKind.RESERVED;
        }
        boolean hex = isHex(bytes, i, end);
        if (hex) {
            i += 2;
        }
        int radix = hex ? 16 : 10;
        i = digits(bytes, i, end, radix);
        if (i < 0) {
            return TokenKind.RESERVED;
        }
        if (i == end) {
            return signed ? TokenKind.INTEGER : TokenKind.NATURAL;
        }
        if (bytes[i] == '.') {
            i++;
            if (i < end && Character.digit(bytes[i], radix) >= 0) {
                i = digits(bytes, i, end, radix);
            }
        }
        if (i >= 0 && i < end && (bytes[i] | 0x20) == (hex ? 'p' : 'e')) {
            i++;
            if (i < end && (bytes[i] == '+' || bytes[i] == '-')) {
                i++;
            }
            i = digits(bytes, i, end, 10);
        }
        return i == end ? TokenKind.FLOAT : TokenKind.RESERVED;
    }

    private static boolean isSpecial(byte[] bytes, int start, int end) {
        return (end - start == 3 && (startsWith(bytes, start, "inf") || startsWith(bytes, start, "nan")))
                        || (end - start > 6 && startsWith(bytes, start, "nan:0x") && digits(bytes, start + 6, end, 16) == end);
    }

    private static boolean startsWith(byte[] bytes, int start, String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            if (bytes[start + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(byte[] bytes, int start, int end) {
        return end - start > 2 && bytes[start] == '0' && bytes[start + 1] == 'x';
    }

    /** The end of a run of digits with single underscores between them, or −1 where none starts. */
    private static int digits(byte[] bytes, int start, int end, int radix) {
        int i = start;
        while (i < end && (Character.digit(bytes[i], radix) >= 0 || (bytes[i] == '_' && i > start && bytes[i - 1] != '_'))) {
            i++;
        }
        return i == start || bytes[i - 1] == '_' ? -1 : i;
    }

    /** The value of an integer token from −2<sup>bits−1</sup> to 2<sup>bits</sup> − 1, sign-extended if negative. */
    static long integer(byte[] bytes, int start, int end, int bits) {
        boolean negative = bytes[start] == '-';
        long magnitude = magnitude(bytes, start, end);
        long limit = negative ? 1L << (bits - 1) : -1L >>> (64 - bits);
        if (Long.compareUnsigned(magnitude, limit) > 0) {
            throw new ArithmeticException();
        }
        return negative ? -magnitude : magnitude;
    }

    private static long magnitude(byte[] bytes, int start, int end) {
        int i = bytes[start] == '+' || bytes[start] == '-' ? start + 1 : start;
        int radix = 10;
        if (isHex(bytes, i, end)) {
            radix = 16;
            i += 2;
        }
        long largestPrefix = Long.divideUnsigned(-1L, radix);
        long value = 0;
        for (; i < end; i++) {
            if (bytes[i] != '_') {
                int digit = Character.digit(bytes[i], radix);
                boolean fits = Long.compareUnsigned(value, largestPrefix) <= 0;
                value = value * radix + digit;
                if (!fits || Long.compareUnsigned(value, digit) < 0) {
                    throw new ArithmeticException();
                }
            }
        }
        return value;
    }

    /** The bits of the 32-bit float nearest to the token's value. */
    static int f32(byte[] bytes, int start, int end) {
        return (int) floating(bytes, start, end, FloatFormat.F32);
    }

    /** The bits of the 64-bit float nearest to the token's value. */
    static long f64(byte[] bytes, int start, int end) {
        return floating(bytes, start, end, FloatFormat.F64);
    }

    private static long floating(byte[] bytes, int start, int end, FloatFormat format) {
        boolean negative = bytes[start] == '-';
        int i = negative || bytes[start] == '+' ? start + 1 : start;
        long bits;
        if (bytes[i] == 'i') {
            bits = format.infinity();
        } else if (bytes[i] == 'n') {
            bits = format.infinity() | payload(bytes, i, end, format);
        } else {
            bits = isHex(bytes, i, end) ? hexadecimal(bytes, i + 2, end, format) : decimal(bytes, i, end, format);
            if (bits == format.infinity()) {
                throw new ArithmeticException();
            }
        }
        return negative ? bits | format.signBit() : bits;
    }

    /** The significand of a NaN: a quiet one's where none is given. */
    private static long payload(byte[] bytes, int start, int end, FloatFormat format) {
        if (end - start == 3) {
            return format.quietBit();
        }
        long payload = magnitude(bytes, start + 4, end);
        if (payload == 0 || Long.compareUnsigned(payload, format.infinity() & -format.infinity()) >= 0) {
            throw new ArithmeticException();
        }
        return payload;
    }

    private static long decimal(byte[] bytes, int start, int end, FloatFormat format) {
        String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        if (text.indexOf('_') >= 0) {
            text = text.replace("_", "");
        }
        return format == FloatFormat.F32 ? Float.floatToRawIntBits(Float.parseFloat(text))
                        : Double.doubleToRawLongBits(Double.parseDouble(text));
    }

    /**
     * Sixteen significant digits are kept; of the rest it only matters whether any is not zero. Exponents beyond a million
     * times what a format can hold are cut, which keeps all sums in range.
     */
    private static long hexadecimal(byte[] bytes, int start, int end, FloatFormat format) {
        long significand = 0;
        boolean sticky = false;
        boolean fraction = false;
        long exponent = 0;
        int i = start;
        for (; i < end && (bytes[i] | 0x20) != 'p'; i++) {
            if (bytes[i] == '.') {
                fraction = true;
            } else if (bytes[i] != '_') {
                int digit = Character.digit(bytes[i], 16);
                if (significand >>> 60 == 0) {
                    significand = significand << 4 | digit;
                    exponent -= fraction ? 4 : 0;
                } else {
                    sticky |= digit != 0;
                    exponent += fraction ? 0 : 4;
                }
            }
        }
        if (i < end) {
            exponent += exponent(bytes, i + 1, end);
        }
        return format.round(significand, sticky, exponent);
    }

    private static long exponent(byte[] bytes, int start, int end) {
        boolean negative = bytes[start] == '-';
        long value = 0;
        for (int i = negative || bytes[start] == '+' ? start + 1 : start; i < end; i++) {
            if (bytes[i] != '_' && value < 1L << 40) {
                value = value * 10 + Character.digit(bytes[i], 10);
            }
        }
        return negative ? -value : value;
    }

    /** A binary floating-point format of IEEE 754. */
    private enum FloatFormat {
        F32(24, -149, 255),
        F64(53, -1074, 2047);

        /** Bits of the significand, the hidden one included. */
        private final int precision;
        /** log2 of the smallest positive value. */
        private final int smallest;
        /** The biased exponent of infinity. */
        private final int infinityExponent;

        FloatFormat(int precision, int smallest, int infinityExponent) {
            this.precision = precision;
            this.smallest = smallest;
            this.infinityExponent = infinityExponent;
        }

        long infinity() {
            return (long) infinityExponent << (precision - 1);
        }

        long quietBit() {
            return 1L << (precision - 2);
        }

        long signBit() {
            return this == F32 ? 1L << 31 : 1L << 63;
        }

        /**
         * The bits of the value nearest to {@code significand} · 2<sup>{@code exponent}</sup>, ties to even.
         *
         * @param sticky whether the true value is a little larger; then the significand has more than 60 bits
         */
        long round(long significand, boolean sticky, long exponent) {
            if (significand == 0) {
                return 0;
            }
            int width = 64 - Long.numberOfLeadingZeros(significand);
            long unit = Math.max(exponent + width - precision, smallest);
            if (unit - smallest >= infinityExponent - 1) {
                return infinity();
            }
            long rounded = shiftRight(significand, sticky, unit - exponent);
            // A significand that rounds up to the next power of two carries into the exponent by itself.
            long biased = unit - smallest;
            long bits = rounded + (biased << (precision - 1));
            return Math.min(bits, infinity());
        }

        private static long shiftRight(long significand, boolean sticky, long shift) {
            if (shift <= 0) {
                return significand << -shift;
            }
            if (shift > 64) {
                return 0;
            }
            long quotient = shift == 64 ? 0 : significand >>> shift;
            long remainder = shift == 64 ? significand : significand & ((1L << shift) - 1);
            int comparison = Long.compareUnsigned(remainder, 1L << (shift - 1));
            boolean up = comparison > 0 || (comparison == 0 && (sticky || (quotient & 1) != 0));
            return up ? quotient + 1 : quotient;
        }
    }
}
