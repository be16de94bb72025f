package org.tilia.wasm.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilia.wasm.ModuleLoader;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.FunctionBody;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.text.WatParser;

class ModuleValidatorTest {

    private static Module load(String fields) {
        return ModuleLoader.load(WatParser.assemble("(module " + fields + ")"), ModuleLimits.DEFAULT);
    }

    private static ModuleException assertInvalid(String message, String fields) {
        ModuleException e = assertThrows(ModuleException.class, () -> load(fields), fields);
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertEquals(ModuleException.Kind.INVALID, e.kind());
        return e;
    }

    @Test
    void aFaultIsNamedWithItsInstructionFunctionAndOffset() {
        ModuleException e = assertInvalid("type mismatch", "(func) (func $f (drop (i32.add (i32.const 1) (f32.const 1))))");
        assertEquals("type mismatch: instruction requires [i32 i32] but stack has [i32 f32]"
                        + " (i32.add in function 1 \"f\") at offset 0x22", e.getMessage());
        assertEquals(0x22, e.offset());
    }

    @Test
    void bodiesAreDescribed() {
        Module module = load("""
                        (func (param i32 i64) (local f32 f32)
                          (drop (i32.add (i32.const 1) (i32.add (i32.const 1) (i32.const 2)))))
                        (func (loop (br_if 0 (i32.const 0))))
                        (func (call 0 (i32.const 0) (i64.const 0)))
                        """);
        FunctionBody first = module.bodies().get(0);
        assertEquals(4, first.locals());
        assertEquals(3, first.maxStack());
        assertEquals(false, first.mayRunLong());
        assertEquals(first.start() + 3, first.codeStart());
        assertEquals(0x0b, module.bytes()[first.end() - 1]);
        assertTrue(module.bodies().get(1).mayRunLong());
        assertEquals(1, module.bodies().get(1).maxStack());
        assertTrue(module.bodies().get(2).mayRunLong());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
                    "MULTI_VALUE | (func (result i32 i32) (i32.const 1) (i32.const 2))",
                    "MULTI_VALUE | (func (i32.const 1) (block (param i32) (drop)))",
                    "SIGN_EXTENSION | (func (drop (i32.extend8_s (i32.const 1))))",
                    "SATURATING_CONVERSION | (func (drop (i32.trunc_sat_f32_s (f32.const 1))))",
                    "BULK_MEMORY | (memory 1) (func (memory.fill (i32.const 1) (i32.const 1) (i32.const 1)))",
                    "BULK_MEMORY | (data \"a\")",
                    "REFERENCE_TYPES | (table 1 externref)",
                    "REFERENCE_TYPES | (func (param funcref))",
                    "EXTENDED_CONSTANTS | (global i32 (i32.add (i32.const 1) (i32.const 2)))",
                    "MULTI_MEMORY | (memory 1) (memory 1)",
                    "MEMORY64 | (memory i64 1)",
                    "MEMORY64 | (table i64 1 funcref)",
                    "SIMD | (func (param v128))",
                    "TAIL_CALL | (func $f (return_call $f))",
                    "THREADS | (memory 1 1 shared)",
                    "CUSTOM_PAGE_SIZES | (memory 1 (pagesize 1))"})
    void featuresAreFound(Feature feature, String fields) {
        assertEquals(Set.of(feature), load(fields).features());
    }

    @Test
    void featuresThatComeTogether() {
        assertEquals(Set.of(), load("(memory 1) (table 1 funcref) (func (param i32)) (elem (i32.const 0) 0)").features());
        assertEquals(EnumSet.of(Feature.FUNCTION_REFERENCES),
                        load("(type $t (func)) (func (param (ref null $t)) (call_ref $t (local.get 0)))").features());
        assertEquals(EnumSet.of(Feature.EXCEPTIONS), load("(tag) (func (throw 0))").features());
        assertEquals(EnumSet.of(Feature.EXCEPTIONS, Feature.LEGACY_EXCEPTIONS),
                        load("(tag) (func (try (do) (catch 0)))").features());
        assertEquals(EnumSet.of(Feature.GC), load("(type (struct (field i8)))").features());
        assertEquals(EnumSet.of(Feature.SIMD, Feature.RELAXED_SIMD),
                        load("(func (param v128) (drop (i8x16.relaxed_swizzle (local.get 0) (local.get 0))))").features());
    }

    @Test
    void equalGroupsOfTypesAreEqual() {
        load("""
                        (rec (type $a (sub (struct (field (ref null $b))))) (type $b (sub (struct (field (ref null $a))))))
                        (rec (type $c (sub (struct (field (ref null $d))))) (type $d (sub (struct (field (ref null $c))))))
                        (func (param (ref $a)) (result (ref $c)) (local.get 0))
                        (type $e (sub $c (struct (field (ref null $b)) (field i32))))
                        (func (param (ref $e)) (result (ref $a)) (local.get 0))
                        """);
        assertInvalid("type mismatch", """
                        (rec (type $a (struct)) (type $b (struct)))
                        (rec (type $c (struct)))
                        (func (param (ref $a)) (result (ref $c)) (local.get 0))
                        """);
        assertInvalid("type mismatch", """
                        (rec (type $a (struct)) (type $b (struct)))
                        (func (param (ref $a)) (result (ref $b)) (local.get 0))
                        """);
    }

    @Test
    void chainsOfSupertypesAreLimited() {
        StringBuilder types = new StringBuilder("(type (sub (struct)))");
        for (int i = 0; i < 63; i++) {
            types.append("(type (sub ").append(i).append(" (struct)))");
        }
        load(types.toString());
        types.append("(type (sub 63 (struct)))");
        ModuleException e = assertThrows(ModuleException.class, () -> load(types.toString()));
        assertEquals(ModuleException.Kind.LIMIT, e.kind());
        assertTrue(e.getMessage().startsWith("sub type 64 is too deep: the limit is 63"), e.getMessage());
    }

    @Test
    void localsWithoutValueMustBeSetFirst() {
        load("(func (param (ref func)) (local (ref func)) (local.set 1 (local.get 0)) (drop (local.get 1)))");
        assertInvalid("uninitialized local 1 of type (ref func)", """
                        (func (param (ref func)) (local (ref func))
                          (block (local.set 1 (local.get 0))) (drop (local.get 1)))
                        """);
        assertInvalid("uninitialized local 1", """
                        (func (param (ref func)) (local (ref func))
                          (if (i32.const 1) (then (local.set 1 (local.get 0))) (else (drop (local.get 1)))))
                        """);
    }

    @Test
    void localsBehindManyOthers() {
        String many = " i64".repeat(1500) + " f32".repeat(700);
        load("(func (param i32) (local" + many + " f64) (drop (i64.eqz (local.get 1500)))"
                        + " (local.set 1501 (f32.const 1)) (local.set 2200 (f32.const 1)) (local.set 2201 (f64.const 1)))");
        assertInvalid("type mismatch", "(func (param i32) (local" + many + ") (drop (i64.eqz (local.get 1501))))");
        assertInvalid("unknown local 2201", "(func (param i32) (local" + many + ") (drop (local.get 2201)))");
        assertInvalid("uninitialized local 2201",
                        "(func (param i32) (local" + many + " (ref func)) (drop (local.get 2201)))");
    }

    @Test
    void manyFunctionsWithManyLocalsTakeNoTime() {
        int functions = 100_000;
        StringBuilder hex = new StringBuilder("0061736d01000000" + "010401600000");
        hex.append("03").append(leb(4 + functions)).append(leb(functions)).append("00".repeat(functions));
        String body = "01d086037f" + "20cf8603" + "1a0b";
        hex.append("0a").append(leb(4 + 12 * functions)).append(leb(functions)).append(("0b" + body).repeat(functions));
        byte[] bytes = HexFormat.of().parseHex(hex);
        Module module = assertTimeout(Duration.ofSeconds(30),
                        () -> ModuleLoader.load(bytes, ModuleLimits.DEFAULT));
        assertEquals(50_000, module.bodies().getLast().locals());
    }

    /** Four bytes of LEB128. */
    private static String leb(int value) {
        return "%02x%02x%02x%02x".formatted(value & 0x7F | 0x80, value >> 7 & 0x7F | 0x80, value >> 14 & 0x7F | 0x80,
                        value >> 21 & 0x7F);
    }

    @Test
    void namesOfWhatIsNotThere() {
        assertInvalid("unknown function 3 (export \"x\")", "(export \"x\" (func 3))");
        assertInvalid("unknown memory 0 (data segment 0)", "(data (i32.const 0) \"\")");
        assertInvalid("unknown table 0 (element segment 0)", "(elem (i32.const 0) func)");
        assertInvalid("unknown global 1 (global.get in global 0)", "(global i32 (global.get 1))");
        assertInvalid("unknown type 5 (locals of function 0)", "(func (local (ref null 5)))");
        assertInvalid("unknown type 5 (type 0)", "(type (func (param (ref 5))))");
        assertInvalid("duplicate export name \"a\"", "(func (export \"a\") (export \"a\"))");
        assertInvalid("undeclared function reference: function 0", "(func $f (drop (ref.func $f)))");
        load("(func $f (drop (ref.func $f))) (export \"f\" (func $f))");
    }

    @Test
    void codeThatIsNotReached() {
        load("(func (result i32) (unreachable) (i32.add) (br_table 0 0))");
        load("(func (unreachable) (select) (drop))");
        load("(func (unreachable) (ref.as_non_null) (call_ref 0))".replace("call_ref 0", "drop"));
        assertInvalid("type mismatch", "(func (unreachable) (i64.const 1) (i32.eqz) (drop))");
        assertInvalid("type mismatch: block requires [] but stack has [i32]", "(func (unreachable) (i32.const 1))");
    }

    @Test
    void dataSegmentsNeedTheirCount() {
        byte[] bytes = HexFormat.of().parseHex("0061736d01000000" + "010401600000" + "03020100" + "0503010000"
                        + "0a0701" + "0500fc09000b" + "0b03010100");
        ModuleException e = assertThrows(ModuleException.class, () -> ModuleLoader.load(bytes, ModuleLimits.DEFAULT));
        assertEquals(ModuleException.Kind.MALFORMED, e.kind());
        assertEquals("data count section required: code names data segment 0 (data.drop in function 0) at offset 0x1c",
                        e.getMessage());
    }

    @Test
    void bodiesThatEndTooEarlyOrTooLate() {
        assertMalformed("unexpected end of section or function", "0a0601" + "04004101" + "1a");
        assertMalformed("END opcode expected", "0a0601" + "04004101" + "1a" + "0003016100");
        assertMalformed("section size mismatch: 1 bytes too many in the body of function 0", "0a0501" + "03000b0b");
        assertMalformed("END opcode expected: else is not in an if", "0a0601" + "0400050b0b");
        assertMalformed("END opcode expected: catch_all is not in a try", "0a0601" + "0400190b0b");
    }

    private static void assertMalformed(String message, String code) {
        byte[] bytes = HexFormat.of().parseHex("0061736d01000000" + "010401600000" + "03020100" + code);
        ModuleException e = assertThrows(ModuleException.class, () -> ModuleLoader.load(bytes, ModuleLimits.DEFAULT));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertEquals(ModuleException.Kind.MALFORMED, e.kind());
    }

    @Test
    void aStartFunctionOfTheHighestIndex() {
        byte[] bytes = HexFormat.of().parseHex("0061736d01000000" + "0805ffffffff0f");
        ModuleException e = assertThrows(ModuleException.class, () -> ModuleLoader.load(bytes, ModuleLimits.DEFAULT));
        assertTrue(e.getMessage().startsWith("unknown function 4294967295"), e.getMessage());
    }

    @Test
    void sizesOfMemoriesAndTables() {
        load("(memory 65536 65536)");
        load("(memory i64 0x1000000000000)");
        load("(memory 0xffffffff (pagesize 1))");
        load("(table 0xffffffff funcref)");
        assertInvalid("memory size must be at most 65536 pages (4GiB), not 65537 (memory 0)", "(memory 65537)");
        assertInvalid("memory size must be at most 2^48 pages", "(memory i64 0x1000000000001)");
        assertInvalid("size minimum must not be greater than maximum: 2 and 1 (memory 0)", "(memory 2 1)");
        assertInvalid("size minimum must not be greater than maximum: 2 and 1 (table 0)", "(table 2 1 funcref)");
        assertInvalid("shared memory must have maximum (memory 0)", "(memory 1 shared)");
    }
}
