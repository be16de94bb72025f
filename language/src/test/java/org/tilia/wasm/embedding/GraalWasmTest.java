package org.tilia.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilia.wasm.text.WatParser;

/**
 * A program that was written for GraalWasm runs unchanged: the uses of it that its documentation shows, of version 25 and, with
 * {@code wasm.EvalReturnsInstance}, of those before. Samples with WASI are in the tests of that part.
 */
class GraalWasmTest {

    private static final byte[] EXAMPLE = WatParser.assemble("""
                    (module
                      (func $factorial (export "factorial") (param i32) (result i32)
                        (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))
                          (then (i32.const 1))
                          (else (i32.mul (local.get 0) (call $factorial (i32.sub (local.get 0) (i32.const 1)))))))
                      (func (export "mul") (param i32 i32) (result i32) (i32.mul (local.get 0) (local.get 1)))
                      (func (export "both") (result i32 i64) (i32.const 1) (i64.const 2))
                      (global (export "theAnswerToLife") i32 (i32.const 42))
                      (global $level (export "level") (mut f64) (f64.const 0.5))
                      (func (export "level?") (result f64) (global.get $level))
                      (memory (export "memory") 1) (table (export "table") 1 funcref)
                      (func (export "main")))
                    """);
    private static final byte[] CALLER = WatParser.assemble("""
                    (module (import "console" "log" (func $log (param i32))) (func (export "callLog") (param i32) (call $log (local.get 0))))
                    """);
    private static final byte[] USER = WatParser.assemble("""
                    (module (import "example" "mul" (func $mul (param i32 i32) (result i32)))
                      (func (export "run") (result i32) (call $mul (i32.const 6) (i32.const 7))))
                    """);

    private static Source source(byte[] bytes, String name) throws IOException {
        return Source.newBuilder("wasm", ByteSequence.create(bytes), name).build();
    }

    private static Context old() {
        return Context.newBuilder("wasm").allowExperimentalOptions(true).option("wasm.EvalReturnsInstance", "true").build();
    }

