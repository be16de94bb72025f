package org.tilia.wasm.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an embedder is told of wrong files and missing imports. */
class EmbeddingTest {

    private final Context context = builder().build();

    private static Context.Builder builder() {
        return Context.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false");
    }

    @AfterEach
    void close() {
        context.close();
    }

    private static Source text(String text, String name) {
        return Source.newBuilder("wasm", text, name).mimeType("application/wasm-text").buildLiteral();
    }

    private PolyglotException refuse(Source source) {
        return assertThrows(PolyglotException.class, () -> context.eval(source));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
                    "''|is empty (unexpected end: a module has at least 8 bytes, this one 0 at offset 0x0)|Was it written, or downloaded, to the end?",
                    "0061736d0100|ends within the first 8 bytes, which every module has (unexpected end: the version takes 4 bytes at offset 0x6)|Was it written",
                    "0061736d02000000|has another version than 1, the only one of core modules (unknown binary version: 01 00 00 00 is known, "
                                    + "this is 02 00 00 00 at offset 0x4)|newer or an experimental tool",
                    "0061736d0d000100|is a component (WASI preview 2), not a core module (|target wasm32-wasip1",
                    "7f454c46020101c800|is a module that wasmtime has precompiled for itself (.cwasm) (|Give the .wasm file",
                    "7761736d65722d756e6976657273616c00|is a module that wasmer has precompiled for itself (|Give the .wasm file",
                    "57415a45564f0000|is a module that wazero has precompiled for itself (|Give the .wasm file",
                    "00616f7402000000|is a module that WAMR has precompiled for itself (.aot) (|Give the .wasm file",
                    "1f8b080000000000|is compressed with gzip (|gunzip < it > module.wasm",
                    "28b52ffd24000000|is compressed with zstd (|zstd -d it",
                    "504b030414000000|is a zip archive (|unzip it"})
    void wrongBytesAreNamed(String hex, String cause, String remedy) {
        PolyglotException e = refuse(Source.newBuilder("wasm", ByteSequence.create(HexFormat.of().parseHex(hex)), "it").buildLiteral());
        assertTrue(e.isSyntaxError());
        String[] lines = e.getMessage().split("\n");
        assertEquals(2, lines.length, e.getMessage());
        assertTrue(lines[0].startsWith("it: " + cause), e.getMessage());
        assertTrue(lines[1].contains(remedy), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"<!DOCTYPE html><title>404</title>|is an HTML page|download may have saved", "var Module = {};|is JavaScript|.wasm file that lies beside it",
                    "(; c ;)(component (core module))|is the text of a component|wasm32-wasip1", "\uFEFF(module)|begins with a byte order mark|without a BOM", "hello|is text, but not WebAssembly's|Give a module"})
    void wrongTextsAreNamed(String text, String cause, String remedy) {
        for (Source source : new Source[]{text(text, "it"),
                        Source.newBuilder("wasm", ByteSequence.create(text.getBytes()), "it").buildLiteral()}) {
            String[] lines = refuse(source).getMessage().split("\n");
            assertTrue(lines.length == 2 && lines[0].startsWith("it: " + cause) && lines[1].contains(remedy), String.join("\n", lines));
        }
    }

    @Test
    void textIsReadAsTextWhateverItComesAs() throws IOException {
        for (String text : new String[]{"(module)", " (; c ;) (module)", ";; only a comment"}) {
            assertTrue(context.eval(Source.newBuilder("wasm", ByteSequence.create(text.getBytes("UTF-8")), "it").build()).canInstantiate(), text);
        }
        PolyglotException e = refuse(Source.newBuilder("wasm", ByteSequence.create("(module\n  (fun))".getBytes()), "it").build());
        assertTrue(e.getMessage().contains("line 2") && !e.getMessage().contains("\n"), e.getMessage());
    }

    private Value module(String fields) {
        return context.eval(text("(module " + fields + ")", "app.wasm"));
    }

    @Test
    void missingImportsAreExplained() {
        Value module = module("(import \"wbg\" \"__wbg_new\" (func (result i32))) (import \"env\" \"m\" (memory 1))");
        PolyglotException e = assertThrows(PolyglotException.class, module::newInstance);
        assertEquals("""
                        unknown import: module app.wasm has 2 imports that do not fit
                          wbg.__wbg_new must be a function [] -> [i32]
                          env.m must be a memory of at least 1 pages
                        It was built by wasm-bindgen for the JavaScript that lies beside it.
                        Build it for wasm32-wasip1, and switch off the features of its crates that ask for JavaScript (such as "js", "wasm-bindgen").""",
                        e.getMessage());
        ProxyObject wbg = ProxyObject.fromMap(Map.of("wbg", ProxyObject.fromMap(Map.of("__wbg_new", (ProxyExecutable) _ -> 1))));
        assertEquals("Nothing provides module env: the program that embeds it is to do so.", module.invokeMember("inspect", wbg).getMember("cause").asString());
        ProxyObject empty = ProxyObject.fromMap(Map.of("env", ProxyObject.fromMap(Map.of())));
        assertEquals("Module env is there, but without this.", module.invokeMember("inspect", wbg, empty).getMember("cause").asString());
    }

    @Test
    void wasiThatIsNotSwitchedOnIsExplained() {
        for (String name : new String[]{"wasi_snapshot_preview1", "wasi_unstable"}) {
            Value module = module("(import \"" + name + "\" \"proc_exit\" (func (param i32)))");
            PolyglotException e = assertThrows(PolyglotException.class, module::newInstance);
            assertTrue(e.getMessage().endsWith("\nIt needs WASI, which is not switched on in this context.\nSet the option wasm.Builtins to " + name + "."),
                            e.getMessage());
        }
    }

    @Test
    void threadsThatAreNotSwitchedOnAreExplained() {
        Value module = module("(import \"wasi\" \"thread-spawn\" (func (param i32) (result i32))) (import \"env\" \"memory\" (memory 1 2 shared))");
        PolyglotException e = assertThrows(PolyglotException.class, module::newInstance);
        assertTrue(e.getMessage().endsWith("\nIt was built for wasi-threads, which is not switched on in this context.\nSet the option wasm.Builtins to "
                        + "wasi_snapshot_preview1,wasi, and let guests create threads: allowCreateThread(true)."), e.getMessage());
    }

    @Test
    void importsOfAnotherTypeNeedNoExplanation() {
        Value module = module("(import \"env\" \"f\" (func))");
        PolyglotException e = assertThrows(PolyglotException.class,
                        () -> module.newInstance(ProxyObject.fromMap(Map.of("env", ProxyObject.fromMap(Map.of("f", 5))))));
        assertEquals("incompatible import type: env.f must be a function [] -> [], but is 5", e.getMessage());
    }

    @Test
    void inspectionRunsNothing() {
        Value inspection = module("(import \"lib\" \"t\" (table 1 funcref)) (func $f unreachable) (start $f) (memory 1) (table 2 funcref)").invokeMember("inspect");
        assertEquals("app.wasm", inspection.getMember("name").asString());
        assertEquals(2, inspection.getMember("tables").getArraySize());
        assertTrue(inspection.getMember("tables").getArrayElement(0).getMember("imported").asBoolean());
        assertFalse(inspection.getMember("tables").getArrayElement(1).getMember("imported").asBoolean());
        assertFalse(inspection.getMember("memories").getArrayElement(0).getMember("imported").asBoolean());
        assertFalse(inspection.getMember("imports").getArrayElement(0).getMember("fits").asBoolean());
        assertFalse(inspection.hasMember("target"));
        Value fine = module("(func)").getMember("inspect").execute();
        assertFalse(fine.hasMember("cause") || fine.hasMember("remedy"));
    }

    @ParameterizedTest
    @CsvSource({"trap, true", "default, false"})
    void unknownImportsCanBeStoodInFor(String option, boolean traps) {
        try (Context lenient = builder().option("wasm.UnknownImports", option).build()) {
            Value f = lenient.eval(text("(module (import \"env\" \"f\" (func $f (result i64))) (export \"f\" (func $f)))", "m"))
                            .newInstance().getMember("exports").getMember("f");
            if (traps) {
                PolyglotException e = assertThrows(PolyglotException.class, f::execute);
                assertEquals("unreachable: the import env.f was called, which nothing provides", e.getMessage());
            } else {
                assertEquals(0, f.execute().asLong());
            }
        }
        assertThrows(IllegalArgumentException.class, () -> builder().option("wasm.UnknownImports", "perhaps").build());
    }
}
