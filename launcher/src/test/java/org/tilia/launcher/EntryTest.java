package org.tilia.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs and libraries: what is called, in which order. */
class EntryTest {

    /** Each function notes that it was called: the digits of the number, in order. */
    private static final String NOTES = """
                    (module
                      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                      (memory (export "memory") 1)
                      (global $notes (mut i32) (i32.const 0))
                      (func $note (param i32) (global.set $notes (i32.add (i32.mul (global.get $notes) (i32.const 10)) (local.get 0))))
                      (func (export "notes") (result i32) (global.get $notes))
                      (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
                      %s)""";
    private static final String INITIALIZE = "(func (export \"_initialize\") (call $note (i32.const 1)))";
    private static final String START = "(func (export \"_start\") (call $note (i32.const 2)))";
    private static final String EXITS = "(func (export \"_start\") (call $note (i32.const 2)) (call $exit (i32.const %d)))";

    @TempDir
    private Path folder;

    private String module(String entries) throws IOException {
        return Files.writeString(folder.resolve("m.wat"), NOTES.formatted(entries)).toString();
    }

    private static void assertResult(String out, String... words) {
        assertEquals(new Tilia(ExitCode.OK, out, ""), Tilia.run(words));
    }

    @Test
    void aLibraryIsInitializedOnce() throws IOException {
        String library = module(INITIALIZE);
        assertResult("1\n", "--invoke", "notes", library);
        assertResult("-3\n", "--invoke", "add", library, "2", "-5");
        assertResult("", "--invoke", "_initialize", library);
    }

    @Test
    void aProgramRunsBeforeTheCallIfAskedTo() throws IOException {
        String program = module(START);
        assertResult("", program);
        assertResult("", "--start", program);
        assertResult("0\n", "--invoke", "notes", program);
        assertResult("2\n", "--start", "--invoke", "notes", program);
    }

    @Test
    void aProgramThatEndsWellIsNoEnd() throws IOException {
        assertResult("2\n", "--start", "--invoke", "notes", module(EXITS.formatted(0)));
        assertEquals(new Tilia(7, "", ""), Tilia.run("--start", "--invoke", "notes", module(EXITS.formatted(7))));
        assertEquals(new Tilia(7, "", ""), Tilia.run("--start", module(EXITS.formatted(7))));
    }

    @Test
    void whatIsBothMustBeToldWhich() throws IOException {
        String both = module(INITIALIZE + START);
        for (String[] words : new String[][]{{both}, {"--invoke", "notes", both}}) {
            Tilia tilia = Tilia.run(words);
            assertEquals(ExitCode.USAGE, tilia.exitCode());
            assertEquals("tilia: " + both + " exports both _start, as a program, and _initialize, as a library\n"
                            + "  Before the file, --start runs it as a program, and behind that what --invoke names.\n", tilia.err());
        }
        assertResult("", "--start", both);
        assertResult("2\n", "--start", "--invoke", "notes", both);
        assertTrue(Tilia.run("inspect", both).out().contains("yes: tilia run --start " + both + "\n"));
    }

    @Test
    void whatIsNeitherIsAskedWhatToCall() throws IOException {
        String neither = module("");
        for (String[] words : new String[][]{{neither}, {"--start", neither}, {"--start", "--invoke", "notes", neither}}) {
            Tilia tilia = Tilia.run(words);
            assertEquals(ExitCode.USAGE, tilia.exitCode());
            assertTrue(tilia.err().startsWith("tilia: " + neither + " is not a program: it does not export _start\n  It exports\n"), tilia.err());
            assertTrue(tilia.err().contains("--invoke notes"), tilia.err());
        }
        assertResult("0\n", "--invoke", "notes", neither);
    }

    @Test
    void whatBeginsTakesAndGivesNothing() throws IOException {
        String start = module("(func (export \"_start\") (param i32))");
        assertEquals(new Tilia(ExitCode.BAD_INPUT, "", "tilia: " + start + ": its _start is [i32] -> [], but must be [] -> []\n"
                        + "  A function of this name begins a program or a library; another one needs another name.\n"), Tilia.run(start));
        assertEquals(ExitCode.BAD_INPUT, Tilia.run("--invoke", "notes", module("(func (export \"_initialize\") (result i32) (i32.const 1))")).exitCode());
    }
}
