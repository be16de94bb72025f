package org.tilia.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of a guest, set on the command line. */
class LimitOptionsTest {

    /** Greets, and never ends. */
    private static final String GREETING = """
                    (module
                      (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                      (memory (export "memory") 1) (data (i32.const 8) "hello\\n")
                      (func (export "_start")
                        (i32.store (i32.const 0) (i32.const 8)) (i32.store (i32.const 4) (i32.const 6))
                        (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
                        (loop $again (br $again))))""";

    private static final String FUNCTIONS = """
                    (module
                      (memory 1)
                      (table 10 funcref)
                      (func $sum (export "sum") (param i64) (result i64)
                        (if (result i64) (i64.eqz (local.get 0)) (then (i64.const 0))
                          (else (i64.add (local.get 0) (call $sum (i64.sub (local.get 0) (i64.const 1)))))))
                      (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
                      (func (export "widen") (param i32) (result i32) (table.grow (ref.null func) (local.get 0))))""";

    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    /** A guest that imports from WASI and does not end; what it waits for never comes. */
    private String waiting(String imports, String body) throws IOException {
        return file("waiting.wat", "(module (import \"wasi_snapshot_preview1\" " + imports + ") (memory (export \"memory\") 1 1 shared) (func (export \"_start\") "
                        + body + " (loop $again (br $again))))");
    }

    private static void assertTimedOut(Tilia tilia, String limit) {
        assertEquals("tilia: timed out: the limit is " + limit + " (--timeout)\n", tilia.err());
        assertEquals(ExitCode.TIMED_OUT, tilia.exitCode());
    }

    @ParameterizedTest
    @EnumSource(GuestOptions.Compiler.class)
    void aLoopEndsInTime(GuestOptions.Compiler compiler) throws IOException {
        String module = file("loop.wat", "(module (func (export \"_start\") (loop $again (br $again))))");
        assertTimedOut(Tilia.run("--timeout", "100ms", "--compiler", compiler.name(), module), "100ms");
    }

