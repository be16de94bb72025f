package org.tilia.launcher;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests, run through the command. */
class RunTest {

    /** Error codes of WASI. */
    private static final int ERRNO_AGAIN = 6;
    private static final int ERRNO_BADF = 8;
    private static final int ERRNO_EXIST = 20;
    private static final int ERRNO_ROFS = 69;

    private static final String NUMBERS = """
                    (module
                      (func (export "i32") (param i32) (result i32) (local.get 0))
                      (func (export "i64") (param i64) (result i64) (local.get 0))
                      (func (export "f32") (param f32) (result f32) (local.get 0))
                      (func (export "f64") (param f64) (result f64) (local.get 0))
                      (func (export "several") (param i32 f64) (result f64 i32 i64) (local.get 1) (local.get 0) (i64.const -1))
                      (func (export "none"))
                      (func (export "null") (result externref) (ref.null extern)))
                    """;
    private static final String EXIT = """
                    (module
                      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                      (memory (export "memory") 1)
                      (func (export "_start") (call $exit (i32.const %d))))
                    """;
    /** Writes the program's arguments, each with the zero behind it. */
    private static final String ECHO = """
                    (module
                      (import "wasi_snapshot_preview1" "%1$s_sizes_get" (func $sizes (param i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "%1$s_get" (func $get (param i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                      (memory (export "memory") 1)
                      (func (export "_start")
                        (drop (call $sizes (i32.const 0) (i32.const 12)))
                        (drop (call $get (i32.const 100) (i32.const 1000)))
                        (i32.store (i32.const 8) (i32.const 1000))
                        (drop (call $write (i32.const 1) (i32.const 8) (i32.const 1) (i32.const 16)))))
                    """;

    /** A thread ends the program with 42, and the first one with 1 where there is none. */
    private static final String THREAD = """
                    (module
                      (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
                      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                      (import "env" "memory" (memory 1 2 shared))
                      (func (export "wasi_thread_start") (param i32 i32) %s)
                      (func (export "_start")
                        (if (i32.lt_s (call $spawn (i32.const 42)) (i32.const 0)) (then (call $exit (i32.const 1))))
                        (loop $again (br $again))))
                    """;

    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void runsThreads() throws IOException {
        String exits = file("exits.wat", THREAD.formatted("(call $exit (local.get 1))"));
        assertEquals(new Tilia(42, "", ""), Tilia.run(exits));
        assertEquals(new Tilia(42, "", ""), Tilia.run("run", "--max-threads", "1", exits));
        assertEquals(new Tilia(1, "", ""), Tilia.run("run", "--max-threads", "0", exits));
        Tilia refused = Tilia.run("run", "--max-threads", "-1", exits);
        assertEquals(ExitCode.USAGE, refused.exitCode());
        assertTrue(refused.err().contains("must be a number from 0 on"), refused.err());
        Tilia trap = Tilia.run(file("traps.wat", THREAD.formatted("unreachable")));
        assertEquals(ExitCode.TRAP, trap.exitCode());
        assertTrue(trap.err().startsWith("tilia: unreachable: in thread 1, at traps.wat."), trap.err());
    }

    @Test
    void callsFunctionsByTheirTypes() throws IOException {
        String module = file("numbers.wat", NUMBERS);
        assertAll(() -> assertResult("-1\n", "--invoke", "i32", module, "4294967295"),
                        () -> assertResult("-9223372036854775808\n", "--invoke", "i64", module, "0x8000000000000000"),
                        () -> assertResult("0.1\n", "--invoke", "f32", module, "0.1"),
                        () -> assertResult("nan:0x1\n", "--invoke", "f32", module, "nan:0x1"),
                        () -> assertResult("-nan\n", "--invoke", "f64", module, "-nan"),
                        () -> assertResult("1e300\n", "--invoke", "f64", module, "1e300"),
                        () -> assertResult("2.5\n7\n-1\n", "--invoke", "several", module, "7", "2.5"),
                        () -> assertResult("", "--invoke", "none", module),
                        () -> assertResult("null\n", "--invoke", "null", module));
    }

