package org.tilia.wasm.instruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tilia.wasm.module.AbstractHeapType;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.module.NumberType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.TypeIndex;

class InstructionReaderTest {

    private static InstructionReader reader(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return new InstructionReader(bytes, 0, bytes.length);
    }

    private static InstructionReader after(String hex) {
        InstructionReader in = reader(hex);
        in.next();
        assertEquals(0, in.remaining());
        return in;
    }

    private static void assertMalformed(String message, int offset, String hex) {
        InstructionReader in = reader(hex);
        ModuleException e = assertThrows(ModuleException.class, in::next);
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertEquals(offset, e.offset());
    }

    private static String code(Opcode opcode) {
        if (opcode.prefix() == 0) {
            return "%02x".formatted(opcode.code());
        }
        int code = opcode.code();
        return "%02x".formatted(opcode.prefix())
                        + (code < 0x80 ? "%02x".formatted(code) : "%02x%02x".formatted(code & 0x7F | 0x80, code >> 7));
    }

    /** Immediates whose first index is 5 and whose second index is 6, where there are such. */
    private static String immediates(Immediate immediate) {
        return switch (immediate) {
            case NONE -> "";
            case BLOCK_TYPE -> "7f";
            case LABEL, FUNCTION, TYPE, LOCAL, GLOBAL, TABLE, ELEMENT, MEMORY, DATA, TAG -> "05";
            case TYPE_TABLE, TABLE_TABLE, ELEMENT_TABLE, MEMORY_MEMORY, DATA_MEMORY, TYPE_FIELD, TYPE_TYPE, TYPE_COUNT,
                            TYPE_DATA, TYPE_ELEMENT -> "0506";
            case LABEL_TABLE -> "02010205";
            case MEMORY_ARGUMENT -> "0207";
            case MEMORY_ARGUMENT_LANE -> "020703";
            case LANE -> "03";
            case LANES -> "000102030405060708090a0b0c0d0e0f";
            case I32, I64 -> "7b";
            case F32 -> "0000803f";
            case F64 -> "000000000000f03f";
            case V128 -> "0100000000000000" + "0200000000000000";
            case VALUE_TYPES -> "017e";
            case HEAP_TYPE -> "70";
            case CAST_BRANCH -> "03056e6d";
            case CATCHES -> "40 02 000506 0207".replace(" ", "");
            case ZERO_BYTE -> "00";
        };
    }

    @ParameterizedTest
    @EnumSource(Opcode.class)
    void everyRowIsReadWithItsImmediates(Opcode opcode) {
        String hex = code(opcode) + immediates(opcode.immediate());
        InstructionReader in = reader("01" + hex + "0b");
        in.next();
        assertSame(opcode, in.next());
        assertSame(opcode, in.opcode());
        assertEquals(1, in.offset());
        assertEquals(1 + hex.length() / 2, in.position());
        switch (opcode.immediate()) {
            case LABEL, FUNCTION, TYPE, LOCAL, GLOBAL, TABLE, ELEMENT, DATA, TAG, CAST_BRANCH, LABEL_TABLE ->
                assertEquals(5, in.index());
            case MEMORY -> assertEquals(5, in.memory());
            case DATA_MEMORY -> {
                assertEquals(5, in.index());
                assertEquals(6, in.memory());
            }
            case TYPE_TABLE, TABLE_TABLE, ELEMENT_TABLE, MEMORY_MEMORY, TYPE_FIELD, TYPE_TYPE, TYPE_COUNT, TYPE_DATA,
                            TYPE_ELEMENT -> {
                assertEquals(5, in.index());
                assertEquals(6, in.secondIndex());
            }
            case I32 -> assertEquals(-5, in.i32());
            case I64 -> assertEquals(-5L, in.i64());
            case F32 -> assertEquals(1.0f, Float.intBitsToFloat(in.f32()));
            case F64 -> assertEquals(1.0, Double.longBitsToDouble(in.f64()));
            default -> {
            }
        }
        for (int cut = 1; cut < hex.length() / 2; cut++) {
            InstructionReader shorter = reader(hex.substring(0, 2 * cut));
            ModuleException e = assertThrows(ModuleException.class, shorter::next);
            assertEquals(ModuleException.Kind.MALFORMED, e.kind());
        }
    }

    @Test
    void codesThatAreNoInstruction() {
        for (int code = 0; code < 0x100; code++) {
            if (Opcode.of(code) == null && !Opcode.isPrefix(code)) {
                assertMalformed("illegal opcode %02x".formatted(code), 0, "%02x".formatted(code) + "00000000");
            }
        }
        assertMalformed("illegal opcode ff", 0, "ff0000");
        assertMalformed("illegal opcode fb 1f", 0, "fb1f");
        assertMalformed("illegal opcode fe 04", 0, "fe04");
        assertMalformed("illegal opcode fd ffffffff", 0, "fdffffffff0f");
        assertMalformed("integer representation too long", 1, "fc808080808000");
    }

