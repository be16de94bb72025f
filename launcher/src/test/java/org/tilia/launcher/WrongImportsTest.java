package org.tilia.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Modules that were built for another host: each a small one with the marks of the real, and what is said of it. */
class WrongImportsTest {

    private static final String START = "(func (export \"_start\"))";
    private static final String WASI_WRITE = "(import \"wasi_snapshot_preview1\" \"fd_write\" (func (param i32 i32 i32 i32) (result i32)))";

    @TempDir
    private Path folder;

    /**
     * @param fields of the module's text
     * @param missing one of the lines that name imports
     */
    record Row(String name, String fields, String missing, String cause, String remedy) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() {
        return Stream.concat(languages(), hosts());
    }

    private static Stream<Row> languages() {
        return Stream.of(
                        new Row("TinyGo for the browser", function("gojs", "runtime.ticks", "(result f64)") + function("gojs", "syscall/js.valueGet", "(param i32)")
                                        + WASI_WRITE + START + "(func (export \"resume\")) (func (export \"go_scheduler\"))",
                                        "gojs.runtime.ticks must be a function [] -> [f64]", "built by TinyGo for a JavaScript host", "tinygo build -target=wasip1"),
                        new Row("an older TinyGo for the browser", function("env", "syscall/js.valueGet", "(param i32)") + WASI_WRITE + START,
                                        "env.syscall/js.valueGet must be a function [i32] -> []", "built by TinyGo for a JavaScript host",
                                        "tinygo build -target=wasip1"),
                        new Row("Go for the browser", function("gojs", "runtime.wasmExit", "(param i32)") + "(func (export \"run\") (param i32 i32))"
                                        + "(func (export \"resume\")) (func (export \"getsp\") (result i32) (i32.const 0)) (memory (export \"mem\") 1)",
                                        "gojs.runtime.wasmExit must be a function [i32] -> []", "built by Go for a JavaScript host (GOOS=js)",
                                        "GOOS=wasip1 GOARCH=wasm go build"),
                        new Row("Go to 1.20 for the browser", function("go", "debug", "(param i32)") + "(func (export \"run\") (param i32 i32))",
                                        "go.debug must be a function [i32] -> []", "built by Go for a JavaScript host (GOOS=js)", "GOOS=wasip1"),
                        new Row("wasm-bindgen", function("wbg", "__wbg_log_1d3ae0273d8f4f8a", "(param i32 i32)") + "(func (export \"main\"))",
                                        "wbg.__wbg_log_1d3ae0273d8f4f8a must be a function [i32 i32] -> []", "built by wasm-bindgen", "wasm32-wasip1"),
                        new Row("wasm-bindgen before its tool", function("__wbindgen_placeholder__", "__wbindgen_describe", "(param i32)")
                                        + function("__wbindgen_externref_xform__", "__wbindgen_externref_table_grow", "(param i32) (result i32)") + START,
                                        "__wbindgen_placeholder__.__wbindgen_describe must be", "built by wasm-bindgen", "wasm32-wasip1"),
                        new Row("Emscripten", function("env", "emscripten_resize_heap", "(param i32) (result i32)") + function("env", "invoke_vii", "(param i32 i32 i32)")
                                        + "(func (export \"main\") (param i32 i32) (result i32) (i32.const 0))",
                                        "env.invoke_vii must be a function [i32 i32 i32] -> []", "built by Emscripten for the JavaScript", "emcc -sSTANDALONE_WASM"),
                        new Row("Emscripten, minified", function("a", "b", "(param i32)") + function("a", "a", "(param i32 i32) (result i32)") + "(func (export \"c\"))",
                                        "a.b must be a function [i32] -> []", "built by Emscripten for the JavaScript", "emcc -sSTANDALONE_WASM"),
                        new Row("Emscripten, alone", function("env", "emscripten_notify_memory_growth", "(param i32)") + WASI_WRITE + START,
                                        "env.emscripten_notify_memory_growth must be a function [i32] -> []", "its memory grows", "Let the call do nothing: --unknown-imports=default."),
                        new Row("AssemblyScript", function("env", "abort", "(param i32 i32 i32 i32)") + function("env", "seed", "(result f64)")
                                        + function("env", "trace", "(param i32 i32 f64 f64 f64 f64 f64)") + "(func (export \"add\"))",
                                        "env.abort must be a function [i32 i32 i32 i32] -> []", "built by AssemblyScript", "@assemblyscript/wasi-shim"),
                        new Row("Kotlin", function("js_code", "kotlin.captureStackTrace", "(result externref)") + START,
                                        "js_code.kotlin.captureStackTrace must be a function [] -> [externref]", "built by Kotlin for a JavaScript host", "wasmWasi"),
                        new Row("JavaScript's string functions", function("wasm:js-string", "length", "(param externref) (result i32)") + START,
                                        "wasm:js-string.length must be a function [externref] -> [i32]", "wants a JavaScript engine", "browser or Node.js"),
                        new Row("TinyGo with an external function", function("env", "add", "(param i32 i32) (result i32)") + WASI_WRITE + START
                                        + "(func (export \"malloc\")) (func (export \"free\")) (func (export \"calloc\")) (func (export \"realloc\"))",
                                        "env.add must be a function [i32 i32] -> [i32]", "//export on a function without a body makes it an import",
                                        "--preload env=FILE"));
    }

