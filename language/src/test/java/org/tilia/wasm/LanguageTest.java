package org.tilia.wasm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilia.wasm.text.WatParser;

/** The language as an embedder uses it. */
class LanguageTest {

    private Context context = builder().build();

    private static Context.Builder builder() {
        return Context.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false");
    }

    @AfterEach
    void close() {
        context.close();
    }

    private static Source text(String text) {
        return Source.newBuilder("wasm", text, "test").mimeType(WasmLanguage.TEXT_MIME_TYPE).buildLiteral();
    }

    private Value exports(String text, Object... imports) {
        return context.eval(text(text)).newInstance(imports).getMember("exports");
    }

    @Test
    void textAndBytesEvaluateToTheSameModule() throws IOException {
        String text = "(module (func (export \"f\") (result i32) (i32.const 42)))";
        byte[] bytes = WatParser.assemble(text);
        Source binary = Source.newBuilder("wasm", ByteSequence.create(bytes), "answer").build();
        Source textInBytes = Source.newBuilder("wasm", ByteSequence.create(text.getBytes()), "answer").build();
        Source typed = Source.newBuilder("wasm", text, "answer").mimeType(WasmLanguage.TEXT_MIME_TYPE).build();
        for (Source source : List.of(binary, textInBytes, typed)) {
            assertEquals(42, context.eval(source).newInstance().getMember("exports").invokeMember("f").asInt());
        }
        assertEquals(42, exports(text).invokeMember("f").asInt());
    }

