package org.tilia.wasm.text;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tilia.wasm.module.ModuleException;

/** Whatever a text has become, the answer is a binary or a {@link ModuleException} with a place in it. */
class WatMutationTest {

    private static final long SEED = 42;

    private static final String MODULE = """
        (module $m (@name "n") (@custom "c" (before type) "x")
          (type $t (func (param $p i32) (result i32))) (rec (type $s (sub (struct (field $x i8) (field (mut (ref null $a)))))) (type $a (array f64)))
          (import "m" "f" (func $i (type $t))) (import "m" "g" (global i64)) (import "m" "t" (table 1 funcref)) (import "m" "e" (tag))
          (func $f (export "f") (param $a i32) (param i64 f32) (result i32) (local $l v128)
            (local.set $l (v128.const i16x8 1 -2 3 4 5 6 7 8)) (block $b (result i32) (br_table $b 0 (i32.const 0x1_0) (local.get $a)))
            (if $c (result i32) (i32.eqz) (then (call $i (i32.const 5))) (else (unreachable)))
            loop $d (param i32) br_if $d end $d i32.const 0 call_indirect (type $t) (drop (f64.const 0x1.8p-3)) (drop (f32.const nan:0x1))
            (try_table $q (catch 0 0) (catch_all 0) (throw 0)) (try (do (nop)) (catch 0 (rethrow 0)) (catch_all)) (try (do) (delegate 0))
            (struct.get_s $s $x (ref.null $s)) (i32.load8_u $mem offset=3 align=1 (local.get 0)) (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)
            (v128.load8_lane 1) (select (result i32)) (br_on_cast 0 anyref (ref i31)) (memory.init 0 $d) (table.init $e) (@metadata.code.branch_hint "\\00") (br_if 0))
          (memory $mem i64 1 2 shared) (memory (data "ab\\0a\\u{1F600}")) (table $tab 1 (ref $t) (ref.func $f)) (table funcref (elem (item ref.null func) (ref.func $f)))
          (global $g (mut i32) (i32.add (i32.const 1) (i32.const 2))) (export "g" (global $g)) (start $f) (tag $tag (param i32))
          (elem $e (table $tab) (offset (i32.const 0)) func $f) (elem declare (ref $t) (ref.func $f)) (data $d (memory $mem) (i64.const 0) "x" "y"))
        """;

    @Test
    void theModuleItselfIsWellFormed() {
        assertTrue(WatParser.assemble(MODULE).length > 300);
    }

    @Test
    void mutations() {
        Random random = new Random(SEED);
        byte[] original = MODULE.getBytes(StandardCharsets.UTF_8);
        String[] snippets = {"(", ")", "\"", "$", "$x", "0", "-1", "(;", ";)", ";;", "(@", "nan", "0x", "\\", "(type 9)", "(param i32)", "end", "else", "99999999999", "\u00e9", "(then",
                        "(item", "ref", "(ref 4294967295)", "func", "i32", "offset=", "align=", " "};
        int refused = 0;
        for (int i = 0; i < 6_000; i++) {
            byte[] text = original;
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                text = edit(text, snippets[random.nextInt(snippets.length)].getBytes(StandardCharsets.UTF_8), random);
            }
            try {
                WatParser.assemble(text);
            } catch (ModuleException e) {
                refused++;
                assertTrue(e.line() > 0 && e.column() > 0 && e.offset() <= text.length, e.getMessage());
            } catch (RuntimeException e) {
                fail("seed " + SEED + ", round " + i + ":\n" + new String(text, StandardCharsets.UTF_8), e);
            }
        }
        assertTrue(refused > 3_000, refused + " refused");
    }

    /** Puts a snippet somewhere, in place of a few bytes or of none. */
    private static byte[] edit(byte[] text, byte[] snippet, Random random) {
        int start = random.nextInt(text.length);
        int end = Math.min(text.length, start + (random.nextBoolean() ? 0 : random.nextInt(12)));
        byte[] edited = new byte[start + snippet.length + text.length - end];
        System.arraycopy(text, 0, edited, 0, start);
        System.arraycopy(snippet, 0, edited, start, snippet.length);
        System.arraycopy(text, end, edited, start + snippet.length, text.length - end);
        return edited;
    }
}
