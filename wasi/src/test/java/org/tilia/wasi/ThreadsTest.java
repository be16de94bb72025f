package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guests that start threads, through the Context API. */
class ThreadsTest {

    private static final String IMPORTS = """
                    (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
                    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                    (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
                    (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
                    (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
                    (import "wasi_snapshot_preview1" "fd_pwrite" (func $fd_pwrite (param i32 i32 i32 i64 i32) (result i32)))
                    (import "wasi_snapshot_preview1" "path_open" (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                    (import "wasi_snapshot_preview1" "sock_accept" (func $accept (param i32 i32 i32) (result i32)))
                    (import "env" "memory" (memory 1 4 shared))
                    (export "memory" (memory 0))
                    (func $await (param $address i32)
                      (drop (memory.atomic.wait32 (local.get $address) (i32.const 0) (i64.const -1))))
                    (func $set (param $address i32)
                      (i32.atomic.store (local.get $address) (i32.const 1))
                      (drop (memory.atomic.notify (local.get $address) (i32.const -1))))
                    (func $forever (loop $again (br $again)))
                    (; A clock in an hour, standard input, and a buffer of 16 bytes. ;)
                    (data (i32.const 272) "\\01") (data (i32.const 280) "\\00\\a0\\b8\\30\\46\\03")
                    (data (i32.const 312) "\\01")
                    (data (i32.const 400) "\\00\\04\\00\\00\\10")
                    (func $sleep (drop (call $poll (i32.const 256) (i32.const 512) (i32.const 1) (i32.const 600))) (unreachable))
                    (func $pollInput (drop (call $poll (i32.const 256) (i32.const 512) (i32.const 2) (i32.const 600))) (unreachable))
                    (func $read (drop (call $fd_read (i32.const 0) (i32.const 400) (i32.const 1) (i32.const 600))) (unreachable))
                    (func $connection (drop (call $accept (i32.const 3) (i32.const 0) (i32.const 600))) (unreachable))
                    (func (export "seven") (result i32) (i32.const 7))
                    """;
    /** Waits without end: in a loop, for a change of memory, and for whatever the host can be asked for. */
    private static final String[] WAITS = {"(call $forever)", "(call $await (i32.const 4))", "(call $sleep)", "(call $pollInput)", "(call $read)", "(call $connection)"};
    /** Starts a thread, and waits until it runs, which it says by {@code $set}. */
    private static final String START_ONE = "(if (i32.le_s (call $spawn (i32.const 5)) (i32.const 0)) (then unreachable)) (call $await (i32.const 0))";

    private static Context.Builder builder(Form form) {
        return form.builder().option("engine.WarnInterpreterOnly", "false").allowCreateThread(true).option("wasm.Builtins", "wasi_snapshot_preview1,wasi");
    }