    /** The longer it may take, the surer the guest comes to its greeting; in the end it always does. */
    @Test
    void whatWasWrittenIsThere() throws IOException {
        String module = file("greeting.wat", GREETING);
        Tilia tilia = null;
        for (String time : new String[]{"200ms", "1s", "5s", "1m"}) {
            tilia = Tilia.run("--timeout", time, module);
            assertTimedOut(tilia, time);
            if (!tilia.out().isEmpty()) {
                break;
            }
        }
        assertEquals("hello\n", tilia.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))",
                    // A clock: the subscription's type is 0, and its time is a day.
                    "(i64.store (i32.const 24) (i64.const 86400000000000)) (call $f (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128))"})
    void aWaitEndsInTime(String body) throws IOException {
        int last = body.lastIndexOf("(call");
        String statements = last < 0 ? "(drop " + body + ")" : body.substring(0, last) + "(drop " + body.substring(last) + ")";
        String module = waiting("\"poll_oneoff\" (func $f (param i32 i32 i32 i32) (result i32))", statements);
        assertTimedOut(Tilia.run("--timeout", "100ms", module), "100ms");
    }

    /** A stream from which nothing ever comes. */
    private static InputStream silence() {
        CountDownLatch never = new CountDownLatch(1);
        return new InputStream() {
            @Override
            public int read() {
                while (true) {
                    try {
                        never.await();
                    } catch (InterruptedException _) {
                        // Like a terminal's stream, it knows of no interrupts.
                    }
                }
            }
        };
    }

    @Test
    void aReadEndsInTime() throws IOException {
        String module = waiting("\"fd_read\" (func $read (param i32 i32 i32 i32) (result i32))",
                        "(i32.store (i32.const 4) (i32.const 8)) (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 64)))");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = TiliaCommand.execute(new Console(silence(), new ByteArrayOutputStream(), err), "--timeout", "100ms", module);
        assertTimedOut(new Tilia(exitCode, "", err.toString(StandardCharsets.UTF_8)), "100ms");
    }

    /** The guest's time has begun before its module is there. */
    @Test
    void theReadingOfTheModuleEndsInTime() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = TiliaCommand.execute(new Console(silence(), new ByteArrayOutputStream(), err), "--timeout", "1ms", "-");
        assertTimedOut(new Tilia(exitCode, "", err.toString(StandardCharsets.UTF_8)), "1ms");
    }

    /** So has it while the module is loaded, which is large, and linked; were that done in time, its start function would never end. */
    @ParameterizedTest
    @CsvSource({"(func (result i32) (i32.const 1)) , 200000", "(global i32 (i32.const 0)) (data \"\"), 100000", "(;;), 1000000"})
    void theLoadingOfALargeModuleEndsInTime(String item, int items) throws IOException {
        String module = file("large.wat", "(module (memory 0)" + item.repeat(items) + "(func $f (loop $again (br $again))) (func (export \"_start\")) (start $f))");
        assertTimedOut(Tilia.run("--timeout", "1ms", module), "1ms");
        for (String time : new String[]{"20ms", "200ms"}) {
            assertTimedOut(Tilia.run("--timeout", time, module), time);
        }
    }

    @Test
    void manyThreadsEndInTime() throws IOException {
        String module = file("threads.wat", """
                        (module
                          (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
                          (import "env" "memory" (memory 1 1 shared))
                          (func (export "wasi_thread_start") (param i32 i32) (loop $again (br $again)))
                          (func (export "_start") (local $count i32)
                            (loop $more
                              (drop (call $spawn (i32.const 0)))
                              (br_if $more (i32.lt_u (local.tee $count (i32.add (local.get $count) (i32.const 1))) (i32.const 20))))
                            (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))))""");
        assertTimedOut(Tilia.run("--timeout", "300ms", module), "300ms");
    }

    @Test
    void whoEndsInTimeIsNotDisturbed() throws IOException {
        assertEquals(new Tilia(ExitCode.OK, "6\n", ""), Tilia.run("--timeout", "1h", "--fuel", "1000000", "--max-memory", "1G", "--max-call-depth", "100", "--max-instances",
                        "1", "--max-table-elements", "10", "--stack-size", "64M", "--invoke", "sum", file("functions.wat", FUNCTIONS), "3"));
    }

    @ParameterizedTest
    @EnumSource(GuestOptions.Compiler.class)
    void fuelRunsOut(GuestOptions.Compiler compiler) throws IOException {
        String module = file("functions.wat", FUNCTIONS);
        String[] words = {"--fuel", "1000", "--compiler", compiler.name(), "--invoke", "sum", module, "10"};
        assertEquals("55\n", Tilia.run(words).out());
        words[words.length - 1] = "1000";
        Tilia tilia = Tilia.run(words);
        assertEquals(ExitCode.RESOURCES, tilia.exitCode());
        assertTrue(tilia.err().startsWith("tilia: out of fuel: the limit is 1000 (--fuel)\n  at functions.wat.sum("), tilia.err());
    }

    @Test
    void sizesAreLimited() throws IOException {
        String module = file("functions.wat", FUNCTIONS);
        assertEquals("1\n", Tilia.run("--max-memory", "128K", "--invoke", "grow", module, "1").out());
        assertEquals("-1\n", Tilia.run("--max-memory", "128K", "--invoke", "grow", module, "2").out());
        assertEquals("10\n", Tilia.run("--max-table-elements", "15", "--invoke", "widen", module, "5").out());
        assertEquals("-1\n", Tilia.run("--max-table-elements", "15", "--invoke", "widen", module, "6").out());
        assertEquals(new Tilia(ExitCode.RESOURCES, "", "tilia: cannot allocate a memory of 1 pages of 65536 bytes: the limit for all memories together is 1024 bytes, "
                        + "and 0 are in use (--max-memory)\n"), Tilia.run("--max-memory", "1K", "--invoke", "grow", module, "1"));
        Tilia instances = Tilia.run("--max-instances", "1", "--preload", "other=" + module, "--invoke", "grow", module, "1");
        assertEquals(ExitCode.RESOURCES, instances.exitCode());
        assertTrue(instances.err().contains("(--max-instances)"), instances.err());
    }

    @ParameterizedTest
    @EnumSource(GuestOptions.Compiler.class)
    void theStackIsAsLargeAsIsAskedFor(GuestOptions.Compiler compiler) throws IOException {
        String module = file("functions.wat", FUNCTIONS);
        String[] words = {"--stack-size", "1M", "--compiler", compiler.name(), "--invoke", "sum", module, "100000"};
        Tilia small = Tilia.run(words);
        assertEquals(ExitCode.TRAP, small.exitCode());
        assertTrue(small.err().startsWith("tilia: call stack exhausted\n"), small.err());
        words[1] = "256M";
        assertEquals(new Tilia(ExitCode.OK, "5000050000\n", ""), Tilia.run(words));
    }

    @Test
    void callsAreLimited() throws IOException {
        String module = file("functions.wat", FUNCTIONS);
        assertEquals("4950\n", Tilia.run("--max-call-depth", "100", "--invoke", "sum", module, "99").out());
        Tilia deep = Tilia.run("--max-call-depth", "100", "--invoke", "sum", module, "100");
        assertEquals(ExitCode.TRAP, deep.exitCode());
        assertTrue(deep.err().startsWith("tilia: call stack exhausted: the limit is 100 calls (--max-call-depth)\n"), deep.err());
    }

    @ParameterizedTest
    @CsvSource({"--timeout, 10, 'a time such as 500ms, 10s or 2m'", "--timeout, 0s, 'a time such as 500ms, 10s or 2m'", "--timeout, 1.5s, 'a time such as 500ms, 10s or 2m'",
                    "--timeout, -1s, 'a time such as 500ms, 10s or 2m'", "--timeout, 99999999999999999999h, 'a time such as 500ms, 10s or 2m'",
                    "--fuel, much, a number from 1 on", "--fuel, 0, a number from 1 on", "--max-memory, 64X, a size such as 64M or 1G",
                    "--max-memory, 0, at least 1", "--max-memory, 99999999999G, a size such as 64M or 1G", "--max-table-elements, x, a number from 1 on",
                    "--max-instances, 0, a number from 1 on", "--max-threads, -1, a number from 0 on", "--max-threads, 9999999999, 'a number from 0 on, up to 2147483647'",
                    "--max-call-depth, 1k, a number from 1 on", "--stack-size, deep, a size such as 64M or 1G", "--stack-size, 1K, at least 512K"})
    void aWrongValueIsNamedWithWhatIsRight(String option, String value, String right) throws IOException {
        assertEquals(new Tilia(ExitCode.USAGE, "", "tilia: " + option + " " + value + ": must be " + right + "\n"),
                        Tilia.run("run", option, value, file("empty.wat", "(module (func (export \"_start\")))")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--timeout", "--fuel", "--max-memory", "--max-table-elements", "--max-instances", "--max-threads", "--max-call-depth", "--stack-size"})
    void shellsAndTheHelpKnowThem(String option) {
        assertTrue(Tilia.run("run", "--help").out().contains(option + "="), option);
        for (String shell : new String[]{"bash", "zsh"}) {
            assertTrue(Tilia.run("completion", shell).out().contains("'" + option + "'"), option);
        }
        assertTrue(Tilia.run("completion", "fish").out().contains(" -l " + option.substring(2) + " -r -d"), option);
    }
}
