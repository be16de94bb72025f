package org.tilia.wasm.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HexFormat;
import java.util.TreeSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tilia.wasm.binary.BinaryWriter;
import org.tilia.wasm.instruction.Immediate;
import org.tilia.wasm.instruction.Opcode;

class WatParserTest {

    private static final String HEADER = "0061736d01000000";

    /** {@code before} so many times, {@code inner}, {@code after} as often. */
    static String nest(int depth, String before, String inner, String after) {
        return before.repeat(depth) + inner + after.repeat(depth);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(WatParser.assemble(text));
    }

    @Test
    void wholeModule() {
        String text = """
            (module
              (import "m" "f" (func (param i32)))
              (func (export "go") (result i64) (local i32 i32 f32)
                (call 0 (i32.const -1))
                (i64.const 0x80))
              (memory 1 2)
              (global (mut f32) (f32.const -0))
              (table 3 funcref)
              (tag (param i32))
              (elem (i32.const 1) func 1)
              (data (i32.const 8) "\\00\\ffé\\u{1F600}")
              (start 0))
            """;
        assertEquals(HEADER + "0109" + "02" + "60017f00" + "6000017e" // types
                        + "0207" + "01" + "016d" + "0166" + "0000" // imports
                        + "0302" + "01" + "01" // functions
                        + "0404" + "01" + "70" + "0003" // tables
                        + "0504" + "01" + "010102" // memories
                        + "0d03" + "01" + "0000" // tags
                        + "0609" + "01" + "7d01" + "43000000800b" // globals
                        + "0706" + "01" + "02676f" + "0001" // exports
                        + "0801" + "00" // start
                        + "0907" + "01" + "00" + "41010b" + "0101" // elements
                        + "0a0f" + "01" + "0d" + "02" + "027f" + "017d" + "417f" + "1000" + "428001" + "0b" // code
                        + "0b0e" + "01" + "00" + "41080b" + "08" + "00ff" + "c3a9" + "f09f9880", // data
                        hex(text));
    }

    @Test
    void dataIsCountedWhereCodeNamesIt() {
        assertEquals(HEADER + "010401600000" + "03020100" + "0c0101" + "0a070105" + "00" + "fc0900" + "0b" + "0b0301" + "0100", hex("(func data.drop 0) (data)"));
    }

    @Test
    void identifiersAndAnnotationsNameThings() {
        String name = "046e616d65"; // "name"
        assertEquals(HEADER + "000a" + name + "0003" + "02" + "4d32", hex("(module $M (@name \"M2\"))"));
        assertEquals(HEADER + "010401600000" + "03020100" + "0a09" + "01" + "07" + "01017f" + "0240" + "0b" + "0b" //
                        + "001b" + name + "0104" + "0100" + "0166" // function 0 is f
                        + "0206" + "0100" + "0100" + "0178" // its local 0 is x
                        + "0306" + "0100" + "0100" + "016c", // its label 0 is l
                        hex("(func $f (local $x i32) (block $l))"));
    }

    @Test
    void customSectionsStandWhereTheyAreToldTo() {
        assertEquals(HEADER + "0003" + "0162" + "31" // before the first
                        + "010401600000" + "0003" + "0161" + "32" // after the types
                        + "03020100" + "0a040102000b" + "0004" + "0163" + "3334", // after the last
                        hex("(module (@custom \"c\" \"3\" \"4\") (@custom \"a\" (after type) \"2\") (func) (@custom \"b\" (before first) \"1\"))"));
    }

    @Test
    void branchHintsCountFromTheLocals() {
        String hints = "19" + HexFormat.of().formatHex("metadata.code.branch_hint".getBytes()) + "01" + "00" + "02" + "030101" + "0a0100";
        assertEquals(HEADER + "010401600000" + "03020100" + "00" + String.format("%02x", hints.length() / 2) + hints //
                        + "0a10" + "01" + "0e" + "00" + "4100" + "0440" + "0b" + "0240" + "4100" + "0d00" + "0b" + "0b",
                        hex("(func (@metadata.code.branch_hint \"\\01\") (if (i32.const 0) (then)) (block (@metadata.code.branch_hint \"\\00\") (br_if 0 (i32.const 0))))"));
    }

