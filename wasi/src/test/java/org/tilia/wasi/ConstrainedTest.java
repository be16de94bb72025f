package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A context for a guest that is not trusted much: {@code SandboxPolicy.CONSTRAINED}. */
class ConstrainedTest {

    private static final int BADF = 8;
    private static final String HELLO = """
                    (module
                      (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                      (memory (export "memory") 1)
                      (data (i32.const 0) "\\08\\00\\00\\00\\06\\00\\00\\00hello\\0a")
                      (func (export "_start") (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 100))))
                      (func (export "open") (result i32)
                        (call $open (i32.const 3) (i32.const 0) (i32.const 8) (i32.const 5) (i32.const 0) (i64.const 0) (i64.const 0) (i32.const 0) (i32.const 100)))
                      (func (export "sum") (param i32) (result i32) (local i32)
                        (loop $again
                          (local.set 1 (i32.add (local.get 1) (local.get 0)))
                          (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                        (local.get 1)))""";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Context.Builder constrained() {
        return Context.newBuilder("wasm").sandbox(SandboxPolicy.CONSTRAINED).in(new ByteArrayInputStream(new byte[0])).out(out).err(new ByteArrayOutputStream())
                        .option("wasm.Builtins", "wasi_snapshot_preview1");
    }

    private static Value exports(Context context) throws IOException {
        return context.eval(Source.newBuilder("wasm", HELLO, "hello").mimeType("application/wasm-text").build()).newInstance().getMember("exports");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "jvm", "truffle", "none"})
    void programsRunInEachTier(String compiler) throws IOException {
        try (Context context = constrained().option("wasm.Compiler", compiler).option("wasm.MaxMemory", "1MB").build()) {
            Value exports = exports(context);
            exports.invokeMember("_start");
            assertEquals("hello\n", out.toString(StandardCharsets.UTF_8));
            assertEquals(705_082_704, exports.invokeMember("sum", 100_000).asInt());
        }
    }

    /** Without a word of the embedder there are no files, and what is mapped then is refused, not silently missing. */
    @Test
    void foldersNeedAccessToFiles(@TempDir Path folder) throws IOException {
        try (Context context = constrained().build()) {
            assertEquals(BADF, exports(context).invokeMember("open").asInt());
        }
        try (Context context = constrained().option("wasm.WasiMapDirs", folder.toString()).build()) {
            PolyglotException refused = assertThrows(PolyglotException.class, () -> exports(context));
            assertTrue(refused.isGuestException(), refused.toString());
            assertTrue(refused.getMessage().contains(folder.toString()), refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm.WasiListen"})
    void optionsThatReachTheSystemAreRefused(String option) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> constrained().option(option, "localhost:0").build().close());
        assertTrue(refused.getMessage().contains(option) && refused.getMessage().contains("CONSTRAINED"), refused.getMessage());
    }

    @Test
    void accessToTheHostIsRefused() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> constrained().allowIO(IOAccess.ALL).build().close());
        assertTrue(refused.getMessage().contains("CONSTRAINED"), refused.getMessage());
    }
}