    private static void assertResult(String out, String... words) {
        Tilia tilia = Tilia.run(words);
        assertEquals(new Tilia(ExitCode.OK, out, ""), tilia);
    }

    @Test
    void tellsWhatCouldBeCalled() throws IOException {
        String module = file("numbers.wat", NUMBERS);
        Tilia none = Tilia.run(module);
        assertEquals(ExitCode.USAGE, none.exitCode());
        assertTrue(none.err().contains("  several: [i32 f64] -> [f64 i32 i64]\n"), none.err());
        assertTrue(none.err().contains("tilia run --invoke i32 " + module), none.err());
        Tilia unknown = Tilia.run("--invoke", "missing", module);
        assertEquals(ExitCode.USAGE, unknown.exitCode());
        assertTrue(unknown.err().contains("does not export a function missing"), unknown.err());
        Tilia empty = Tilia.run(file("empty.wat", "(module)"));
        assertEquals(ExitCode.USAGE, empty.exitCode());
        assertTrue(empty.err().contains("no function at all"), empty.err());
    }

    @Test
    void readsModulesFromStandardInput() {
        Tilia tilia = Tilia.runWithInput(NUMBERS.getBytes(StandardCharsets.UTF_8), "--invoke", "i32", "-", "5");
        assertEquals(new Tilia(ExitCode.OK, "5\n", ""), tilia);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 255})
    void endsWithTheStatusOfTheGuest(int status) throws IOException {
        assertEquals(new Tilia(status, "", ""), Tilia.run(file("exit.wat", EXIT.formatted(status))));
    }

    @Test
    void leavesTheArgumentsBehindTheFileToTheGuest() throws IOException {
        String module = file("echo.wat", ECHO.formatted("args"));
        String[] arguments = {"--help", "-x", "--", "--env", "ä€", ""};
        String expected = module + "\0" + String.join("\0", arguments) + "\0";
        for (String[] prefix : new String[][]{{module}, {"run", module}, {"--compiler", "none", module}, {"run", "--env", "A=B", module}}) {
            String[] words = Arrays.copyOf(prefix, prefix.length + arguments.length);
            System.arraycopy(arguments, 0, words, prefix.length, arguments.length);
            assertEquals(new Tilia(ExitCode.OK, expected, ""), Tilia.run(words));
        }
    }

    @Test
    void givesTheGuestOnlyTheEnvironmentThatIsNamed() throws IOException {
        String module = file("env.wat", ECHO.formatted("environ"));
        assertEquals("", Tilia.run(module).out());
        assertEquals("A=1\0B=x=y\0", Tilia.run("--env", "A=1", "--env", "B=x=y", "--env", "NO_SUCH_VARIABLE_HERE", module).out());
        assertEquals("PATH=" + System.getenv("PATH") + "\0", Tilia.run("--env", "PATH", module).out());
    }

    /** Makes a folder "made" in the first folder that it was given; exits with the error code. */
    private static final String MAKE_FOLDER = """
                    (module
                      (import "wasi_snapshot_preview1" "path_create_directory" (func $make (param i32 i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                      (memory (export "memory") 1) (data (i32.const 8) "made")
                      (func (export "_start") (call $exit (call $make (i32.const 3) (i32.const 8) (i32.const 4)))))
                    """;

    @Test
    void givesTheGuestTheFoldersThatAreNamed() throws IOException {
        String module = file("make.wat", MAKE_FOLDER);
        Path given = Files.createDirectory(folder.resolve("a,b:ro"));
        assertEquals(new Tilia(ERRNO_BADF, "", ""), Tilia.run(module));
        assertEquals(new Tilia(ERRNO_ROFS, "", ""), Tilia.run("--dir", given + "::/data:ro", module));
        assertFalse(Files.exists(given.resolve("made")));
        assertEquals(new Tilia(ExitCode.OK, "", ""), Tilia.run("--dir", given + ":rw", module));
        assertTrue(Files.isDirectory(given.resolve("made")));
        assertEquals(new Tilia(ERRNO_EXIST, "", ""), Tilia.run("--dir", given + "::/data", module));
        Tilia missing = Tilia.run("--dir", folder + "/missing", module);
        assertEquals(new Tilia(ExitCode.CANNOT_READ, "", "tilia: --dir " + folder + "/missing: there is no folder " + folder + "/missing\n"), missing);
        assertEquals(ExitCode.CANNOT_READ, Tilia.run("--dir", module, module).exitCode());
        assertEquals(ExitCode.USAGE, Tilia.run("--dir", "::/x", module).exitCode());
    }

    /** Exits with the error code of a try to accept a connection, without waiting. */
    private static final String ACCEPT = """
                    (module
                      (import "wasi_snapshot_preview1" "fd_fdstat_set_flags" (func $flags (param i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "sock_accept" (func $accept (param i32 i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                      (memory (export "memory") 1)
                      (func (export "_start")
                        (drop (call $flags (i32.const 3) (i32.const 4)))
                        (call $exit (call $accept (i32.const 3) (i32.const 0) (i32.const 8)))))
                    """;

    @Test
    void letsTheGuestListen() throws IOException {
        String module = file("accept.wat", ACCEPT);
        assertEquals(new Tilia(ERRNO_BADF, "", ""), Tilia.run(module));
        assertEquals(new Tilia(ERRNO_AGAIN, "", ""), Tilia.run("--listen", "127.0.0.1:0", module));
        assertEquals(new Tilia(ExitCode.USAGE, "", "tilia: --listen nonsense: must be HOST:PORT\n"), Tilia.run("--listen", "nonsense", module));
    }

    @Test
    void tracesCalls() throws IOException {
        Tilia tilia = Tilia.run("--trace=wasi", file("accept.wat", ACCEPT));
        assertEquals("""
                        wasi: fd_fdstat_set_flags(fd=3, flags=4) = BADF
                        wasi: sock_accept(fd=3, flags=0) = BADF
                        wasi: proc_exit(status=8) = does not return
                        """, tilia.err());
        assertEquals(ExitCode.USAGE, Tilia.run("--trace=all", "x.wasm").exitCode());
    }

    @Test
    void makesRunsAlike() throws IOException {
        String module = file("random.wat", """
                        (module
                          (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
                          (memory (export "memory") 1)
                          (func (export "f") (result i64 i64)
                            (drop (call $random (i32.const 0) (i32.const 8)))
                            (drop (call $time (i32.const 0) (i64.const 0) (i32.const 8)))
                            (i64.load (i32.const 0)) (i64.load (i32.const 8))))
                        """);
        Tilia first = Tilia.run("--seed", "5", "--invoke", "f", module);
        assertTrue(first.out().endsWith("\n946684800000001000\n"), first.out());
        assertEquals(first, Tilia.run("--seed", "5", "--invoke", "f", module));
        assertFalse(first.out().equals(Tilia.run("--seed", "6", "--invoke", "f", module).out()));
    }

    @Test
    void tellsTheGuestAnotherName() throws IOException {
        assertEquals("app\0x\0", Tilia.run("--argv0", "app", file("echo.wat", ECHO.formatted("args")), "x").out());
    }

    @Test
    void handsOnTheEnvironment() throws IOException {
        String out = Tilia.run("--env-inherit", "--env", "PATH=/other", file("env.wat", ECHO.formatted("environ"))).out();
        assertEquals(System.getenv().size(), out.chars().filter(character -> character == 0).count());
        assertTrue(out.contains("PATH=/other\0"), out);
    }

    @Test
    void endsTrapsAsAnAbort() throws IOException {
        String module = file("trap.wat", """
                        (module (func $inner (unreachable)) (func $outer (export "_start") (call $inner)))
                        """);
        Tilia tilia = Tilia.run(module);
        assertEquals(ExitCode.TRAP, tilia.exitCode());
        assertTrue(tilia.err().startsWith("tilia: unreachable\n"), tilia.err());
        assertTrue(tilia.err().matches("(?s)tilia: unreachable\n  at trap.wat.inner\\(0x[0-9a-f]+, line \\d+\\)\n  at trap.wat.outer\\(0x[0-9a-f]+, line \\d+\\)\n"), tilia.err());
        assertFalse(tilia.err().contains("org.tilia"), tilia.err());
    }

    @Test
    void saysWhereInTiliaOnlyWhenAsked() throws IOException {
        String module = file("trap.wat", "(module (func (export \"_start\") unreachable))");
        assertTrue(Tilia.run("--verbose", module).err().contains("org.tilia."));
    }

    @Test
    void namesAllMissingImports() throws IOException {
        Tilia tilia = Tilia.run(file("link.wat", """
                        (module (import "env" "a" (func)) (import "env" "b" (memory 1)) (func (export "_start")))
                        """));
        assertEquals(ExitCode.LINK, tilia.exitCode(), tilia.err());
        assertTrue(tilia.err().contains("env.a") && tilia.err().contains("env.b"), tilia.err());
    }

    @ParameterizedTest
    @CsvSource({"(func $f (drop (v128.const i64x2 1 2))), simd, 'this proposal, with clang: -mno-simd128'",
                    "(type (struct)) (func $f), gc, this proposal.",
                    "(type (struct)) (func $f (return_call $f)), 'tail-call, gc', 'these proposals, with clang: -mno-tail-call'"})
    void namesTheProposalsThatItDoesNotRun(String fields, String proposals, String without) throws IOException {
        String module = file("newer.wat", "(module " + fields + " (export \"_start\" (func $f)))");
        assertEquals(ExitCode.OK, Tilia.run("validate", module).exitCode());
        Tilia tilia = Tilia.run(module);
        assertEquals(ExitCode.BAD_INPUT, tilia.exitCode(), tilia.err());
        assertEquals("tilia: module newer.wat is valid, but needs " + proposals + ", which this version does not run\n  Build it without " + without + "\n",
                        tilia.err());
    }

    @Test
    void preloadsModules() throws IOException {
        String base = file("base.wat", "(module (func (export \"one\") (result i32) (i32.const 1)))");
        String library = file("library.wat", """
                        (module (import "base" "one" (func $one (result i32))) (global $ready (mut i32) (i32.const 0))
                          (func (export "_initialize") (global.set $ready (i32.const 40)))
                          (func (export "answer") (result i32) (i32.add (global.get $ready) (i32.add (call $one) (call $one)))))
                        """);
        String app = file("app.wat", "(module (import \"env\" \"answer\" (func $answer (result i32))) (export \"f\" (func $answer)))");
        assertResult("42\n", "--preload", "base=" + base, "--preload", "env=" + library, "--invoke", "f", app);
    }

    @Test
    void initializesAReactorOnceBeforeItCalls() throws IOException {
        String module = file("reactor.wat", """
                        (module (global $count (mut i32) (i32.const 0))
                          (func (export "_initialize") (global.set $count (i32.add (global.get $count) (i32.const 1))))
                          (func (export "count") (result i32) (global.get $count)))
                        """);
        assertResult("1\n", "--invoke", "count", module);
    }

    @ParameterizedTest
    @EnumSource(GuestOptions.Compiler.class)
    void recursesDeeply(GuestOptions.Compiler compiler) throws IOException {
        String module = file("deep.wat", """
                        (module (func $sum (export "sum") (param i64) (result i64)
                          (if (result i64) (i64.eqz (local.get 0)) (then (i64.const 0))
                            (else (i64.add (local.get 0) (call $sum (i64.sub (local.get 0) (i64.const 1))))))))
                        """);
        for (String thresholds : new String[]{"1", "1000000"}) {
            assertResult("5000050000\n", "--compiler", compiler.name(), "--thresholds", thresholds, "--invoke", "sum", module, "100000");
        }
    }

    @Test
    void endsEndlessRecursionAsATrap() throws IOException {
        Tilia tilia = Tilia.run(file("endless.wat", "(module (func $f (export \"_start\") (call $f)))"));
        assertEquals(ExitCode.TRAP, tilia.exitCode());
        assertTrue(tilia.err().startsWith("tilia: call stack exhausted"), tilia.err().lines().findFirst().orElse(""));
        assertTrue(tilia.err().lines().count() < 100);
    }

    @Test
    void validatesFiles() throws IOException {
        String good = file("good.wat", NUMBERS);
        String bad = file("bad.wat", "(module (func (result i32)))");
        String broken = file("broken.wat", "(module (func");
        assertEquals(new Tilia(ExitCode.OK, good + ": valid\n", ""), Tilia.run("validate", good));
        Tilia several = Tilia.run("validate", bad, good, broken, "missing.wasm", good);
        assertEquals(ExitCode.CANNOT_READ, several.exitCode());
        assertEquals((good + ": valid\n").repeat(2), several.out());
        assertTrue(several.err().contains("bad.wat: type mismatch"), several.err());
        assertTrue(several.err().contains("broken.wat: "), several.err());
        assertEquals(ExitCode.BAD_INPUT, Tilia.run("validate", bad).exitCode());
    }

    @Test
    void namesTheOffsetOfAFault() throws IOException {
        Path file = folder.resolve("cut.wasm");
        Files.write(file, new byte[]{0, 'a', 's', 'm', 1, 0, 0, 0, 1, 5, 1});
        Tilia tilia = Tilia.run(file.toString());
        assertEquals(ExitCode.BAD_INPUT, tilia.exitCode());
        assertTrue(tilia.err().matches("(?s)tilia: (\\S*/)?cut.wasm: .*offset 0x[0-9a-f]+.*"), tilia.err());
        assertEquals(1, tilia.err().lines().count());
    }

    @Test
    void runsScripts() throws IOException {
        String good = file("good.wast", """
                        (module (func (export "f") (result i32) (i32.const 7)))
                        (assert_return (invoke "f") (i32.const 7))
                        (assert_invalid (module (func (result i32))) "type mismatch")
                        """);
        String bad = file("bad.wast", """
                        (module (func (export "f") (result i32) (i32.const 7)))
                        (assert_return (invoke "f") (i32.const 8))
                        """);
        String broken = file("broken.wast", "(assert_return");
        Tilia passed = Tilia.run("wast", good);
        assertEquals(ExitCode.OK, passed.exitCode(), passed.err());
        assertTrue(passed.out().lines().anyMatch(line -> line.matches("\\S*good.wast +[23] +0 +0")), passed.out());
        Tilia all = Tilia.run("wast", "--compiler", "jvm", "--thresholds", "1", good, bad, broken);
        assertEquals(ExitCode.FAILED, all.exitCode());
        assertTrue(all.out().lines().anyMatch(line -> line.matches("\\S*bad.wast +[01] +1 +0")), all.out());
        assertTrue(all.out().lines().anyMatch(line -> line.matches("total +\\d +2 +0")), all.out());
        Tilia json = Tilia.run("wast", "--json", bad);
        assertEquals(ExitCode.FAILED, json.exitCode());
        assertTrue(json.out().matches("(?s)\\[\\s*\\{\\s*\"file\": \".*bad.wast\",\\s*\"passed\": [01],\\s*\"failed\": 1,\\s*\"waiting\": \\{ *},\\s*"
                        + "\"failures\": \\[\\s*\".+\"\\s*]\\s*}\\s*]\\s*"), json.out());
    }

    @Test
    void sumsUpScriptsOfFolders() throws IOException {
        String good = file("good.wast", """
                        (module (import "spectest" "print" (func $print)) (start $print) (func (export "f") (result i32) (i32.const 7)))
                        (assert_return (invoke "f") (i32.const 7))
                        (module (func (export "f") (result v128) (v128.const i64x2 1 2)))
                        (assert_return (invoke "f") (v128.const i64x2 1 2))
                        """);
        Tilia tilia = Tilia.run("wast", "--summary", folder.toString());
        assertEquals(ExitCode.OK, tilia.exitCode(), tilia.err());
        assertEquals("""
                        | folder | scripts | form | passed | failed | waiting |
                        |---|--:|---|--:|--:|--:|
                        | %1$s | 1 | interpreted | 1 | 0 | 1 |
                        | %1$s | 1 | compiled | 1 | 0 | 1 |
                        | %1$s | 1 | mixed | 1 | 0 | 1 |

                        | waiting for | interpreted | compiled | mixed |
                        |---|--:|--:|--:|
                        | simd | 1 | 1 | 1 |
                        """.formatted(folder), tilia.out());
        String bad = file("bad.wast", "(assert_invalid (module) \"type mismatch\")");
        Tilia failed = Tilia.run("wast", "--summary", good, bad);
        assertEquals(ExitCode.FAILED, failed.exitCode());
        assertTrue(failed.out().contains("| 2 | mixed | 1 | 1 | 1 |\n"), failed.out());
        assertTrue(failed.out().endsWith("\nFailed:\n\n- " + bad + ":1: expected INVALID: type mismatch; came no result\n"), failed.out());
        assertEquals(ExitCode.USAGE, Tilia.run("wast", "--summary", "--json", good).exitCode());
        assertEquals(ExitCode.USAGE, Tilia.run("wast", "--summary", "--compiler", "jvm", good).exitCode());
    }

    @Test
    void translatesTexts() throws IOException {
        String text = file("numbers.wat", NUMBERS);
        assertEquals(new Tilia(ExitCode.OK, "", ""), Tilia.run("wat2wasm", text));
        Path binary = folder.resolve("numbers.wasm");
        assertArrayEquals(new byte[]{0, 'a', 's', 'm', 1, 0, 0, 0}, Arrays.copyOf(Files.readAllBytes(binary), 8));
        assertResult("7\n", "--invoke", "i32", binary.toString(), "7");
        Path other = folder.resolve("other.wasm");
        assertEquals(ExitCode.OK, Tilia.run("wat2wasm", text, "-o", other.toString()).exitCode());
        assertArrayEquals(Files.readAllBytes(binary), Files.readAllBytes(other));
        assertTrue(Tilia.run("wat2wasm", "-o", "-", text).out().startsWith("\0asm"));
        assertEquals(ExitCode.CANNOT_WRITE, Tilia.run("wat2wasm", text, "-o", folder.resolve("no/where.wasm").toString()).exitCode());
    }

    /** What a guest writes is its own; what Tilia says of it cannot change a terminal. */
    @Test
    void escapeSequencesAreTheGuestsOwn() throws IOException {
        Path module = Files.writeString(folder.resolve("escape.wat"), """
                        (module
                          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                          (memory (export "memory") 1) (data (i32.const 0) "\\08\\00\\00\\00\\05\\00\\00\\00\\1b[31m")
                          (func $"\\1b[2J" (export "_start") (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 100))) unreachable))""");
        Tilia trap = Tilia.run(module.toString());
        assertEquals("\u001b[31m", trap.out());
        assertEquals("tilia: unreachable\n  at escape.wat.\\u{1b}[2J(0x6a, line 4)\n", trap.err());
    }
}
