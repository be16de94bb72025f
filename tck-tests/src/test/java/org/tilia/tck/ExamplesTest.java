package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tilia.tck.Launched.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small programs in {@code examples}, in several languages, as their README runs them. */
class ExamplesTest {

    @TempDir
    private Path folder;

    private static Launched run(String... words) {
        return Launched.run("", Stream.concat(Stream.of("run"), Arrays.stream(words)).toArray(String[]::new));
    }

    /** wasi-libc in a folder that it may change, that it may only read, and without one. */
    @Test
    void cUsesTheFolderThatItIsGiven() throws IOException {
        Files.writeString(folder.resolve("one"), "1\n");
        Files.writeString(folder.resolve("three"), "1\n2\n3\n");
        Files.createDirectory(folder.resolve("sub"));
        String listing = "       1 one\n       3 three\n";
        String program = example("folder.wasm");
        assertEquals(new Launched(1, listing, "/data/lines.txt: Read-only file system\n"), run("--dir", folder + "::/data:ro", program, "/data"));
        assertFalse(Files.exists(folder.resolve("lines.txt")));
        assertEquals(new Launched(0, listing, ""), run("--dir", folder + "::/data", program, "/data"));
        assertEquals("4\n", Files.readString(folder.resolve("lines.txt")));
        assertEquals(1, run(program, "/data").exitCode());
    }

    @Test
    void cppReadsItsEnvironment() {
        assertEquals(new Launched(0, "Hello, Bob!\nHello, Zoe!\n", ""), run(example("hello-cpp.wasm"), "Zoe", "Bob"));
        assertFalse(run("--env", "LANG=de", example("hello-cpp.wasm"), "Zoe").out().startsWith("Hello"));
    }

    @Test
    void rustCountsWords() {
        assertEquals(new Launched(0, "     3 b\n     2 a\n", ""), Launched.run("a b, b C b a", "run", example("rust/words.wasm"), "2"));
        assertEquals(new Launched(2, "", "usage: words [HOW-MANY]\n"), run(example("rust/words.wasm"), "many"));
    }

    @Test
    void rustIndexesAFolder() throws IOException {
        Files.writeString(folder.resolve("b.txt"), "1\n2\n");
        Files.writeString(folder.resolve("c.md"), "# C\n");
        Files.createDirectories(folder.resolve("sub/sub"));
        Files.writeString(folder.resolve("sub/sub/ä.txt"), "x".repeat(10_000));
        String program = example("rust/index.wasm");
        assertEquals(new Launched(0, "2 files\n", ""), run("--env", "ONLY=txt", "--dir", folder + "::/in", program, "/in"));
        assertEquals("       4      2 b.txt\n   10000      1 sub/sub/ä.txt\n", Files.readString(folder.resolve("index")));
        assertEquals(new Launched(0, "4 files\n", ""), run("--dir", folder + "::/in", program, "/in"));
        Launched readOnly = run("--dir", folder + "::/in:ro", program, "/in");
        assertEquals(new Launched(1, "", "index: /in: Read-only file system (os error 69)\n"), readOnly);
        assertFalse(Files.exists(folder.resolve("index.part")));
        assertEquals(1, run(program, "/in").exitCode());
    }

    @Test
    void assemblyScriptRollsDice() {
        Launched seeded = run("--seed", "7", example("assemblyscript/dice.wasm"), "5");
        assertEquals(seeded, run("--seed", "7", example("assemblyscript/dice.wasm"), "5"));
        Matcher lines = Pattern.compile("2000-01-01T00:00:0[0-9.]+Z\nrolled((?: [1-6]){5}), which makes ([0-9]+)\n").matcher(seeded.out());
        assertTrue(lines.matches(), seeded.out());
        assertEquals(Integer.parseInt(lines.group(2)), Arrays.stream(lines.group(1).trim().split(" ")).mapToInt(Integer::parseInt).sum());
        assertEquals(new Launched(2, "", "usage: dice [HOW-MANY]\n"), run(example("assemblyscript/dice.wasm"), "0"));
    }
}
