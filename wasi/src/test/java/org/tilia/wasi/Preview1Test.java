package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions as a guest calls them. */
class Preview1Test {

    private static final int VECTORS = 16;
    private static final int RESULT = 8;
    private static final int TEXT = 1024;

    @Test
    void hasAllFunctions() {
        assertEquals(46, Host.FUNCTIONS.size());
        try (Host host = Host.create()) {
            assertEquals(Errno.SUCCESS, host.call("sched_yield"));
        }
    }

    @Test
    void givesArguments() {
        try (Host host = Host.create(InputStream.nullInputStream(), OutputStream.nullOutputStream(), List.of("app", "", "ä€😀"), Map.of())) {
            assertEquals(Errno.SUCCESS, host.call("args_sizes_get", 0, 4));
            assertEquals(3, host.readI32(0));
            assertEquals("app\0\0ä€😀\0".getBytes(StandardCharsets.UTF_8).length, host.readI32(4));
            assertEquals(Errno.SUCCESS, host.call("args_get", 100, TEXT));
            assertEquals(TEXT, host.readI32(100));
            assertEquals(TEXT + 4, host.readI32(104));
            assertEquals(TEXT + 5, host.readI32(108));
            assertEquals("app\0\0ä€😀\0", host.read(TEXT, host.readI32(4)));
            assertEquals(Errno.FAULT, host.call("args_get", 100, Host.PAGE - 4));
            assertEquals(Errno.FAULT, host.call("args_sizes_get", Host.PAGE - 3, 0));
            assertEquals(Errno.FAULT, host.call("args_sizes_get", 0, -1));
        }
    }

