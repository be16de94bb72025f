package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A guest that is interrupted while it reads a file: its context goes on, and so does the file, though Java closes it. */
class InterruptedFilesTest {

    private static final int ROUNDS = 10;
    private static final int COUNT = 104;
    private static final String GUEST = """
                    (module
                      (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "fd_pread" (func $pread (param i32 i32 i32 i64 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "path_unlink_file" (func $unlink (param i32 i32 i32) (result i32)))
                      (memory (export "memory") 40)
                      (data (i32.const 0) "file")
                      (; A buffer of 1 MiB. ;)
                      (data (i32.const 16) "\\00\\00\\01\\00\\00\\00\\10\\00")
                      (func (export "open") (result i32)
                        (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 4) (i32.const 0) (i64.const 6) (i64.const 0) (i32.const 0) (i32.const 100)))
                      (func $read (export "read") (result i32) (call $pread (i32.const 4) (i32.const 16) (i32.const 1) (i64.const 0) (i32.const 104)))
                      (func (export "remove") (result i32) (call $unlink (i32.const 3) (i32.const 0) (i32.const 4)))
                      (func (export "loop") (loop $again (drop (call $read)) (br $again))))
                    """;

    @TempDir
    private Path root;

    @BeforeEach
    void makeFile() throws IOException {
        Files.write(root.resolve("file"), new byte[1 << 20]);
    }

    private static void interrupt(Context context, Value exports) throws Exception {
        Value memory = exports.getMember("memory");
        memory.writeBufferInt(ByteOrder.LITTLE_ENDIAN, COUNT, 0);
        FutureTask<Void> guest = new FutureTask<>(() -> exports.getMember("loop").executeVoid(), null);
        new Thread(guest).start();
        while (memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, COUNT) == 0) {
            Thread.onSpinWait();
        }
        context.interrupt(Duration.ZERO);
        PolyglotException end = (PolyglotException) assertThrows(ExecutionException.class, guest::get).getCause();
        assertTrue(end.isInterrupted(), end::toString);
    }

    @ParameterizedTest
    @EnumSource
    void aFileOutlivesInterrupts(Form form) throws Exception {
        try (Context context = form.builder().allowIO(IOAccess.ALL).option("wasm.Builtins", "wasi_snapshot_preview1").option("wasm.WasiMapDirs", "/::" + root).build()) {
            Value exports = context.eval(Source.newBuilder("wasm", GUEST, "guest").mimeType("application/wasm-text").buildLiteral()).newInstance().getMember("exports");
            assertEquals(0, exports.invokeMember("open").asInt());
            for (int i = 0; i < ROUNDS; i++) {
                interrupt(context, exports);
                assertEquals(0, exports.invokeMember("read").asInt());
                assertEquals(1 << 20, exports.getMember("memory").readBufferInt(ByteOrder.LITTLE_ENDIAN, COUNT));
            }
            // Without a name it cannot be opened again, if it was closed.
            assertEquals(0, exports.invokeMember("remove").asInt());
            interrupt(context, exports);
            int code = exports.invokeMember("read").asInt();
            assertTrue(code == 0 || code == Errno.STALE.code(), () -> Errno.values()[code].name());
        }
    }
}
