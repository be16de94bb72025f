package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that was written for GraalWasm with WASI and a mapped folder runs unchanged, in the shape of version 25 and of those before. */
class GraalWasmFilesTest {

    /** Copies a file of the first folder to the standard output. */
    private static final String COPY = """
                    (module
                      (import "wasi_snapshot_preview1" "path_open"
                        (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                      (memory (export "memory") 1)
                      (data (i32.const 0) "in.txt") (data (i32.const 32) "\\80\\00\\00\\00\\40\\00\\00\\00")
                      (func (export "_start")
                        (if (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 6) (i32.const 0) (i64.const 2) (i64.const 0)
                              (i32.const 0) (i32.const 16)) (then unreachable))
                        (if (call $read (i32.load (i32.const 16)) (i32.const 32) (i32.const 1) (i32.const 20)) (then unreachable))
                        (i32.store (i32.const 36) (i32.load (i32.const 20)))
                        (if (call $write (i32.const 1) (i32.const 32) (i32.const 1) (i32.const 20)) (then unreachable))))
                    """;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mappedFoldersAreRead(boolean old, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("in.txt"), "from the folder");
        Source source = Source.newBuilder("wasm", COPY, "copy").mimeType("application/wasm-text").build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Context context = Context.newBuilder("wasm").allowExperimentalOptions(true).allowIO(IOAccess.ALL).out(out)
                        .option("wasm.Builtins", "wasi_snapshot_preview1").option("wasm.WasiMapDirs", "/data::" + folder)
                        .option("wasm.EvalReturnsInstance", Boolean.toString(old)).build()) {
            Value evaluated = context.eval(source);
            Value start = old ? context.getBindings("wasm").getMember("copy").getMember("_start")
                            : evaluated.newInstance().getMember("exports").getMember("_start");
            start.execute();
        }
        assertEquals("from the folder", out.toString(StandardCharsets.UTF_8));
    }
}