    /** With a standard input that gives nothing, and an address that nobody calls. */
    private static Context waitingContext(Form form) throws IOException {
        InputStream silent = new InputStream() {
            @Override
            public synchronized int read() throws IOException {
                try {
                    while (true) {
                        wait();
                    }
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
            }
        };
        return builder(form).in(silent).allowIO(IOAccess.newBuilder().allowHostSocketAccess(true).build())
                        .option("wasm.WasiListen", "127.0.0.1:" + SocketTest.freePort()).build();
    }

    private static Value module(Context context, String text) {
        return context.eval(Source.newBuilder("wasm", "(module " + IMPORTS + text + ")", "test").mimeType("application/wasm-text").buildLiteral());
    }

    private static Value exports(Context context, String text) {
        return module(context, text).newInstance().getMember("exports");
    }

    private static PolyglotException failure(Value exports, String function) {
        return assertThrows(PolyglotException.class, () -> exports.invokeMember(function));
    }

    private static void assertExit(int status, Value exports) {
        PolyglotException exit = failure(exports, "_start");
        assertTrue(exit.isExit(), exit::toString);
        assertEquals(status, exit.getExitStatus());
        assertEquals(7, exports.invokeMember("seven").asInt(), "a program that has ended can be called");
    }

    /** More threads than there may be at a time, one after another and side by side; each has globals of its own. */
    @ParameterizedTest
    @EnumSource
    void threadsShareTheMemoryAndNothingElse(Form form) {
        int threads = 40;
        try (Context context = builder(form).option("wasm.MaxThreads", "4").build()) {
            Value exports = exports(context, """
                            (global $own (mut i32) (i32.const 0))
                            (func (export "wasi_thread_start") (param $id i32) (param $argument i32)
                              (global.set $own (i32.add (global.get $own) (i32.const 1)))
                              (if (i32.or (i32.lt_s (local.get $id) (i32.const 1)) (i32.gt_s (local.get $id) (i32.const 0x1fffffff)))
                                (then unreachable))
                              (drop (i32.atomic.rmw.add (i32.const 8) (local.get $argument)))
                              (drop (i32.atomic.rmw.add (i32.const 12) (global.get $own)))
                              (drop (memory.atomic.notify (i32.const 12) (i32.const -1))))
                            (func (export "_start") (local $started i32) (local $done i32)
                              (loop $next
                                (if (i32.gt_s (call $spawn (i32.const 3)) (i32.const 0))
                                  (then (local.set $started (i32.add (local.get $started) (i32.const 1)))))
                                (br_if $next (i32.lt_u (local.get $started) (i32.const %1$d))))
                              (loop $await
                                (local.set $done (i32.atomic.load (i32.const 12)))
                                (drop (memory.atomic.wait32 (i32.const 12) (local.get $done) (i64.const 1000000)))
                                (br_if $await (i32.lt_u (i32.atomic.load (i32.const 12)) (i32.const %1$d)))))
                            (func (export "sum") (result i32) (i32.load (i32.const 8)))
                            (func (export "count") (result i32) (i32.load (i32.const 12)))
                            """.formatted(threads));
            exports.invokeMember("_start");
            assertEquals(3 * threads, exports.invokeMember("sum").asInt());
            assertEquals(threads, exports.invokeMember("count").asInt());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExitInAThreadEndsAll(Form form) throws IOException {
        for (String main : WAITS) {
            for (String other : WAITS) {
                try (Context context = waitingContext(form)) {
                    assertExit(99, exports(context, """
                                    (func (export "wasi_thread_start") (param i32 i32)
                                      (if (i32.eqz (i32.atomic.rmw.add (i32.const 16) (i32.const 1)))
                                        (then (call $set (i32.const 0)) %2$s))
                                      (call $exit (i32.const 99)))
                                    (func (export "_start") %3$s (drop (call $spawn (i32.const 1))) %1$s)
                                    """.formatted(main, other, START_ONE)));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExitOfTheFirstThreadEndsAll(Form form) throws IOException {
        for (String thread : WAITS) {
            for (int status : new int[]{0, 3}) {
                try (Context context = waitingContext(form)) {
                    assertExit(status, exports(context, """
                                    (func (export "wasi_thread_start") (param i32 i32) (call $set (i32.const 0)) %s)
                                    (func (export "_start") %s (call $exit (i32.const %d)))
                                    """.formatted(thread, START_ONE, status)));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theReturnOfStartEndsAll(Form form) throws IOException {
        for (String thread : WAITS) {
            try (Context context = waitingContext(form)) {
                Value exports = exports(context, """
                                (func (export "wasi_thread_start") (param i32 i32) (call $set (i32.const 0)) %s)
                                (func (export "_start") (i32.atomic.store (i32.const 0) (i32.const 0)) %s)
                                """.formatted(thread, START_ONE));
                exports.invokeMember("_start");
                exports.invokeMember("_start");
                assertEquals(7, exports.invokeMember("seven").asInt());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTrapInAThreadEndsAll(Form form) throws IOException {
        for (String wait : WAITS) {
            try (Context context = waitingContext(form)) {
                PolyglotException trap = failure(exports(context, """
                                (func $fail (drop (i32.div_u (i32.const 1) (i32.const 0))))
                                (func (export "wasi_thread_start") (param i32 i32)
                                  (if (i32.eq (local.get 1) (i32.const 5)) (then (call $set (i32.const 0)) %1$s))
                                  (call $fail))
                                (func (export "_start") %2$s (drop (call $spawn (i32.const 1))) %1$s)
                                """.formatted(wait, START_ONE)), "_start");
                assertTrue(trap.isGuestException() && !trap.isExit(), trap::toString);
                assertTrue(trap.getMessage().startsWith("integer divide by zero: in thread 2, at test.fail"), trap::getMessage);
            }
        }
    }

    /** The first thread traps. */
    @ParameterizedTest
    @EnumSource
    void aTrapOfTheFirstThreadEndsAll(Form form) throws IOException {
        for (String wait : WAITS) {
            try (Context context = waitingContext(form)) {
                Value exports = exports(context, """
                                (func (export "wasi_thread_start") (param i32 i32) (call $set (i32.const 0)) %s)
                                (func (export "_start") %s (unreachable))
                                """.formatted(wait, START_ONE));
                assertEquals("unreachable", failure(exports, "_start").getMessage());
                assertEquals(7, exports.invokeMember("seven").asInt());
            }
        }
    }

    /** Records that threads write to one file, at its common position and at places of their own, are all there and whole. */
    @ParameterizedTest
    @EnumSource
    void threadsWriteToOneFile(Form form, @TempDir Path root) throws IOException {
        int threads = 4;
        int records = 200;
        String program = """
                        (data (i32.const 700) "file")
                        (func $check (param i32) (if (local.get 0) (then unreachable)))
                        (; Each thread has 64 bytes: a buffer's place and size, what was written, and a record of 16 letters. ;)
                        (func $write (param $number i32) (local $own i32) (local $count i32)
                          (local.set $own (i32.add (i32.const 2048) (i32.mul (local.get $number) (i32.const 64))))
                          (i32.store (local.get $own) (i32.add (local.get $own) (i32.const 16)))
                          (i32.store offset=4 (local.get $own) (i32.const 16))
                          (memory.fill (i32.add (local.get $own) (i32.const 16)) (i32.add (i32.const 97) (local.get $number)) (i32.const 16))
                          (loop $next
                            (call $check (call $fd_write (i32.const 4) (local.get $own) (i32.const 1) (i32.add (local.get $own) (i32.const 8))))
                            (call $check (i32.ne (i32.load offset=8 (local.get $own)) (i32.const 16)))
                            (call $check (call $fd_pwrite (i32.const 5) (local.get $own) (i32.const 1)
                              (i64.extend_i32_u (i32.mul (i32.const 16) (i32.add (local.get $number) (i32.mul (local.get $count) (i32.const %1$d)))))
                              (i32.add (local.get $own) (i32.const 8))))
                            (local.set $count (i32.add (local.get $count) (i32.const 1)))
                            (br_if $next (i32.lt_u (local.get $count) (i32.const %2$d))))
                          (drop (i32.atomic.rmw.add (i32.const 8) (i32.const 1)))
                          (drop (memory.atomic.notify (i32.const 8) (i32.const -1))))
                        (func (export "wasi_thread_start") (param i32 i32) (call $write (local.get 1)))
                        (func (export "_start") (local $number i32) (local $done i32)
                          (call $check (call $path_open (i32.const 3) (i32.const 0) (i32.const 700) (i32.const 4) (i32.const 1) (i64.const 0x40)
                            (i64.const 0) (i32.const 0) (i32.const 600)))
                          (i32.store8 (i32.const 700) (i32.const 70))
                          (call $check (call $path_open (i32.const 3) (i32.const 0) (i32.const 700) (i32.const 4) (i32.const 1) (i64.const 0x44)
                            (i64.const 0) (i32.const 0) (i32.const 600)))
                          (loop $next
                            (call $check (i32.le_s (call $spawn (local.get $number)) (i32.const 0)))
                            (local.set $number (i32.add (local.get $number) (i32.const 1)))
                            (br_if $next (i32.lt_u (local.get $number) (i32.const %1$d))))
                          (loop $await
                            (local.set $done (i32.atomic.load (i32.const 8)))
                            (drop (memory.atomic.wait32 (i32.const 8) (local.get $done) (i64.const 1000000)))
                            (br_if $await (i32.lt_u (i32.atomic.load (i32.const 8)) (i32.const %1$d)))))
                        """.formatted(threads, records);
        try (Context context = builder(form).allowIO(IOAccess.ALL).option("wasm.WasiMapDirs", "/::" + root).build()) {
            exports(context, program).invokeMember("_start");
        }
        for (String name : List.of("file", "File")) {
            String text = Files.readString(root.resolve(name));
            assertEquals(16 * threads * records, text.length(), name);
            int[] counts = new int[threads];
            for (int i = 0; i < text.length(); i += 16) {
                assertEquals(text.substring(i, i + 1).repeat(16), text.substring(i, i + 16), name);
                counts[text.charAt(i) - 'a']++;
            }
            assertArrayEquals(IntStream.range(0, threads).map(_ -> records).toArray(), counts, name);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endlessRecursionInAThreadIsATrap(Form form) {
        try (Context context = builder(form).build()) {
            PolyglotException trap = failure(exports(context, """
                            (func $deep (result i64) (i64.add (call $deep) (i64.const 1)))
                            (func (export "wasi_thread_start") (param i32 i32) (drop (call $deep)))
                            (func (export "_start") (drop (call $spawn (i32.const 1))) (call $forever))
                            """), "_start");
            assertTrue(trap.getMessage().startsWith("call stack exhausted: in thread 1"), trap::getMessage);
        }
    }

    /** A library whose thread fails while nobody is inside: the next call tells. */
    @ParameterizedTest
    @EnumSource
    void aThreadThatFailsAloneIsToldToTheNextCall(Form form) {
        try (Context context = builder(form).build()) {
            Value exports = exports(context, """
                            (func (export "wasi_thread_start") (param i32 i32) (call $set (i32.const 0)) (call $await (i32.const 4)) (unreachable))
                            (func (export "begin") %s)
                            (func (export "go") (call $set (i32.const 4)) (call $forever))
                            """.formatted(START_ONE));
            exports.invokeMember("begin");
            assertTrue(failure(exports, "go").getMessage().startsWith("unreachable: in thread 1"));
            assertEquals(7, exports.invokeMember("seven").asInt());
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingTheContextEndsThreads(Form form) throws InterruptedException {
        for (String thread : new String[]{"(call $await (i32.const 4))", "(call $forever)"}) {
            for (boolean cancel : new boolean[]{false, true}) {
                Context context = builder(form).build();
                Value exports = exports(context, """
                                (func (export "wasi_thread_start") (param i32 i32) (call $set (i32.const 0)) %s)
                                (func (export "begin") %s)
                                """.formatted(thread, START_ONE));
                exports.invokeMember("begin");
                List<Thread> threads = Thread.getAllStackTraces().keySet().stream().filter(found -> found.getName().equals("wasm-thread")).toList();
                assertFalse(threads.isEmpty());
                context.close(cancel);
                for (Thread ended : threads) {
                    ended.join();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancellingEndsAProgramInTheMiddle(Form form) throws Exception {
        Context context = builder(form).build();
        Value exports = exports(context, """
                        (func (export "wasi_thread_start") (param i32 i32) (call $set (i32.const 0)) (call $forever))
                        (func (export "_start") %s (call $await (i32.const 4)))
                        """.formatted(START_ONE));
        FutureTask<Value> task = new FutureTask<>(() -> exports.invokeMember("_start"));
        Thread thread = new Thread(task);
        thread.start();
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
        context.close(true);
        PolyglotException ended = (PolyglotException) assertThrows(ExecutionException.class, task::get).getCause();
        assertTrue(ended.isCancelled(), ended::toString);
    }

    @Test
    void threadsAreACapability() {
        String text = """
                        (func (export "wasi_thread_start") (param i32 i32))
                        (func (export "try") (result i32) (call $spawn (i32.const 1)))
                        """;
        for (Context.Builder builder : new Context.Builder[]{builder(Form.INTERPRETED).allowCreateThread(false), builder(Form.INTERPRETED).option("wasm.MaxThreads", "0")}) {
            try (Context context = builder.build()) {
                assertEquals(-Errno.AGAIN.code(), exports(context, text).invokeMember("try").asInt());
            }
        }
        try (Context context = Context.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false").option("wasm.Builtins", "wasi_snapshot_preview1").build()) {
            assertThrows(PolyglotException.class, () -> exports(context, text));
        }
    }

    @Test
    void aProgramWithoutAThreadsEntryIsTold() {
        try (Context context = builder(Form.INTERPRETED).build()) {
            PolyglotException failure = failure(exports(context, "(func (export \"_start\") (drop (call $spawn (i32.const 1))) (call $forever))"), "_start");
            assertTrue(failure.getMessage().contains("does not export wasi_thread_start"), failure::getMessage);
        }
    }

    /** A memory that the embedder gives is taken, and threads see it. */
    @Test
    void theEmbeddersMemoryGoesFirst() {
        try (Context context = builder(Form.INTERPRETED).build()) {
            Value memory = context.eval(Source.newBuilder("wasm", "(module (memory (export \"memory\") 2 3 shared) (data (i32.const 100) \"\\07\"))", "mem")
                            .mimeType("application/wasm-text").buildLiteral()).newInstance().getMember("exports");
            Value exports = module(context, """
                            (func (export "wasi_thread_start") (param i32 i32)
                              (if (i32.ne (memory.size) (i32.const 2)) (then unreachable))
                              (call $exit (i32.load8_u (i32.const 100))))
                            (func (export "_start") (drop (call $spawn (i32.const 1))) (call $forever))
                            """).newInstance(ProxyObject.fromMap(Map.of("env", memory))).getMember("exports");
            assertExit(7, exports);
        }
    }
}