    @Test
    void evaluationRunsNothing() {
        Value module = context.eval(text("(module (func $start unreachable) (start $start))"));
        assertTrue(module.canInstantiate());
        assertTrue(assertThrows(PolyglotException.class, module::newInstance).getMessage().startsWith("unreachable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "jvm", "auto", "truffle"})
    void everyCompilerGivesTheSameResults(String compiler) {
        try (Context chosen = builder().allowExperimentalOptions(true).option("wasm.Compiler", compiler)
                        .option("wasm.CompileThreshold", "2").build()) {
            Value fib = chosen.eval(text("""
                            (module (func $fib (export "fib") (param i32) (result i32)
                              (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))
                                (then (local.get 0))
                                (else (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1)))
                                               (call $fib (i32.sub (local.get 0) (i32.const 2))))))))
                            """)).newInstance().getMember("exports").getMember("fib");
            assertEquals(6765, fib.execute(20).asInt());
        }
    }

    @Test
    void integersAreTakenSignedOrUnsigned() {
        Value exports = exports("""
                        (module (func (export "i32") (param i32) (result i32) (local.get 0))
                                (func (export "i64") (param i64) (result i64) (local.get 0)))
                        """);
        assertEquals(-1, exports.invokeMember("i32", 0xFFFF_FFFFL).asInt());
        assertEquals(Integer.MIN_VALUE, exports.invokeMember("i32", Integer.MIN_VALUE).asInt());
        assertEquals(3, exports.invokeMember("i32", 3.0).asInt());
        assertEquals(-1L, exports.invokeMember("i64", BigInteger.TWO.pow(64).subtract(BigInteger.ONE)).asLong());
        assertThrows(IllegalArgumentException.class, () -> exports.invokeMember("i32", 1L << 32));
        assertThrows(IllegalArgumentException.class, () -> exports.invokeMember("i32", 0.5));
        assertThrows(IllegalArgumentException.class, () -> exports.invokeMember("i64", BigInteger.TWO.pow(64)));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> exports.invokeMember("i32", "one"));
        assertTrue(refused.getMessage().contains("is not an i32"), refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> exports.invokeMember("i32"));
    }

    @Test
    void severalResultsAreAnArray() {
        Value result = exports("""
                        (module (func (export "f") (param i32) (result i32 i64 f64)
                          (local.get 0) (i64.const 5) (f64.const 1.5)))
                        """).invokeMember("f", 7);
        assertEquals(List.of(7, 5L, 1.5), result.as(List.class));
        assertTrue(exports("(module (func (export \"f\")))").invokeMember("f").isNull());
    }

    @Test
    void importsComeFromMembersAndMaps() {
        String text = """
                        (module (import "env" "twice" (func $twice (param i32) (result i32)))
                                (import "env" "base" (global $base i32))
                                (func (export "f") (param i32) (result i32)
                                  (i32.add (global.get $base) (call $twice (local.get 0)))))
                        """;
        ProxyExecutable twice = arguments -> arguments[0].asInt() * 2;
        ProxyObject env = ProxyObject.fromMap(Map.of("twice", twice, "base", 100));
        assertEquals(110, exports(text, ProxyObject.fromMap(Map.of("env", env))).invokeMember("f", 5).asInt());
    }

    @Test
    void instancesImportFromEachOther() {
        Value library = context.eval(text("""
                        (module (memory (export "memory") 1) (global (export "counter") (mut i32) (i32.const 3))
                                (func (export "poke") (param i32 i32) (i32.store8 (local.get 0) (local.get 1))))
                        """)).newInstance();
        Value user = exports("""
                        (module (import "lib" "memory" (memory 1)) (import "lib" "counter" (global $counter (mut i32)))
                                (import "lib" "poke" (func $poke (param i32 i32)))
                                (func (export "run") (result i32)
                                  (call $poke (i32.const 9) (i32.const 200))
                                  (global.set $counter (i32.const 8))
                                  (i32.load8_u (i32.const 9))))
                        """, ProxyObject.fromMap(Map.of("lib", library)));
        assertEquals(200, user.invokeMember("run").asInt());
        assertEquals(8, library.getMember("counter").getMember("value").asInt());
        Value memory = library.getMember("exports").getMember("memory");
        assertEquals(200, memory.getArrayElement(9).asInt());
        library.getMember("counter").putMember("value", 1);
        assertEquals(1, library.getMember("exports").getMember("counter").getMember("value").asInt());
    }

    @Test
    void missingImportsAreNamedTogether() {
        PolyglotException refused = assertThrows(PolyglotException.class, () -> exports("""
                        (module (import "env" "f" (func (param i32))) (import "env" "m" (memory 1)))
                        """));
        assertTrue(refused.isGuestException());
        assertTrue(refused.getMessage().contains("env.f must be a function [i32] -> []"), refused.getMessage());
        assertTrue(refused.getMessage().contains("env.m must be a memory of at least 1 pages"), refused.getMessage());
    }

    @Test
    void memoriesAreBuffers() {
        Value memory = exports("(module (memory (export \"m\") 1) (data (i32.const 4) \"\\01\\02\\03\\04\\05\"))").getMember("m");
        assertTrue(memory.hasBufferElements() && memory.isBufferWritable());
        assertEquals(65536, memory.getBufferSize());
        assertEquals(0x0403_0201, memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, 4));
        assertEquals(0x0102_0304, memory.readBufferInt(ByteOrder.BIG_ENDIAN, 4));
        byte[] read = new byte[5];
        memory.readBuffer(4, read, 0, 5);
        assertArrayEquals(new byte[]{1, 2, 3, 4, 5}, read);
        memory.writeBufferDouble(ByteOrder.BIG_ENDIAN, 65528, 2.5);
        assertEquals(2.5, memory.readBufferDouble(ByteOrder.BIG_ENDIAN, 65528));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.readBufferLong(ByteOrder.LITTLE_ENDIAN, 65529));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.readBufferByte(-1));
        memory.setArrayElement(0, 255);
        assertEquals(-1, memory.readBufferByte(0));
    }

    @Test
    void functionsInTablesKeepTheirIdentity() {
        Value exports = exports("""
                        (module (table (export "t") 2 funcref) (elem (i32.const 0) $f)
                                (func $f (export "f") (result i32) (i32.const 1)))
                        """);
        Value table = exports.getMember("t");
        assertEquals(exports.getMember("f"), table.getArrayElement(0));
        assertTrue(table.getArrayElement(1).isNull());
        table.setArrayElement(1, exports.getMember("f"));
        assertEquals(1, table.getArrayElement(1).execute().asInt());
        assertThrows(ClassCastException.class, () -> table.setArrayElement(1, 7));
    }

    @Test
    void errorsOfParsingSayWhere() {
        PolyglotException text = assertThrows(PolyglotException.class, () -> context.eval(text("(module\n  (func (i32.cons 1)))")));
        assertTrue(text.isSyntaxError());
        assertEquals(2, text.getSourceLocation().getStartLine());
        PolyglotException binary = assertThrows(PolyglotException.class, () -> context.eval(Source.newBuilder("wasm",
                        ByteSequence.create(new byte[]{0, 'a', 's', 'm', 2, 0, 0, 0}), "version").build()));
        assertTrue(binary.isSyntaxError());
        assertTrue(binary.getMessage().startsWith("version: has another version than 1"), binary.getMessage());
    }

    @Test
    void errorsOfTheHostPassThrough() {
        ProxyExecutable failing = _ -> {
            throw new IllegalStateException("from the host");
        };
        Value exports = exports("(module (import \"e\" \"f\" (func $f)) (func (export \"run\") (call $f)))",
                        ProxyObject.fromMap(Map.of("e", ProxyObject.fromMap(Map.of("f", failing)))));
        PolyglotException failure = assertThrows(PolyglotException.class, () -> exports.invokeMember("run"));
        assertTrue(failure.isHostException());
        assertEquals("from the host", failure.asHostException().getMessage());
    }

    @Test
    void endlessRecursionIsATrap() {
        Value exports = exports("(module (func $f (export \"f\") (call $f)) (func (export \"g\") (result i32) (i32.const 1)))");
        PolyglotException failure = assertThrows(PolyglotException.class, () -> exports.invokeMember("f"));
        assertTrue(failure.isGuestException());
        assertTrue(failure.getMessage().startsWith("call stack exhausted"), failure.getMessage());
        assertEquals(1, exports.invokeMember("g").asInt());
    }

    @Test
    void contextsShareCodeButNothingElse() {
        Source source = Source.newBuilder("wasm", """
                        (module (global $count (mut i32) (i32.const 0))
                          (func (export "next") (result i32)
                            (global.set $count (i32.add (global.get $count) (i32.const 1))) (global.get $count)))
                        """, "counter").mimeType(WasmLanguage.TEXT_MIME_TYPE).buildLiteral();
        try (Engine engine = Engine.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false").build();
                        Context first = Context.newBuilder("wasm").engine(engine).build();
                        Context second = Context.newBuilder("wasm").engine(engine).build()) {
            Value a = first.eval(source).newInstance();
            Value b = second.eval(source).newInstance();
            assertEquals(1, a.invokeMember("next").asInt());
            assertEquals(2, a.invokeMember("next").asInt());
            assertEquals(1, b.invokeMember("next").asInt());
        }
    }

    @Test
    void theMemoryLimitHolds() {
        try (Context limited = builder().option("wasm.MaxMemory", "128KB").build()) {
            Value exports = limited.eval(text("""
                            (module (memory 1) (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))
                            """)).newInstance();
            assertEquals(-1, exports.invokeMember("grow", 2).asInt());
            assertEquals(1, exports.invokeMember("grow", 1).asInt());
            PolyglotException refused = assertThrows(PolyglotException.class,
                            () -> limited.eval(text("(module (memory 1))")).newInstance());
            assertTrue(refused.isGuestException());
            assertTrue(refused.getMessage().contains("131072 bytes"), refused.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> builder().option("wasm.MaxMemory", "much").build());
    }

    @Test
    void modulesDescribeThemselves() {
        Value module = context.eval(text("""
                        (module (import "env" "f" (func (param i32))) (memory (export "m") 1 2)
                                (func (export "g") (result i64) (i64.const 0)))
                        """));
        Value request = module.getMember("imports").getArrayElement(0);
        assertEquals("env", request.getMember("module").asString());
        assertEquals("function", request.getMember("kind").asString());
        assertEquals("a function [i32] -> []", request.getMember("type").asString());
        assertEquals("a memory of 1 to 2 pages", module.getMember("exports").getArrayElement(0).getMember("type").asString());
        assertEquals('a', module.getMember("bytes").readBufferByte(1));
        assertTrue(module.getMember("customSections").hasArrayElements());
    }

    @Test
    void unknownBuiltinsAreNamed() {
        try (Context wrong = builder().option("wasm.Builtins", "no_such_module").build()) {
            RuntimeException refused = assertThrows(RuntimeException.class, () -> wrong.initialize("wasm"));
            assertTrue(refused.getMessage().contains("no_such_module"), refused.getMessage());
        }
    }
}
