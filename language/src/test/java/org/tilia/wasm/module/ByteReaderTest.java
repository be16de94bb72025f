package org.tilia.wasm.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteReaderTest {

    private static ByteReader reader(String hex) {
        return new ByteReader(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static void assertMalformed(String message, int offset, String hex, Function<ByteReader, Object> read) {
        ModuleException e = assertThrows(ModuleException.class, () -> read.apply(reader(hex)), hex);
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertEquals(ModuleException.Kind.MALFORMED, e.kind());
        assertEquals(offset, e.offset());
    }

    private static byte[] signedLeb(long value, int padding) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        boolean more = true;
        while (more) {
            int low = (int) rest & 0x7F;
            rest >>= 7;
            more = !(rest == 0 && (low & 0x40) == 0 || rest == -1 && (low & 0x40) != 0);
            out.write(more || padding > 0 ? low | 0x80 : low);
        }
        pad(out, padding, value < 0 ? 0x7F : 0);
        return out.toByteArray();
    }

    private static byte[] unsignedLeb(long value, int padding) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        do {
            int low = (int) rest & 0x7F;
            rest >>>= 7;
            out.write(rest != 0 || padding > 0 ? low | 0x80 : low);
        } while (rest != 0);
        pad(out, padding, 0);
        return out.toByteArray();
    }

    private static void pad(ByteArrayOutputStream out, int padding, int fill) {
        for (int i = 1; i <= padding; i++) {
            out.write(i < padding ? fill | 0x80 : fill);
        }
    }

    @Test
    void integersOfAllSizesComeBack() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            assertEquals((int) value, new ByteReader(signedLeb((int) value, 0)).s32());
            assertEquals(value >> 31, new ByteReader(signedLeb(value >> 31, 0)).s33());
            assertEquals(value, new ByteReader(signedLeb(value, 0)).s64());
            assertEquals(value, new ByteReader(unsignedLeb(value, 0)).u64());
            assertEquals((int) value, new ByteReader(unsignedLeb(value & 0xFFFF_FFFFL, 0)).u32());
        }
    }

    @ParameterizedTest
    @CsvSource({"0,4", "5,4", "127,3", "300,3", "-1,4", "-64,4", "-65,3", "-2147483648,0", "2147483647,0"})
    void paddingUpToTheFullLengthIsAllowed(int value, int padding) {
        ByteReader in = new ByteReader(signedLeb(value, padding));
        assertEquals(value, in.s32());
        assertEquals(0, in.remaining());
        if (value >= 0) {
            assertEquals(value, new ByteReader(unsignedLeb(value, padding)).u32());
        }
    }

    @Test
    void integersThatAreTooLong() {
        assertMalformed("integer representation too long", 0, "8080808080 00", ByteReader::u32);
        assertMalformed("integer representation too long", 0, "8080808080 00", ByteReader::s32);
        assertMalformed("integer representation too long", 0, "8080808080 00", ByteReader::s33);
        assertMalformed("integer representation too long", 0, "80808080808080808080 00", ByteReader::u64);
        assertMalformed("integer representation too long", 0, "ffffffffffffffffffff 7f", ByteReader::s64);
    }

    @Test
    void integersThatAreTooLarge() {
        assertMalformed("integer too large", 0, "80808080 10", ByteReader::u32);
        assertMalformed("integer too large", 0, "80808080 70", ByteReader::u32);
        assertMalformed("integer too large", 0, "80808080 08", ByteReader::s32);
        assertMalformed("integer too large", 0, "ffffffff 77", ByteReader::s32);
        assertMalformed("integer too large", 0, "ffffffff 6f", ByteReader::s33);
        assertMalformed("integer too large", 0, "808080808080808080 02", ByteReader::u64);
        assertMalformed("integer too large", 0, "808080808080808080 01", ByteReader::s64);
        assertEquals(Integer.MIN_VALUE, reader("80808080 78").s32());
        assertEquals(-1, reader("ffffffff 0f").u32());
        assertEquals(Long.MIN_VALUE, reader("808080808080808080 7f").s64());
    }

    @Test
    void nothingIsReadBehindTheEnd() {
        assertMalformed("unexpected end", 0, "", ByteReader::u8);
        assertMalformed("unexpected end", 0, "", ByteReader::u32);
        assertMalformed("unexpected end", 2, "8080", ByteReader::s64);
        assertMalformed("unexpected end", 0, "010203", ByteReader::f32Bits);
        assertMalformed("unexpected end", 0, "01020304050607", ByteReader::f64Bits);
        ByteReader cut = new ByteReader(new byte[]{(byte) 0x80, (byte) 0x80, 0}, 0, 2);
        ModuleException e = assertThrows(ModuleException.class, cut::u32);
        assertTrue(e.getMessage().startsWith("unexpected end"), e.getMessage());
        assertEquals(0, e.offset());
    }

    @Test
    void anIntegerThatRunsPastTheEndAndIsTooLongIsTooLong() {
        byte[] bytes = HexFormat.of().parseHex("8282828282828200");
        ModuleException e = assertThrows(ModuleException.class, () -> new ByteReader(bytes, 0, 2).u32());
        assertTrue(e.getMessage().startsWith("integer representation too long"), e.getMessage());
    }

    @Test
    void floatsAreLittleEndian() {
        assertEquals(0x04030201, reader("01020304").f32Bits());
        assertEquals(0x0807060504030201L, reader("0102030405060708").f64Bits());
    }

    @Test
    void names() {
        assertEquals("", reader("00").name());
        assertEquals("abc", reader("03 616263").name());
        assertEquals("\u00e4\ud83d\ude00\ufeff", reader("09 c3a4 f09f9880 efbbbf").name());
        assertMalformed("length out of bounds", 0, "04 616263", ByteReader::name);
        assertMalformed("length out of bounds", 0, "ffffffff0f 61", ByteReader::name);
    }

    @ParameterizedTest
    @CsvSource({"80", "c0", "c080", "c1bf", "e080", "e08080", "eda080", "edbfbf", "f08080 80", "f4908080", "f8888080",
                    "ff", "6180", "e28261"})
    void malformedNames(String utf8) {
        String hex = utf8.replace(" ", "");
        assertMalformed("malformed UTF-8 encoding", 1, "0" + hex.length() / 2 + hex, ByteReader::name);
    }

    @Test
    void countsFitTheBytes() {
        assertEquals(2, reader("02 00000000").count("things", 2));
        assertMalformed("length out of bounds: 3 things take at least 6 bytes, but only 4 are left", 0, "03 00000000",
                        in -> in.count("things", 2));
        assertMalformed("length out of bounds: 4294967295 things", 0, "ffffffff0f 00", in -> in.count("things", 1));
        assertMalformed("unexpected end", 1, "01", in -> in.count("things", 1));
        assertEquals(0, reader("00").count("things", 1));
    }
}