    /** Every instruction of the table has a text, and its code comes out as the table says. */
    @Test
    void everyInstructionIsAssembled() {
        Set<Immediate> seen = new TreeSet<>();
        for (Opcode opcode : Opcode.values()) {
            String immediates = immediates(opcode);
            if (immediates == null) {
                continue;
            }
            seen.add(opcode.immediate());
            byte[] module = WatParser.assemble("(tag) (memory 1) (table 1 funcref) (type $t (struct (field i32))) (elem func) (data) (global i32 (i32.const 0)) (func (local i32) "
                            + opcode.mnemonic() + " " + immediates + ")");
            BinaryWriter code = new BinaryWriter();
            code.bytes(new byte[] {1, 1, 0x7F});
            code.opcode(opcode);
            String expected = HexFormat.of().formatHex(code.toByteArray());
            assertFalse(HexFormat.of().formatHex(module).indexOf(expected) < 0, () -> opcode + ": no " + expected);
        }
        assertEquals(Set.of(Immediate.values()), seen);
    }

    /** A text for the immediates, or null where the instruction is only part of another. */
    private static String immediates(Opcode opcode) {
        return switch (opcode) {
            case ELSE, END, CATCH, CATCH_ALL, DELEGATE -> null;
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> "end";
            case SELECT_TYPED -> "(result i32)";
            case REF_TEST, REF_CAST -> "(ref any)";
            case REF_TEST_NULL, REF_CAST_NULL -> "anyref";
            default -> switch (opcode.immediate()) {
                case NONE, MEMORY_ARGUMENT, TABLE, MEMORY, TABLE_TABLE, MEMORY_MEMORY, TYPE_TABLE, ZERO_BYTE -> "";
                case LABEL, LABEL_TABLE, FUNCTION, TYPE, LOCAL, GLOBAL, ELEMENT_TABLE, ELEMENT, DATA_MEMORY, DATA, MEMORY_ARGUMENT_LANE, LANE, I32, I64, F32,
                                F64, TAG -> "0";
                case LANES -> "0 ".repeat(16);
                case V128 -> "i64x2 0 0";
                case HEAP_TYPE -> "any";
                case CAST_BRANCH -> "0 anyref anyref";
                case TYPE_FIELD, TYPE_TYPE, TYPE_COUNT, TYPE_DATA, TYPE_ELEMENT -> "0 0";
                case BLOCK_TYPE, CATCHES, VALUE_TYPES -> throw new AssertionError(opcode);
            };
        };
    }

    @Test
    void vectorConstants() {
        String[] texts = {"i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", "i16x8 0x100 0x302 0x504 0x706 0x908 0xb0a 0xd0c 0xf0e",
                        "i32x4 0x3020100 0x7060504 0xb0a0908 0xf0e0d0c", "i64x2 0x706050403020100 0xf0e0d0c0b0a0908",
                        "f32x4 0x1.040200p-121 0x1.0c0a08p-113 0x1.141210p-105 0x1.1c1a18p-97", "f64x2 0x1.5040302010000p-912 0x1.d0c0b0a090800p-784"};
        byte[] expected = WatParser.assemble("(func v128.const " + texts[0] + ")");
        for (int i = 1; i < 4; i++) {
            assertArrayEquals(expected, WatParser.assemble("(func v128.const " + texts[i] + ")"), texts[i]);
        }
        assertEquals(HEADER + "010401600000" + "03020100" + "0a16" + "01" + "14" + "00" + "fd0c" + "0000803f" + "000000c0" + "0000807f" + "0000c07f" + "0b",
                        hex("(func v128.const f32x4 1 -2 inf nan)"));
        assertEquals(HEADER + "010401600000" + "03020100" + "0a16" + "01" + "14" + "00" + "fd0c" + "000000000000f03f" + "010000000000f07f" + "0b",
                        hex("(func v128.const f64x2 1 nan:0x1)"));
    }
}
