package org.tilia.wasm.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberLiteralsTest {

    private static final long SEED = 20240229;

    private static TokenKind kind(String text) {
        byte[] bytes = bytes(text);
        return NumberLiterals.classify(bytes, 0, bytes.length);
    }

    private static int f32(String text) {
        byte[] bytes = bytes(text);
        assertTrue(kind(text) != TokenKind.RESERVED, text);
        return NumberLiterals.f32(bytes, 0, bytes.length);
    }

    private static long f64(String text) {
        byte[] bytes = bytes(text);
        assertTrue(kind(text) != TokenKind.RESERVED, text);
        return NumberLiterals.f64(bytes, 0, bytes.length);
    }

    private static long integer(String text, int bits) {
        byte[] bytes = bytes(text);
        return NumberLiterals.integer(bytes, 0, bytes.length, bits);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({"0, NATURAL", "12_345, NATURAL", "0xAf_01, NATURAL", "+1, INTEGER", "-0x1, INTEGER", "1., FLOAT", "1.5, FLOAT", "1e5, FLOAT", "1.E-5, FLOAT",
                    "0x1., FLOAT", "0x1.8p+3, FLOAT", "0x1P3, FLOAT", "inf, FLOAT", "-inf, FLOAT", "nan, FLOAT", "+nan:0x7f_ff, FLOAT", "1_, RESERVED", "_1, RESERVED",
                    "1__2, RESERVED", "0x, RESERVED", "0x_1, RESERVED", "1e, RESERVED", "1e+, RESERVED", "1.5_, RESERVED", "1._5, RESERVED", ".5, RESERVED",
                    "0x1p, RESERVED", "0x1pA, RESERVED", "nan:, RESERVED", "nan:1, RESERVED", "nan:0x, RESERVED", "+, RESERVED", "-, RESERVED", "infinity, RESERVED",
                    "1f, RESERVED", "0X1, RESERVED", "12x, RESERVED"})
    void kinds(String text, TokenKind expected) {
        assertEquals(expected, kind(text), text);
    }

    @Test
    void integers() {
        assertEquals(-1, (int) integer("0xffff_ffff", 32));
        assertEquals(-1, (int) integer("4294967295", 32));
        assertEquals(Integer.MIN_VALUE, (int) integer("-0x80000000", 32));
        assertEquals(-1L, integer("18446744073709551615", 64));
        assertEquals(Long.MIN_VALUE, integer("-9223372036854775808", 64));
        assertEquals(-128, integer("-128", 8));
        assertEquals(255, integer("255", 8));
        assertEquals(0, integer("-0", 32));
    }

    @ParameterizedTest
    @CsvSource({"4294967296, 32", "-2147483649, 32", "18446744073709551616, 64", "0x1_0000_0000_0000_0000, 64", "-9223372036854775809, 64", "256, 8", "-129, 8",
                    "65536, 16", "99999999999999999999999999, 64", "184467440737095516150, 64"})
    void integersOutOfRange(String text, int bits) {
        assertThrows(ArithmeticException.class, () -> integer(text, bits), text);
    }

    @Test
    void specialFloats() {
        assertEquals(0x7f800000, f32("inf"));
        assertEquals(0xff800000, f32("-inf"));
        assertEquals(0x7fc00000, f32("nan"));
        assertEquals(0xffc00000, f32("-nan"));
        assertEquals(0x7f800001, f32("nan:0x1"));
        assertEquals(0x7fffffff, f32("nan:0x7f_ffff"));
        assertEquals(0x7ff8000000000000L, f64("nan"));
        assertEquals(0xfff0000000000001L, f64("-nan:0x1"));
        assertEquals(0x7fffffffffffffffL, f64("nan:0xfffffffffffff"));
        assertEquals(0x80000000, f32("-0"));
        assertEquals(0x8000000000000000L, f64("-0x0.0p5"));
        assertThrows(ArithmeticException.class, () -> f32("nan:0x0"));
        assertThrows(ArithmeticException.class, () -> f32("nan:0x800000"));
        assertThrows(ArithmeticException.class, () -> f64("nan:0x10000000000000"));
        assertThrows(ArithmeticException.class, () -> f64("nan:0x10000000000000000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e39", "0x1p128", "0x0.8p129", "3.4028236e38", "0x1.ffffffp127", "340282356779733661637539395458142568448", "0x1p99999999999999999999",
                    "1e99999999999999999999"})
    void f32Overflow(String text) {
        assertThrows(ArithmeticException.class, () -> f32(text), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e309", "0x1p1024", "0x1.fffffffffffff8p1023", "0x1p99999999999999999999", "1.7976931348623159e308"})
    void f64Overflow(String text) {
        assertThrows(ArithmeticException.class, () -> f64(text), text);
    }

    @Test
    void edgesOfTheRange() {
        assertEquals(0x7f7fffff, f32("0x1.fffffep127"));
        assertEquals(0x7f7fffff, f32("0x1.fffffefffffffffffffffp127"));
        assertEquals(0x7fefffffffffffffL, f64("0x1.fffffffffffff7ffffffffffffffp1023"));
        assertEquals(1, f32("0x1p-149"));
        assertEquals(0, f32("0x1p-150"));
        assertEquals(1, f32("0x1.0000000000000000000000000000001p-150"));
        assertEquals(1L, f64("0x1p-1074"));
        assertEquals(0L, f64("0x1p-1075"));
        assertEquals(1L, f64("0x1.0000000000000000000000000000001p-1075"));
        assertEquals(0L, f64("0x1p-99999999999999999999"));
        assertEquals(0x00800000, f32("0x1.ffffffp-127"));
        assertEquals(0x0010000000000000L, f64("0x1.fffffffffffffp-1023"));
        assertEquals(0x3f800000, f32("0x" + "0".repeat(300) + "." + "0".repeat(299) + "1p1200"));
        assertEquals(0x3ff0000000000000L, f64("0x1" + "0".repeat(1000) + "p-4000"));
    }

    @Test
    void tiesGoToEven() {
        assertEquals(0x3f800000, f32("0x1.000001p0"));
        assertEquals(0x3f800001, f32("0x1.00000100000000000000000000000001p0"));
        assertEquals(0x3f800002, f32("0x1.000003p0"));
        assertEquals(0x3ff0000000000000L, f64("0x1.00000000000008p0"));
        assertEquals(0x3ff0000000000001L, f64("0x1.000000000000080000000000000000000000000001p0"));
        assertEquals(0x3ff0000000000002L, f64("0x1.00000000000018p0"));
    }

    @Test
    void randomHexadecimalsAgreeWithJava() {
        Random random = new Random(SEED);
        for (int i = 0; i < 30_000; i++) {
            String digits = hexDigits(random, 1 + random.nextInt(30));
            String fraction = random.nextBoolean() ? "" : "." + hexDigits(random, random.nextInt(40));
            int range = random.nextBoolean() ? 200 : 1300;
            String text = (random.nextBoolean() ? "-" : "") + "0x" + digits + fraction + "p" + (random.nextInt(2 * range) - range);
            assertF64(text, Double.parseDouble(text));
            assertF32(text, Float.parseFloat(text));
        }
    }

    private static String hexDigits(Random random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            // Long runs of zeros and of Fs are where rounding is hard.
            int kind = random.nextInt(4);
            digits.append(kind == 0 ? '0' : kind == 1 ? 'f' : kind == 2 ? '8' : Character.forDigit(random.nextInt(16), 16));
        }
        return digits.toString();
    }

    @Test
    void randomDecimalsAreNearest() {
        Random random = new Random(SEED);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "").append(1 + random.nextInt(9));
            for (int digits = random.nextInt(25); digits > 0; digits--) {
                text.append(random.nextInt(10));
            }
            text.append('.');
            for (int digits = random.nextInt(25); digits > 0; digits--) {
                text.append(random.nextInt(10));
            }
            int range = random.nextBoolean() ? 50 : 340;
            text.append('e').append(random.nextInt(2 * range) - range);
            assertNearest(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2250738585072011e-308", "2.2250738585072012e-308", "2.2250738585072014e-308", "4.9406564584124654e-324", "2.4703282292062328e-324",
                    "1.7976931348623157e308", "9007199254740993", "9007199254740992.999999999999999999999999", "9007199254740993.00000000000000000000001",
                    "7.0064923216240853e-46", "7.0064923216240854e-46", "1.4012984643248170e-45", "1.1754942807573643e-38", "16777217", "16777217.0000000000000000000000001",
                    "3.4028235677973366e38", "8.41e21", "2.0e-3", "5e-324", "1e23", "6929495644600919.5", "0.500000000000000166533453693773481063544750213623046875"})
    void hardDecimals(String text) {
        assertNearest(text);
    }

    /** Checks with exact arithmetic that neither neighbour is nearer. */
    private static void assertNearest(String text) {
        BigDecimal exact = new BigDecimal(text);
        try {
            double value = Double.longBitsToDouble(f64(text));
            assertNearest(text, exact, value, Math.nextUp(value), Math.nextDown(value), BigDecimal.TWO.pow(1024));
        } catch (ArithmeticException e) {
            assertTrue(exact.abs().compareTo(new BigDecimal(Double.MAX_VALUE)) > 0, text);
        }
        try {
            float value = Float.intBitsToFloat(f32(text));
            assertNearest(text, exact, value, Math.nextUp(value), Math.nextDown(value), BigDecimal.TWO.pow(128));
        } catch (ArithmeticException e) {
            assertTrue(exact.abs().compareTo(new BigDecimal(Float.MAX_VALUE)) > 0, text);
        }
    }

    private static void assertNearest(String text, BigDecimal exact, double value, double up, double down, BigDecimal beyondLargest) {
        BigDecimal distance = distance(exact, value, beyondLargest);
        BigDecimal distanceUp = distance(exact, up, beyondLargest);
        BigDecimal distanceDown = distance(exact, down, beyondLargest);
        assertTrue(distance.compareTo(distanceUp) <= 0 && distance.compareTo(distanceDown) <= 0, text);
    }

    /** Rounding treats infinity as the value that would follow the largest one. */
    private static BigDecimal distance(BigDecimal exact, double value, BigDecimal beyondLargest) {
        BigDecimal place = Double.isInfinite(value) ? (value > 0 ? beyondLargest : beyondLargest.negate()) : new BigDecimal(value);
        return exact.subtract(place).abs();
    }

    @Test
    void decimalsMayHaveUnderscores() {
        assertEquals(f64("1234567.5e10"), f64("1_234_567.5e1_0"));
        assertEquals(f32("0x1.8p4"), f32("0x0_1.8_0p0_4"));
    }

    private static void assertF64(String text, double expected) {
        if (Double.isInfinite(expected)) {
            assertThrows(ArithmeticException.class, () -> f64(text), text);
        } else {
            assertEquals(Double.doubleToRawLongBits(expected), f64(text), text);
        }
    }

    private static void assertF32(String text, float expected) {
        if (Float.isInfinite(expected)) {
            assertThrows(ArithmeticException.class, () -> f32(text), text);
        } else {
            assertEquals(Float.floatToRawIntBits(expected), f32(text), text);
        }
    }
}