    private static Stream<Row> hosts() {
        return Stream.of(
                        new Row("a side module", "(@custom \"dylink.0\" (before first) \"\\01\\04\\00\\00\\00\\00\")" + function("env", "puts", "(param i32) (result i32)")
                                        + "(import \"env\" \"memory\" (memory 1)) (import \"env\" \"__memory_base\" (global i32))",
                                        "env.__memory_base must be an immutable global of type i32", "library for dynamic linking", "Link it statically"),
                        new Row("an unlinked object", "(import \"env\" \"__linear_memory\" (memory 0)) (import \"env\" \"__stack_pointer\" (global (mut i32)))"
                                        + "(@custom \"linking\" \"\\02\") (@custom \"reloc.CODE\" \"\\00\\00\")",
                                        "env.__linear_memory must be a memory of at least 0 pages", "object file, not linked yet", "Link it first"),
                        new Row("WASIX", function("wasix_32v1", "fd_dup", "(param i32 i32) (result i32)") + WASI_WRITE + START,
                                        "wasix_32v1.fd_dup must be a function [i32 i32] -> [i32]", "only the runtime Wasmer has", "Run it with wasmer"),
                        new Row("another env", function("env", "host_log", "(param i32 i32)") + WASI_WRITE + START, "env.host_log must be a function [i32 i32] -> []",
                                        "Nothing provides module env", "Provide it by another module: --preload env=FILE."),
                        new Row("several modules", Stream.of("a1", "b", "c", "d").map(name -> function(name, "f", "")).collect(Collectors.joining()) + START,
                                        "d.f must be a function [] -> []", "Nothing provides modules a1, b, c and 1 more", "Provide it by another module: --preload a1=FILE."),
                        new Row("a WASI function that does not exist", function("wasi_snapshot_preview1", "fd_fly", "(param i32) (result i32)") + WASI_WRITE + START,
                                        "wasi_snapshot_preview1.fd_fly must be", "Module wasi_snapshot_preview1 is there, but without this", "Compare the names and versions"),
                        new Row("Extism", function("extism:host/env", "input_length", "(result i64)") + "(func (export \"count\"))",
                                        "extism:host/env.input_length must be a function [] -> [i64]", "plug-in for the framework Extism", "host library"),
                        new Row("Open Policy Agent", function("env", "opa_abort", "(param i32)") + "(import \"env\" \"memory\" (memory 2)) (func (export \"eval\"))",
                                        "env.opa_abort must be a function [i32] -> []", "Open Policy Agent", "opa eval"),
                        new Row("Proxy-Wasm", function("env", "proxy_log", "(param i32 i32 i32) (result i32)") + "(func (export \"proxy_on_vm_start\"))",
                                        "env.proxy_log must be", "filter for a proxy such as Envoy", "configuration of that proxy"),
                        new Row("a component's core module", function("wasi:cli/stdout@0.2.3", "get-stdout", "(result i32)")
                                        + function("wasi:io/streams@0.2.3", "[method]output-stream.check-write", "(param i32 i32)"),
                                        "wasi:cli/stdout@0.2.3.get-stdout must be", "core module out of a component", "target wasm32-wasip1"),
                        new Row("asyncify", function("asyncify", "start_unwind", "(param i32)") + START, "asyncify.start_unwind must be",
                                        "asyncify pass, which was not run", "wasm-opt --asyncify"));
    }