    @Test
    void givesTheEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("A", "1");
        try (Host host = Host.create(InputStream.nullInputStream(), OutputStream.nullOutputStream(), List.of(), environment)) {
            assertEquals(Errno.SUCCESS, host.call("environ_sizes_get", 0, 4));
            assertEquals(1, host.readI32(0));
            assertEquals(4, host.readI32(4));
            assertEquals(Errno.SUCCESS, host.call("environ_get", 100, TEXT));
            assertEquals("A=1\0", host.read(TEXT, 4));
        }
    }

    @Test
    void gathersWhatIsWritten() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Host host = Host.create(InputStream.nullInputStream(), out, List.of(), Map.of())) {
            host.write(TEXT, "hello, world");
            host.writeVectors(VECTORS, TEXT, 5, 0, 0, TEXT + 7, 5);
            assertEquals(Errno.SUCCESS, host.call("fd_write", 1, VECTORS, 3, RESULT));
            assertEquals(10, host.readI32(RESULT));
            assertEquals("helloworld", out.toString(StandardCharsets.UTF_8));
            assertEquals(Errno.SUCCESS, host.call("fd_write", 2, VECTORS, 1, RESULT));
            assertEquals("helloworldhello", out.toString(StandardCharsets.UTF_8));
            assertEquals(Errno.SUCCESS, host.call("fd_write", 1, VECTORS, 0, RESULT));
            assertEquals(0, host.readI32(RESULT));
        }
    }

    @Test
    void writesMoreThanItsBuffer() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Host host = Host.create(InputStream.nullInputStream(), out, List.of(), Map.of())) {
            host.write(Host.PAGE - 3, "end");
            host.writeVectors(VECTORS, TEXT, Host.PAGE - TEXT, 0, Host.PAGE, Host.PAGE - 3, 3);
            assertEquals(Errno.SUCCESS, host.call("fd_write", 1, VECTORS, 3, RESULT));
            assertEquals(2 * Host.PAGE - TEXT + 3, host.readI32(RESULT));
            assertEquals(2 * Host.PAGE - TEXT + 3, out.size());
            assertTrue(out.toString(StandardCharsets.ISO_8859_1).endsWith("endend"));
        }
    }

    @Test
    void refusesVectorsOutsideOfMemory() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Host host = Host.create(new ByteArrayInputStream(new byte[10]), out, List.of(), Map.of())) {
            for (String function : List.of("fd_write", "fd_read")) {
                int descriptor = function.equals("fd_write") ? 1 : 0;
                host.writeVectors(VECTORS, TEXT, 1, Host.PAGE - 1, 2);
                assertEquals(Errno.FAULT, host.call(function, descriptor, VECTORS, 2, RESULT));
                host.writeVectors(VECTORS, -1, -1);
                assertEquals(Errno.FAULT, host.call(function, descriptor, VECTORS, 1, RESULT));
                host.writeVectors(VECTORS, TEXT, 1);
                assertEquals(Errno.FAULT, host.call(function, descriptor, Host.PAGE - 4, 1, RESULT));
                assertEquals(Errno.FAULT, host.call(function, descriptor, -8, 1, RESULT));
                assertEquals(Errno.FAULT, host.call(function, descriptor, VECTORS, 1, Host.PAGE - 3));
                assertEquals(Errno.INVAL, host.call(function, descriptor, VECTORS, -1, RESULT));
                assertEquals(Errno.INVAL, host.call(function, descriptor, VECTORS, 1025, RESULT));
            }
            assertEquals(0, out.size());
        }
    }

    @Test
    void refusesMoreBytesThanCanBeCounted() {
        String text = """
                        (module (import "wasi_snapshot_preview1" "fd_write" (func $w (param i32 i32 i32 i32) (result i32)))
                          (memory (export "memory") 32768 32768)
                          (func (export "f") (result i32)
                            (i32.store offset=4 (i32.const 16) (i32.const 0x7fffff00)) (i32.store offset=12 (i32.const 16) (i32.const 0x7fffff00))
                            (i32.store offset=20 (i32.const 16) (i32.const 0x7fffff00))
                            (call $w (i32.const 1) (i32.const 16) (i32.const 3) (i32.const 8))))
                        """;
        try (Context context = Context.newBuilder("wasm").out(OutputStream.nullOutputStream()).option("wasm.Builtins", "wasi_snapshot_preview1").build()) {
            Value module = context.eval(Source.newBuilder("wasm", text, "m").mimeType("application/wasm-text").buildLiteral());
            int code = module.invokeMember("newInstance").getMember("exports").getMember("f").execute().asInt();
            assertEquals(Errno.INVAL.code(), code);
        }
    }

    @Test
    @SuppressWarnings("try")
    void readsWhatThereIs() throws IOException {
        try (PipedOutputStream writer = new PipedOutputStream();
                        Host host = Host.create(new PipedInputStream(writer), OutputStream.nullOutputStream(), List.of(), Map.of())) {
            writer.write("abcdef".getBytes(StandardCharsets.UTF_8));
            host.writeVectors(VECTORS, TEXT, 2, TEXT + 10, 100);
            assertEquals(Errno.SUCCESS, host.call("fd_read", 0, VECTORS, 2, RESULT));
            assertEquals(6, host.readI32(RESULT));
            assertEquals("ab", host.read(TEXT, 2));
            assertEquals("cdef", host.read(TEXT + 10, 4));
            host.writeVectors(VECTORS, TEXT, 0);
            assertEquals(Errno.SUCCESS, host.call("fd_read", 0, VECTORS, 1, RESULT));
            assertEquals(0, host.readI32(RESULT));
            writer.close();
            host.writeVectors(VECTORS, TEXT, 10);
            assertEquals(Errno.SUCCESS, host.call("fd_read", 0, VECTORS, 1, RESULT));
            assertEquals(0, host.readI32(RESULT));
        }
    }

    @Test
    void aBlockedReadEndsWithItsContext() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        // As the standard input of a process, it does not care about interrupts.
        InputStream input = new InputStream() {
            @Override
            public int read() {
                reading.countDown();
                while (true) {
                    try {
                        released.await();
                        return -1;
                    } catch (InterruptedException e) {
                        continue;
                    }
                }
            }
        };
        Context.Builder builder = Context.newBuilder("wasm").in(input);
        try (Context context = builder.option("wasm.Builtins", "wasi_snapshot_preview1").build()) {
            String text = """
                            (module (import "wasi_snapshot_preview1" "fd_read" (func $r (param i32 i32 i32 i32) (result i32)))
                              (memory (export "memory") 1) (data (i32.const 16) "\\00\\04\\00\\00\\01\\00\\00\\00")
                              (func (export "f") (result i32) (call $r (i32.const 0) (i32.const 16) (i32.const 1) (i32.const 8))))
                            """;
            Value module = context.eval(Source.newBuilder("wasm", text, "m").mimeType("application/wasm-text").buildLiteral());
            Value function = module.invokeMember("newInstance").getMember("exports").getMember("f");
            PolyglotException[] end = {null};
            Thread thread = new Thread(() -> end[0] = assertThrows(PolyglotException.class, function::execute));
            thread.start();
            assertTrue(reading.await(30, TimeUnit.SECONDS));
            context.interrupt(Duration.ofSeconds(30));
            thread.join(Duration.ofSeconds(30));
            assertTrue(end[0] != null && end[0].isInterrupted(), () -> "ended by " + end[0]);
        } finally {
            released.countDown();
        }
    }

    @Test
    void tellsErrorsOfStreams() {
        OutputStream broken = failing("Broken pipe");
        OutputStream full = failing("No space left on device");
        for (OutputStream out : List.of(broken, full)) {
            try (Host host = Host.create(InputStream.nullInputStream(), out, List.of(), Map.of())) {
                host.writeVectors(VECTORS, TEXT, 1);
                assertEquals(out == broken ? Errno.PIPE : Errno.NOSPC, host.call("fd_write", 1, VECTORS, 1, RESULT));
            }
        }
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Test
    void knowsTheDirectionOfStreams() {
        try (Host host = Host.create()) {
            host.writeVectors(VECTORS, TEXT, 1);
            assertEquals(Errno.BADF, host.call("fd_write", 0, VECTORS, 1, RESULT));
            assertEquals(Errno.BADF, host.call("fd_read", 1, VECTORS, 1, RESULT));
            assertEquals(Errno.BADF, host.call("fd_read", 3, VECTORS, 1, RESULT));
            assertEquals(Errno.BADF, host.call("fd_write", -1, VECTORS, 1, RESULT));
        }
    }

    @Test
    void describesStreams() {
        try (Host host = Host.create()) {
            for (int descriptor = 0; descriptor < 3; descriptor++) {
                assertEquals(Errno.SUCCESS, host.call("fd_fdstat_get", descriptor, 0));
                assertEquals(FileType.UNKNOWN.ordinal(), host.readI8(0));
                assertEquals(descriptor == 0, (host.readI64(8) & Rights.FD_READ) != 0);
                assertEquals(descriptor != 0, (host.readI64(8) & Rights.FD_WRITE) != 0);
                assertEquals(Errno.SUCCESS, host.call("fd_filestat_get", descriptor, 64));
                assertEquals(FileType.UNKNOWN.ordinal(), host.readI8(64 + 16));
                assertEquals(1L, host.readI64(64 + 24));
            }
            assertEquals(Errno.SUCCESS, host.call("fd_fdstat_set_flags", 0, 4));
            assertEquals(Errno.SUCCESS, host.call("fd_fdstat_get", 0, 0));
            assertEquals(4, host.readI8(2));
            assertEquals(Errno.INVAL, host.call("fd_fdstat_set_flags", 0, 0x20));
            assertEquals(Errno.SUCCESS, host.call("fd_fdstat_set_rights", 0, Rights.FD_READ, 0L));
            assertEquals(Errno.NOTCAPABLE, host.call("fd_fdstat_set_rights", 0, Rights.FD_WRITE, 0L));
            assertEquals(Errno.FAULT, host.call("fd_fdstat_get", 0, Host.PAGE - 23));
            assertEquals(Errno.NOTCAPABLE, host.call("fd_filestat_get", 0, 64));
            assertEquals(Errno.FAULT, host.call("fd_filestat_get", 1, Host.PAGE - 63));
        }
    }

    @Test
    void keepsTheOlderLayoutOfPreview0() {
        try (Host host = new Host(Context.newBuilder("wasm"), "wasi_unstable")) {
            assertEquals(Errno.SUCCESS, host.call("fd_filestat_get", 1, Host.PAGE - 56));
            assertEquals(1, host.readI32(Host.PAGE - 56 + 20));
        }
    }

    @Test
    void closesAndRenumbers() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Host host = Host.create(InputStream.nullInputStream(), out, List.of(), Map.of())) {
            host.write(TEXT, "x");
            host.writeVectors(VECTORS, TEXT, 1);
            assertEquals(Errno.SUCCESS, host.call("fd_renumber", 1, 0));
            assertEquals(Errno.BADF, host.call("fd_write", 1, VECTORS, 1, RESULT));
            assertEquals(Errno.SUCCESS, host.call("fd_write", 0, VECTORS, 1, RESULT));
            assertEquals("x", out.toString(StandardCharsets.UTF_8));
            assertEquals(Errno.SUCCESS, host.call("fd_renumber", 0, 0));
            assertEquals(Errno.SUCCESS, host.call("fd_close", 0));
            assertEquals(Errno.BADF, host.call("fd_close", 0));
            assertEquals(Errno.BADF, host.call("fd_renumber", 0, 2));
            assertEquals(Errno.BADF, host.call("fd_renumber", 2, 7));
        }
    }

    @Test
    void cannotSeekInStreams() {
        try (Host host = Host.create()) {
            assertEquals(Errno.SPIPE, host.call("fd_seek", 1, 0L, 1, RESULT));
            assertEquals(Errno.BADF, host.call("fd_seek", 9, 0L, 1, RESULT));
            assertEquals(Errno.SPIPE, host.call("fd_tell", 1, RESULT));
            assertEquals(Errno.SPIPE, host.call("fd_pread", 0, VECTORS, 0, 0L, RESULT));
            assertEquals(Errno.NOTDIR, host.call("fd_readdir", 0, TEXT, 10, 0L, RESULT));
            assertEquals(Errno.INVAL, host.call("fd_sync", 1));
        }
    }

    @Test
    void hasNoFoldersAndNoSockets() {
        try (Host host = Host.create()) {
            assertEquals(Errno.BADF, host.call("fd_prestat_get", 3, RESULT));
            assertEquals(Errno.BADF, host.call("fd_prestat_dir_name", 3, TEXT, 10));
            assertEquals(Errno.BADF, host.call("path_open", 3, 0, TEXT, 1, 0, 0L, 0L, 0, RESULT));
            assertEquals(Errno.NOTDIR, host.call("path_open", 0, 0, TEXT, 1, 0, 0L, 0L, 0, RESULT));
            assertEquals(Errno.NOTDIR, host.call("path_rename", 0, TEXT, 1, 3, TEXT, 1));
            assertEquals(Errno.NOTSOCK, host.call("sock_shutdown", 0, 0));
            assertEquals(Errno.BADF, host.call("sock_accept", 3, 0, RESULT));
        }
    }

    @Test
    void tellsTheTime() {
        try (Host host = Host.create()) {
            long before = System.currentTimeMillis();
            assertEquals(Errno.SUCCESS, host.call("clock_time_get", 0, 1L, 0));
            long after = System.currentTimeMillis();
            long millis = host.readI64(0) / 1_000_000;
            assertTrue(before <= millis && millis <= after, before + " <= " + millis + " <= " + after);
            assertEquals(Errno.SUCCESS, host.call("clock_time_get", 1, 1L, 0));
            assertEquals(Errno.SUCCESS, host.call("clock_time_get", 1, 1L, 8));
            assertTrue(0 <= host.readI64(0) && host.readI64(0) <= host.readI64(8));
            for (int clock : new int[]{0, 1}) {
                assertEquals(Errno.SUCCESS, host.call("clock_res_get", clock, 0));
                assertTrue(host.readI64(0) > 0);
            }
            assertEquals(Errno.INVAL, host.call("clock_time_get", 4, 1L, 0));
            assertEquals(Errno.INVAL, host.call("clock_res_get", -1, 0));
            assertEquals(Errno.FAULT, host.call("clock_time_get", 0, 1L, Host.PAGE - 7));
        }
    }

    @Test
    void fillsWithRandomBytes() {
        try (Host host = Host.create()) {
            host.write(TEXT + 64, "unchanged");
            assertEquals(Errno.SUCCESS, host.call("random_get", TEXT, 64));
            String first = host.read(TEXT, 64);
            assertEquals(Errno.SUCCESS, host.call("random_get", TEXT, 64));
            assertNotEquals(first, host.read(TEXT, 64));
            assertEquals("unchanged", host.read(TEXT + 64, 9));
            assertEquals(Errno.SUCCESS, host.call("random_get", 0, Host.PAGE));
            assertEquals(Errno.SUCCESS, host.call("random_get", Host.PAGE, 0));
            assertEquals(Errno.FAULT, host.call("random_get", Host.PAGE, 1));
            assertEquals(Errno.FAULT, host.call("random_get", 1, -1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, -1})
    void exits(int status) {
        try (Host host = Host.create()) {
            PolyglotException exit = assertThrows(PolyglotException.class, () -> host.call("proc_exit", status));
            assertTrue(exit.isExit());
            assertEquals("exit", exit.getGuestObject().getMember("kind").asString());
            assertEquals(exit.getExitStatus(), exit.getGuestObject().getMember("status").asInt());
            assertEquals(status, exit.getExitStatus());
            assertEquals(Errno.SUCCESS, host.call("sched_yield"));
        }
    }

    @Test
    void codesAreThoseOfTheInterface() {
        assertEquals(77, Errno.values().length);
        assertEquals(8, Errno.BADF.code());
        assertEquals(28, Errno.INVAL.code());
        assertEquals(44, Errno.NOENT.code());
        assertEquals(52, Errno.NOSYS.code());
        assertEquals(76, Errno.NOTCAPABLE.code());
    }
}