    @Test
    void blockTypes() {
        InstructionReader in = after("0240");
        assertEquals(-1, in.blockTypeIndex());
        assertNull(in.valueType());
        assertSame(NumberType.V128, after("037b").valueType());
        in = after("04 8001");
        assertEquals(128, in.blockTypeIndex());
        assertEquals(new ReferenceType(false, new TypeIndex(3)), after("02 6403").valueType());
        assertMalformed("malformed value type: 0x41", 1, "0241");
        assertMalformed("malformed block type", 1, "02 ff7f");
    }

    @Test
    void memoryArguments() {
        InstructionReader in = after("28 02 ffffffffffffffffff01");
        assertEquals(2, in.alignment());
        assertEquals(-1L, in.memoryOffset());
        assertEquals(0, in.memory());
        in = after("28 42 07 10");
        assertEquals(2, in.alignment());
        assertEquals(7, in.memory());
        assertEquals(16, in.memoryOffset());
        assertMalformed("malformed memop flags", 1, "28 8001 00");
        assertMalformed("malformed memop flags", 1, "28 ffffffff0f 00");
    }

    @Test
    void branchTablesAndTheirLabelsMayBeMany() {
        int count = 1000;
        StringBuilder hex = new StringBuilder("0e e807");
        for (int i = 0; i < count; i++) {
            hex.append("%02x".formatted(i % 100));
        }
        InstructionReader in = after(hex.append("63").toString());
        assertEquals(count, in.labelCount());
        assertEquals(99, in.index());
        for (int i = 0; i < count; i++) {
            assertEquals(i % 100, in.label(i));
        }
        assertMalformed("length out of bounds", 1, "0e ffffffff0f 00");
    }

    @Test
    void catchClauses() {
        CatchClauses catches = after("1f 40 04 000102 010304 0205 0306").catches();
        assertEquals(4, catches.count());
        assertFalse(catches.isAll(0) || catches.isReference(0) || catches.isAll(1) || catches.isReference(2));
        assertTrue(catches.isReference(1) && catches.isAll(2) && catches.isAll(3) && catches.isReference(3));
        assertEquals(1, catches.tag(0));
        assertEquals(2, catches.label(0));
        assertEquals(3, catches.tag(1));
        assertEquals(4, catches.label(1));
        assertEquals(5, catches.label(2));
        assertEquals(6, catches.label(3));
        assertMalformed("malformed catch clause", 3, "1f 40 01 0400 00");
    }

    @Test
    void castsAndConstants() {
        InstructionReader in = after("fb18 02 09 6e 05");
        assertEquals(9, in.index());
        assertEquals(new ReferenceType(false, AbstractHeapType.ANY), in.castSource());
        assertEquals(new ReferenceType(true, new TypeIndex(5)), in.castTarget());
        assertMalformed("malformed br_on_cast flags", 2, "fb18 04 09 6e 05");
        in = after("fd0c 0100000000000000 0200000000000000");
        assertEquals(1, in.v128Low());
        assertEquals(2, in.v128High());
        assertEquals(15, after("fd0d 0f0e0d0c0b0a09080706050403020100").lane(0));
        assertMalformed("zero byte expected", 2, "fe03 01");
        assertMalformed("malformed heap type", 1, "d0 40");
    }

    @Test
    void localDeclarations() {
        LocalDeclarations locals = new LocalDeclarations();
        InstructionReader in = reader("03 027f 007e 016303 0b");
        locals.read(in, ModuleLimits.DEFAULT);
        assertEquals(3, locals.groups());
        assertEquals(3, locals.total());
        assertEquals(2, locals.count(0));
        assertSame(NumberType.I64, locals.type(1));
        assertEquals(new ReferenceType(true, new TypeIndex(3)), locals.type(2));
        assertSame(Opcode.END, in.next());
    }

    @Test
    void tooManyLocals() {
        LocalDeclarations locals = new LocalDeclarations();
        int limit = ModuleLimits.DEFAULT.locals();
        assertEquals(50_000, limit);
        locals.read(reader("01 d086037f"), ModuleLimits.DEFAULT);
        assertEquals(limit, locals.total());
        ModuleException e = assertThrows(ModuleException.class,
                        () -> locals.read(reader("02 d086037f 017e"), ModuleLimits.DEFAULT));
        assertEquals(ModuleException.Kind.LIMIT, e.kind());
        assertTrue(e.getMessage().startsWith("too many locals: 50001, the limit is 50000"), e.getMessage());
        e = assertThrows(ModuleException.class,
                        () -> locals.read(reader("02 ffffffff0f7f 017e"), ModuleLimits.DEFAULT));
        assertEquals(ModuleException.Kind.MALFORMED, e.kind());
        assertTrue(e.getMessage().startsWith("too many locals: 4294967296"), e.getMessage());
    }
}