    @Test
    void modulesAreEvaluatedAndInstantiated(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("example.wasm"), EXAMPLE);
        for (Source source : List.of(source(EXAMPLE, "example"), Source.newBuilder("wasm", file.toFile()).name("example").build())) {
            try (Context context = Context.newBuilder("wasm").build()) {
                Value module = context.eval(source);
                Value instance = module.newInstance();
                Value another = module.newInstance();
                Value exports = instance.getMember("exports");
                assertEquals(40320, exports.invokeMember("factorial", 8).asInt());
                Value factorial = exports.getMember("factorial");
                assertEquals(5040, factorial.execute(7).asInt());
                assertEquals(42, exports.getMember("mul").execute(6, 7).asInt());
                assertTrue(exports.getMemberKeys().contains("factorial"));
                assertFalse(another.equals(instance));
            }
        }
    }

    @Test
    void globalsAreReadAsValuesAndByTheirMember() throws IOException {
        try (Context context = Context.create("wasm")) {
            Value exports = context.eval(source(EXAMPLE, "example")).newInstance().getMember("exports");
            assertEquals(42, exports.getMember("theAnswerToLife").asInt());
            assertEquals(42, exports.getMember("theAnswerToLife").getMember("value").asInt());
            exports.getMember("level").putMember("value", 1.5);
            assertEquals(1.5, exports.invokeMember("level?").asDouble());
            exports.putMember("level", 2.5);
            assertEquals(2.5, exports.invokeMember("level?").asDouble());
        }
    }

    @Test
    void severalResultsAreAnArray() throws IOException {
        try (Context context = Context.create("wasm")) {
            Value both = context.eval(source(EXAMPLE, "example")).newInstance().getMember("exports").invokeMember("both");
            assertEquals(1, both.getArrayElement(0).asInt());
            assertEquals(2, both.getArrayElement(1).asLong());
        }
    }

    @Test
    void memoriesAreArraysAndBuffers() throws IOException {
        try (Context context = Context.create("wasm")) {
            Value memory = context.eval(source(EXAMPLE, "example")).newInstance().getMember("exports").getMember("memory");
            memory.setArrayElement(3, (byte) -1);
            memory.writeBufferInt(ByteOrder.LITTLE_ENDIAN, 4, 99);
            byte[] bytes = new byte[8];
            memory.readBuffer(0, bytes, 0, 8);
            assertEquals(-1, bytes[3]);
            assertEquals(99, bytes[4]);
            assertEquals(-1, memory.getArrayElement(3).asInt() << 24 >> 24);
        }
    }

    @Test
    void functionsOfTheHostAreImported() throws IOException {
        List<Integer> logged = new ArrayList<>();
        ProxyExecutable log = arguments -> {
            logged.add(arguments[0].asInt());
            return null;
        };
        ProxyObject console = ProxyObject.fromMap(Map.of("log", log));
        try (Context context = Context.create("wasm")) {
            Value instance = context.eval(source(CALLER, "caller")).newInstance(ProxyObject.fromMap(Map.of("console", console)));
            instance.getMember("exports").invokeMember("callLog", 42);
        }
        assertEquals(List.of(42), logged);
    }

    @Test
    void exportsOfOneInstanceAreImportsOfAnother() throws IOException {
        try (Context context = Context.create("wasm")) {
            Value library = context.eval(source(EXAMPLE, "example")).newInstance();
            Value user = context.eval(source(USER, "user"));
            Value run = user.newInstance(ProxyObject.fromMap(Map.of("example", library.getMember("exports")))).getMember("exports").getMember("run");
            assertEquals(42, run.execute().asInt());
        }
    }

    @Test
    void olderProgramsGetInstancesThatLinkByName() throws IOException {
        try (Context context = old()) {
            Value user = context.eval(source(USER, "user"));
            Value example = context.eval(source(EXAMPLE, "example"));
            assertEquals(example, context.getBindings("wasm").getMember("example"));
            assertEquals(42, user.invokeMember("run").asInt());
            assertEquals(720, example.invokeMember("factorial", 6).asInt());
            assertEquals(720, example.getMember("factorial").execute(6).asInt());
            assertEquals(42, example.getMember("theAnswerToLife").asInt());
            assertEquals(42, context.getBindings("wasm").getMember("user").getMember("run").execute().asInt());
            assertEquals(42, user.getMember("exports").invokeMember("run").asInt());
        }
    }

    @Test
    void theFirstInstanceIsMain() throws IOException {
        try (Context context = old()) {
            context.eval(source(EXAMPLE, "example"));
            context.eval(source(USER, "user"));
            assertEquals(24, context.getBindings("wasm").getMember("main").getMember("factorial").execute(4).asInt());
            context.getBindings("wasm").getMember("main").getMember("main").execute();
        }
    }

    @Test
    void nothingRunsBeforeTheFirstUse() throws IOException {
        byte[] starting = WatParser.assemble("(module (func $start unreachable) (start $start) (func (export \"f\")))");
        byte[] circle = WatParser.assemble("(module (import \"circle\" \"f\" (func)) (func (export \"f\")))");
        try (Context context = old()) {
            Value instance = context.eval(source(starting, "starting"));
            assertTrue(instance.hasMember("f"));
            PolyglotException trap = assertThrows(PolyglotException.class, () -> instance.getMember("f"));
            assertEquals("unreachable", trap.getGuestObject().getMember("kind").asString());
            Value itself = context.eval(source(circle, "circle"));
            PolyglotException refused = assertThrows(PolyglotException.class, () -> itself.getMember("f"));
            assertTrue(refused.getMessage().contains("imports from itself"), refused.getMessage());
            Value lonely = context.eval(source(CALLER, "caller"));
            assertTrue(assertThrows(PolyglotException.class, () -> lonely.getMember("callLog")).getMessage().contains("unknown import"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', value = {"AsyncParsingBinarySize=1000", "AsyncParsingStackSize=64", "Builtins=''", "BulkMemoryAndRefTypes=true",
                    "DebugTestMode=true", "DirectByteBufferMemoryAccess=true", "EvalReturnsInstance=false", "ExtendedConstExpressions=true",
                    "Memory64=true", "MemoryOverheadMode=false", "MultiMemory=true", "MultiValue=true", "RelaxedSIMD=true", "SIMD=true",
                    "SaturatingFloatToInt=true", "SignExtensionOps=true", "StoreConstantsPolicy=LARGE_ONLY", "Threads=true", "UseUnsafeMemory=true",
                    "WasiConstantRandomGet=true", "WasiMapDirs=''"})
    void everyOptionIsTaken(String option, String value) throws IOException {
        try (Context context = Context.newBuilder("wasm").allowExperimentalOptions(true).option("wasm." + option, value).build()) {
            assertEquals(24, context.eval(source(EXAMPLE, "example")).newInstance().getMember("exports").invokeMember("factorial", 4).asInt());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"MultiValue | (func (result i32 i32) (i32.const 1) (i32.const 2))", "MultiMemory | (memory 1) (memory 1)",
                    "Memory64 | (memory i64 1)", "SignExtensionOps | (func (drop (i32.extend8_s (i32.const 1))))",
                    "SaturatingFloatToInt | (func (drop (i32.trunc_sat_f32_s (f32.const 1))))",
                    "BulkMemoryAndRefTypes | (memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 0)))",
                    "ExtendedConstExpressions | (global i32 (i32.add (i32.const 1) (i32.const 2)))", "Threads | (memory 1 1 shared)",
                    "SIMD | (func (param v128))"})
    void proposalsCanBeRefused(String option, String fields) {
        Source source = Embedding.source("module", "(module " + fields + ")");
        try (Context context = Context.newBuilder("wasm").option("wasm." + option, "false").build(); Context all = Context.create("wasm")) {
            PolyglotException refused = assertThrows(PolyglotException.class, () -> context.eval(source));
            assertTrue(refused.isSyntaxError());
            assertTrue(refused.getMessage().contains("wasm." + option + "=false"), refused.getMessage());
            assertTrue(all.eval(source).canInstantiate());
        }
    }
}
