package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example {@code examples/cpython}, on a JVM without options. Says so, and is skipped, where the package cannot be had. */
class CPythonIT {

    /** The script's status where it cannot fetch the package. */
    private static final int UNAVAILABLE = 69;

    @TempDir
    private Path folder;

    private String python(String... words) throws IOException, InterruptedException {
        Path script = folder.resolve("examples/cpython");
        Files.createDirectories(script.getParent());
        Files.copy(Project.root().resolve("examples/cpython"), script, StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
        Path modules = Project.root().resolve("launcher/target/modules");
        assertTrue(Files.isDirectory(modules), "the launcher has been packaged before: run ./mvnw verify");
        Path tilia = folder.resolve("tilia");
        Files.writeString(tilia, "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' -p '" + modules
                        + "' -m org.tilia.launcher/org.tilia.launcher.Main \"$@\"\n");
        assertTrue(tilia.toFile().setExecutable(true));
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(words));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile())
                        .redirectInput(new File("/dev/null"));
        builder.environment().put("CPYTHON_FOLDER", Project.root().resolve("target/cpython").toString());
        Process process = builder.start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        String problems = Files.readString(err, StandardCharsets.UTF_8);
        Assumptions.assumeFalse(process.exitValue() == UNAVAILABLE, "CPython is not tested: " + problems);
        assertEquals(0, process.exitValue(), problems);
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    @Test
    void computes() throws Exception {
        assertEquals("333332833333500000\n", python("-c", "print(sum(i*i for i in range(1000000)))"));
    }

    @Test
    void importsItsLibrary() throws Exception {
        assertEquals("{\"a\": 1} 2d711642 bbb 2026-01-02\n", python("-c", """
                        import json, re, hashlib, datetime
                        print(json.dumps({'a': 1}), hashlib.sha256(b'x').hexdigest()[:8], re.sub('a', 'b', 'aaa'),
                              datetime.date(2026, 1, 2))
                        """));
    }

    @Test
    void readsAndWritesAFile() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("in"), "ready");
        assertEquals("ready\n", python("--dir", data + "::/data", "--", "-c", """
                        with open('/data/in') as f: print(f.read())
                        with open('/data/out', 'w') as f: f.write('done')
                        """));
        assertEquals("done", Files.readString(data.resolve("out")));
    }
}
