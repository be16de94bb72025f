package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples {@code cpython} and {@code cpython-tests}. */
class CPythonIT {

    @TempDir
    private Path folder;

    private String python(String... words) throws Exception {
        return new PackagedExample(folder).run("cpython", "", words);
    }

    @Test
    void computes() throws Exception {
        assertEquals("333332833333500000\n", python("-c", "print(sum(i*i for i in range(1000000)))"));
    }

    @Test
    void usesItsLibraryAndFiles() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("in"), "ready");
        assertEquals("{\"a\": 1} 2d711642 bbb 2026-01-02\nready\n", python("--dir", data + "::/data", "--", "-c", """
                        import json, re, hashlib, datetime
                        print(json.dumps({'a': 1}), hashlib.sha256(b'x').hexdigest()[:8], re.sub('a', 'b', 'aaa'),
                              datetime.date(2026, 1, 2))
                        with open('/data/in') as f: print(f.read())
                        with open('/data/out', 'w') as f: f.write('done')
                        """));
        assertEquals("done", Files.readString(data.resolve("out")));
    }

    /** As many as a run of the same in another WebAssembly engine has, and skips. */
    @Test
    void passesTestsOfItsOwn() throws Exception {
        Launched tests = new PackagedExample(folder).outcome("cpython-tests", "", "test_bisect", "test_float", "test_textwrap", "test_binascii");
        assertEquals(0, tests.exitCode(), tests.err());
        assertTrue(tests.err().contains("\nRan 230 tests in "), tests.err());
        assertTrue(tests.err().contains("\nOK (skipped=2)\n"), tests.err());
    }
}