    private static String function(String module, String name, String type) {
        return "(import \"" + module + "\" \"" + name + "\" (func " + type + "))";
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesAllThatIsMissingThenCauseAndRemedy(Row row) throws IOException {
        String file = file("wrong.wat", "(module " + row.fields + ")");
        Tilia tilia = Tilia.run(file);
        assertEquals(ExitCode.LINK, tilia.exitCode(), tilia.err());
        List<String> lines = tilia.err().lines().toList();
        assertTrue(lines.getFirst().startsWith("tilia: unknown import: "), tilia.err());
        int count = row.fields.split("\\(import \"(?!wasi_snapshot_preview1\" \"fd_write)", -1).length - 1;
        assertEquals(count == 1 ? 3 : 3 + count, lines.size(), tilia.err());
        assertTrue(tilia.err().contains(row.missing), tilia.err());
        assertTrue(lines.get(lines.size() - 2).startsWith("  ") && lines.get(lines.size() - 2).contains(row.cause), tilia.err());
        assertTrue(lines.getLast().startsWith("  ") && lines.getLast().contains(row.remedy), tilia.err());
        JsonNode inspected = new ObjectMapper().readTree(Tilia.run("inspect", "--json", file).out());
        assertFalse(inspected.get("runs").asBoolean());
        assertEquals(lines.getLast().strip(), inspected.get("remedy").asText());
        assertEquals(lines.get(lines.size() - 2).strip(), inspected.get("cause").asText());
    }

    @Test
    void servesPreview0AsPreview1() throws IOException {
        String file = file("old.wat", "(module (import \"wasi_unstable\" \"proc_exit\" (func $exit (param i32))) (memory (export \"memory\") 1)"
                        + "(func (export \"_start\") (call $exit (i32.const 7))))");
        assertEquals(new Tilia(7, "", ""), Tilia.run(file));
        JsonNode inspected = new ObjectMapper().readTree(Tilia.run("inspect", "--json", file).out());
        assertEquals("WASI preview 0", inspected.get("target").asText());
        assertEquals("tilia run " + file, inspected.get("command").asText());
    }

    @Test
    void namesOfGuestsDoNothingToTheTerminal() throws IOException {
        String name = "\\1b[2J\\0d\\0atilia: all is well\\e2\\80\\ae";
        Tilia tilia = Tilia.run(file("hostile.wat", "(module (import \"" + name + "\" \"" + "x".repeat(100_000) + "\" (func)) " + START + ")"));
        assertEquals(ExitCode.LINK, tilia.exitCode());
        assertEquals(3, tilia.err().lines().count(), tilia.err());
        assertTrue(tilia.err().chars().allMatch(c -> c == '\n' || c >= ' ' && c != 0x202e), tilia.err());
        assertTrue(tilia.err().contains("\"\\u{1b}[2J\\u{d}\\u{a}tilia: all is well\\u{202e}\""), tilia.err());
        assertTrue(tilia.err().length() < 1_000, tilia.err());
        String exported = file("exports.wat", "(module (func (export \"" + name + "\")))");
        for (Tilia other : List.of(Tilia.run(exported), Tilia.run("inspect", exported))) {
            assertTrue((other.err() + other.out()).contains("\\u{1b}[2J\\u{d}\\u{a}"), other.toString());
            assertTrue((other.err() + other.out()).chars().allMatch(c -> c == '\n' || c >= ' ' && c != 0x202e), other.toString());
        }
    }

    @Test
    void thousandsOfMissingImportsAreCounted() throws IOException {
        String imports = IntStream.range(0, 5_000).mapToObj(i -> function("env", "f" + i, "")).collect(Collectors.joining());
        String file = file("many.wat", "(module " + imports + START + ")");
        Tilia tilia = Tilia.run(file);
        assertTrue(tilia.err().startsWith("tilia: unknown import: module many.wat has 5000 imports that do not fit\n    env.f0 must be"), tilia.err());
        assertTrue(tilia.err().contains("\n    … and 4900 more\n"), tilia.err());
        assertEquals(104, tilia.err().lines().count());
        assertEquals(5_000, new ObjectMapper().readTree(Tilia.run("inspect", "--json", file).out()).get("imports").size());
    }

    @Test
    void unknownImportsTrapOrGiveZeros() throws IOException {
        String file = file("unknown.wat", """
                        (module (import "env" "f" (func $f (param i32) (result i32 f64 externref))) (import "env" "g" (func $g))
                          (func (export "_start") (call $g))
                          (func (export "f") (result i32 f64 externref) (call $f (i32.const 1)))
                          (func (export "safe") (result i32) (i32.const 5)))
                        """);
        assertEquals(ExitCode.LINK, Tilia.run(file).exitCode());
        assertEquals(new Tilia(ExitCode.OK, "", ""), Tilia.run("--unknown-imports=default", file));
        assertEquals(new Tilia(ExitCode.OK, "0\n0\nnull\n", ""), Tilia.run("run", "--unknown-imports", "default", "--invoke", "f", file));
        assertEquals(new Tilia(ExitCode.OK, "5\n", ""), Tilia.run("--unknown-imports=trap", "--invoke", "safe", file));
        for (String compiler : new String[]{"none", "jvm"}) {
            Tilia trapped = Tilia.run("--compiler", compiler, "--thresholds", "0", "--unknown-imports=trap", file);
            assertEquals(ExitCode.TRAP, trapped.exitCode(), trapped.err());
            assertTrue(trapped.err().startsWith("tilia: unreachable: the import env.g was called, which nothing provides\n"), trapped.err());
            assertTrue(trapped.err().contains("\n  at unknown.wat."), trapped.err());
        }
        Tilia memory = Tilia.run("--unknown-imports=trap", file("memory.wat", "(module (import \"env\" \"m\" (memory 1)) " + START + ")"));
        assertEquals(ExitCode.LINK, memory.exitCode(), memory.err());
        assertEquals(ExitCode.USAGE, Tilia.run("--unknown-imports=no", file).exitCode());
    }
}
