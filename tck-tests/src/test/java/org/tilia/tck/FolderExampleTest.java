package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilia.launcher.Main;

/** The example {@code folder.c}: a program of wasi-libc's in a folder that it may change, that it may only read, and without one. */
class FolderExampleTest {

    @TempDir
    private Path folder;

    private record Outcome(int exitCode, String out, String err) {
    }

    private static Outcome run(String... options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = new String[options.length + 3];
        words[0] = "run";
        System.arraycopy(options, 0, words, 1, options.length);
        words[options.length + 1] = Project.root().resolve("examples/folder.wasm").toString();
        words[options.length + 2] = "/data";
        int exitCode = Main.run(InputStream.nullInputStream(), out, err, words);
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void usesTheFolderThatItIsGiven() throws IOException {
        Files.writeString(folder.resolve("one"), "1\n");
        Files.writeString(folder.resolve("three"), "1\n2\n3\n");
        Files.createDirectory(folder.resolve("sub"));
        String listing = "       1 one\n       3 three\n";
        assertEquals(new Outcome(1, listing, "/data/lines.txt: Read-only file system\n"), run("--dir", folder + "::/data:ro"));
        assertFalse(Files.exists(folder.resolve("lines.txt")));
        assertEquals(new Outcome(0, listing, ""), run("--dir", folder + "::/data"));
        assertEquals("4\n", Files.readString(folder.resolve("lines.txt")));
        assertEquals(1, run().exitCode());
    }
}
