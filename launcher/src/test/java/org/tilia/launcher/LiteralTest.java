package org.tilia.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralTest {

    @ParameterizedTest
    @CsvSource({"i32, 0, 0", "i32, -2147483648, -2147483648", "i32, 4294967295, -1", "i32, 0xFFFF_FFFF, -1", "i32, +7, 7", "i32, -0x10, -16",
                    "i64, 18446744073709551615, -1", "i64, -9223372036854775808, -9223372036854775808", "i64, 1_000, 1000"})
    void readsIntegers(String type, String text, long expected) {
        assertEquals(expected, Literal.parse(text, type).longValue());
    }

    @ParameterizedTest
    @CsvSource({"i32, 4294967296", "i32, -2147483649", "i64, 18446744073709551616", "i32, 1.5", "i32, ''", "i32, x", "i32, 1_", "i32, 0x", "i64, --1",
                    "f64, ''", "f64, one", "f32, 1d", "f64, 0x", "f64, nan:0x0", "f32, nan:0x800000", "f64, 1e", "externref, 1", "v128, 0"})
    void refusesWhatIsNoNumberOfTheType(String type, String text) {
        assertThrows(IllegalArgumentException.class, () -> Literal.parse(text, type));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0", "-0, -0.0", "1.5, 1.5", "1e3, 1000", "0x1.8p1, 3", "0x10, 16", "inf, Infinity", "-inf, -Infinity", "1_000.5, 1000.5", "1., 1"})
    void readsFloats(String text, double expected) {
        assertEquals(expected, Literal.parse(text, "f64"));
        assertEquals((float) expected, Literal.parse(text, "f32"));
    }

    @Test
    void keepsTheBitsOfNaN() {
        assertEquals(0x7FF8_0000_0000_0000L, Double.doubleToRawLongBits((double) Literal.parse("nan", "f64")));
        assertEquals(0xFFF0_0000_0000_0123L, Double.doubleToRawLongBits((double) Literal.parse("-nan:0x123", "f64")));
        assertEquals(0x7FC0_0000, Float.floatToRawIntBits((float) Literal.parse("nan", "f32")));
        assertEquals(0xFF80_0001, Float.floatToRawIntBits((float) Literal.parse("-nan:0x1", "f32")));
    }

    @ParameterizedTest
    @CsvSource({"nan, nan", "-nan, -nan", "nan:0x123, nan:0x123", "inf, inf", "-inf, -inf", "0, 0", "-0, -0", "0.1, 0.1", "1e300, 1e300", "1.5, 1.5",
                    "-2.5e-7, -2.5e-7", "100, 100"})
    void whatIsWrittenReadsTheSame(String text, String expected) {
        String written = Literal.format((double) Literal.parse(text, "f64"));
        assertEquals(expected, written);
        assertEquals(Double.doubleToRawLongBits((double) Literal.parse(text, "f64")), Double.doubleToRawLongBits((double) Literal.parse(written, "f64")));
    }

    @Test
    void writesSinglePrecisionWithItsOwnDigits() {
        assertEquals("0.1", Literal.format(0.1f));
        assertEquals("nan", Literal.format(Float.NaN));
        assertEquals("-inf", Literal.format(Float.NEGATIVE_INFINITY));
    }

    @Test
    void readsSignatures() {
        Signature signature = Signature.parse("a function [i32 (ref null extern) i64] -> [f32 f64]");
        assertEquals(List.of("i32", "(ref null extern)", "i64"), signature.parameters());
        assertEquals(List.of("f32", "f64"), signature.results());
        assertTrue(Signature.parse("[] -> []").results().isEmpty());
        assertThrows(IllegalArgumentException.class, () -> Signature.parse("a memory of 1 to 2 pages"));
    }

    @Test
    void countsArguments() {
        Signature signature = Signature.parse("[i32] -> []");
        LauncherException none = assertThrows(LauncherException.class, () -> signature.read("f", List.of()));
        assertEquals("f takes 1 argument, but 0 were given", none.getMessage());
        LauncherException wrong = assertThrows(LauncherException.class, () -> signature.read("f", List.of("x")));
        assertEquals("argument 1 of f: x is not an integer (i32)", wrong.getMessage());
        assertEquals(ExitCode.USAGE, wrong.exitCode());
    }
}
