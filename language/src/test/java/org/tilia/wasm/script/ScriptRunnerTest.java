package org.tilia.wasm.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts as sources of the language: what holds passes, and what does not hold is told. */
class ScriptRunnerTest {

    private static final String MODULE = """
                    (module $M
                      (global (export "g") i32 (i32.const 7))
                      (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
                      (func (export "swap") (param i32 i64) (result i64 i32) (local.get 1) (local.get 0))
                      (func (export "f32") (param f32) (result f32) (local.get 0))
                      (func (export "f64") (param f64) (result f64) (local.get 0))
                      (func (export "extern") (param externref) (result externref) (local.get 0))
                      (func $self (export "self") (result funcref) (ref.func $self))
                      (func (export "divide") (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
                      (func $endless (export "endless") (call $endless)))
                    """;

    private record Result(int passed, List<String> waiting, List<String> failures) {
    }

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private Result run(String script) {
        try (Context context = Context.newBuilder("wasm").allowCreateThread(true).out(output).build()) {
            Source source = Source.newBuilder("wasm", script, "test.wast").mimeType("application/wasm-script").build();
            Value result = context.eval(source);
            List<String> failures = new ArrayList<>();
            for (long i = 0; i < result.getMember("failures").getArraySize(); i++) {
                failures.add(result.getMember("failures").getArrayElement(i).asString());
            }
            assertEquals(failures.size(), result.getMember("failed").asInt());
            Value waiting = result.getMember("waiting");
            return new Result(result.getMember("passed").asInt(),
                            waiting.getMemberKeys().stream().map(feature -> feature + " " + waiting.getMember(feature).asInt()).toList(), failures);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Each of these commands, behind the module, holds. */
    @ParameterizedTest
    @ValueSource(strings = {
                    "(assert_return (invoke \"add\" (i32.const 1) (i32.const 2)) (i32.const 3))",
                    "(assert_return (invoke $M \"swap\" (i32.const 1) (i64.const 2)) (i64.const 2) (i32.const 1))",
                    "(assert_return (get \"g\") (i32.const 7))",
                    "(assert_return (invoke \"f32\" (f32.const nan)) (f32.const nan:canonical))",
                    "(assert_return (invoke \"f32\" (f32.const -nan:0x600000)) (f32.const nan:arithmetic))",
                    "(assert_return (invoke \"f64\" (f64.const -nan)) (f64.const nan:canonical))",
                    "(assert_return (invoke \"f64\" (f64.const nan:0xc000000000000)) (f64.const nan:arithmetic))",
                    "(assert_return (invoke \"f64\" (f64.const -0)) (f64.const -0))",
                    "(assert_return (invoke \"f64\" (f64.const 2)) (either (f64.const 1) (f64.const 2)))",
                    "(assert_return (invoke \"extern\" (ref.extern 5)) (ref.extern 5))",
                    "(assert_return (invoke \"extern\" (ref.extern 5)) (ref.extern))",
                    "(assert_return (invoke \"extern\" (ref.null extern)) (ref.null extern))",
                    "(assert_return (invoke \"extern\" (ref.null extern)) (ref.null))",
                    "(assert_return (invoke \"self\") (ref.func))",
                    "(assert_trap (invoke \"divide\" (i32.const 0)) \"integer divide by zero\")",
                    "(assert_exhaustion (invoke \"endless\") \"call stack exhausted\")",
                    "(assert_trap (module (func $f unreachable) (start $f)) \"unreachable\")",
                    "(assert_malformed (module quote \"(func (i32.const))\") \"unexpected token\")",
                    "(assert_malformed (module binary \"\\00asm\") \"unexpected end\")",
                    "(assert_invalid (module (func (result i32))) \"type mismatch\")",
                    "(assert_unlinkable (module (import \"no\" \"no\" (func))) \"unknown import\")",
                    "(assert_unlinkable (module (import \"spectest\" \"memory\" (memory 3))) \"incompatible import type\")"})
    void holds(String command) {
        Result result = run(MODULE + command);
        assertEquals(List.of(), result.failures());
        assertEquals(1, result.passed());
        assertEquals(List.of(), result.waiting());
    }

    /** Each of these commands fails, and the message names what came. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    (assert_return (invoke "add" (i32.const 1) (i32.const 2)) (i32.const 4)) | expected i32 4; came i32 3
                    (assert_return (invoke "add" (i32.const 1) (i32.const 2)) (i64.const 3)) | expected i64 3; came i32 3
                    (assert_return (invoke "add" (i32.const 1) (i32.const 2)))               | expected no result; came i32 3
                    (assert_return (invoke "add" (i32.const 1)) (i32.const 3))               | the function takes [I32, I32], given [I32]
                    (assert_return (invoke "add" (i64.const 1) (i64.const 2)) (i32.const 3)) | the function takes [I32, I32], given [I64, I64]
                    (assert_return (invoke "none"))                                          | no function is exported as "none"
                    (assert_return (get "none") (i32.const 0))                               | no global is exported as "none"
                    (assert_return (invoke $N "add"))                                        | there is no instance $N
                    (assert_return (invoke "divide" (i32.const 0)) (i32.const 0))            | came trap: integer divide by zero
                    (assert_return (invoke "f64" (f64.const 0)) (f64.const -0))              | came f64 0.0 (0x0000000000000000)
                    (assert_return (invoke "f32" (f32.const nan:0x600000)) (f32.const nan:canonical)) | came f32 NaN (0x7fe00000)
                    (assert_return (invoke "f32" (f32.const nan:0x200000)) (f32.const nan:arithmetic)) | came f32 NaN (0x7fa00000)
                    (assert_return (invoke "f64" (f64.const 3)) (either (f64.const 1) (f64.const 2))) | came f64 3.0
                    (assert_return (invoke "extern" (ref.extern 5)) (ref.extern 6))          | expected ref.extern 6; came ref.extern 5
                    (assert_return (invoke "extern" (ref.extern 5)) (ref.null extern))       | came ref.extern 5
                    (assert_return (invoke "extern" (ref.extern 5)) (ref.func))              | came ref.extern 5
                    (assert_return (invoke "self") (ref.null))                               | came ref.func
                    (assert_trap (invoke "divide" (i32.const 0)) "integer overflow")         | came trap: integer divide by zero
                    (assert_trap (invoke "divide" (i32.const 1)) "integer overflow")         | came i32 1
                    (assert_trap (module) "unreachable")                                     | came no result
                    (assert_exhaustion (invoke "divide" (i32.const 1)) "call stack exhausted") | came i32 1
                    (assert_exception (invoke "divide" (i32.const 0)))                       | came trap
                    (assert_malformed (module quote "(func)") "unexpected token")            | came no result
                    (assert_malformed (module quote "(func") "unknown operator")             | came MALFORMED: unexpected token
                    (assert_malformed (module quote "(func (result i32))") "type mismatch")  | came INVALID: type mismatch
                    (assert_invalid (module) "type mismatch")                                | came no result
                    (assert_invalid (module (func (result i32))) "unknown type")             | came INVALID: type mismatch
                    (assert_unlinkable (module) "unknown import")                            | came no result
                    (assert_unlinkable (module (import "no" "no" (func))) "incompatible import type") | came not linked: unknown import
                    (invoke "divide" (i32.const 0))                                          | trap: integer divide by zero
                    (module (func (result i32)))                                             | INVALID: type mismatch
                    (module (import "no" "no" (func)))                                       | not linked: unknown import
                    (module instance $I $N)                                                  | there is no module $N
                    (register "N" $N)                                                        | there is no instance $N
                    (wait $T)                                                                | there is no thread $T
                    """)
    void fails(String command, String message) {
        Result result = run(MODULE + command);
        assertEquals(0, result.passed());
        assertEquals(1, result.failures().size());
        String failure = result.failures().getFirst();
        assertTrue(failure.startsWith("test.wast:11: ") && failure.contains(message), failure);
    }

    @Test
    void assertionsAboutAnInstanceThatWasNotMadeFail() {
        Result result = run("(module (func (export \"f\") (result i32))) (assert_return (invoke \"f\") (i32.const 0))");
        assertEquals(2, result.failures().size());
        assertTrue(result.failures().getLast().contains("the instance that it needs was not made: INVALID: type mismatch"), result.failures()::getLast);
    }

    @Test
    void instancesOfDefinitionsAndRegisteredNames() {
        Result result = run("""
                        (module definition $D (global $g (mut i32) (i32.const 0))
                          (func (export "next") (result i32)
                            (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g)))
                        (module instance $A $D)
                        (module instance $B $D)
                        (register "a" $A)
                        (module (import "a" "next" (func $next (result i32))) (export "next" (func $next)))
                        (assert_return (invoke $A "next") (i32.const 1))
                        (assert_return (invoke "next") (i32.const 2))
                        (assert_return (invoke $B "next") (i32.const 1))
                        """);
        assertEquals(new Result(3, List.of(), List.of()), result);
    }

    /** Features that there are no trees for wait, and with them what is imported from there; that they are invalid is asserted nevertheless. */
    @Test
    void waiting() {
        Result result = run("""
                        (module (func (export "v") (result v128) (v128.const i64x2 1 2)) (func (export "i") (result i32) (i32.const 1)))
                        (assert_return (invoke "v") (v128.const i64x2 1 2))
                        (register "vectors")
                        (module (import "vectors" "i" (func (result i32))))
                        (assert_return (invoke "i") (i32.const 1))
                        (assert_trap (module (import "vectors" "i" (func (result i32))) (func $f unreachable) (start $f)) "unreachable")
                        (assert_invalid (module (func (result v128) (i32.const 0))) "type mismatch")
                        """);
        assertEquals(new Result(1, List.of("simd 3"), List.of()), result);
    }

    @Test
    void spectestPrintsToTheContextsOutput() {
        Result result = run("""
                        (module (import "spectest" "print_i32_f32" (func $print (param i32 f32)))
                          (import "spectest" "global_i64" (global i64))
                          (import "spectest" "table" (table 10 20 funcref))
                          (import "spectest" "table64" (table i64 10 20 funcref))
                          (import "spectest" "memory" (memory 1 2))
                          (export "g" (global 0))
                          (func $start (call $print (i32.const 3) (f32.const 1.5))) (start $start))
                        (assert_return (get "g") (i64.const 666))
                        """);
        assertEquals(new Result(1, List.of(), List.of()), result);
        assertEquals("i32 3, f32 1.5 (0x3fc00000)", output.toString(StandardCharsets.UTF_8).strip());
    }

    /** A thread's commands count, and it sees only what is shared with it. */
    @Test
    void threads() {
        Result result = run("""
                        (module $M (memory (export "m") 1)
                          (func (export "get") (result i32) (i32.load (i32.const 0)))
                          (func (export "set") (i32.store (i32.const 0) (i32.const 9))))
                        (thread $T (shared (module $M))
                          (invoke $M "set")
                          (assert_return (invoke $M "get") (i32.const 9))
                          (assert_return (invoke "get") (i32.const 9)))
                        (wait $T)
                        (assert_return (invoke "get") (i32.const 9))
                        """);
        assertEquals(2, result.passed());
        assertEquals(1, result.failures().size());
        assertTrue(result.failures().getFirst().contains("test.wast:7: "), result.failures()::getFirst);
        assertFalse(result.failures().getFirst().contains("error of the engine"), result.failures()::getFirst);
    }
}
