package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that are programs of other people's, from Go, Ruby, PHP, SQLite, QuickJS, TinyGo and clang. */
class RealProgramsIT {

    @TempDir
    private Path folder;
    private PackagedExample example;
    private Path data;

    @BeforeEach
    void makeFolders() throws IOException {
        example = new PackagedExample(folder);
        data = Files.createDirectory(folder.resolve("data"));
    }

    /** A program in Go, with goroutines, that reads and writes a folder. */
    @Test
    void esbuildBundlesTypeScript() throws Exception {
        Files.writeString(data.resolve("main.ts"), """
                        import { area, type Shape } from './shapes';
                        const shapes: Shape[] = [{ width: 2, height: 3 }];
                        console.log(shapes.map(area));
                        """);
        Files.writeString(data.resolve("shapes.ts"), """
                        export interface Shape { width: number; height?: number }
                        export const unused = 1;
                        export const area = (s: Shape): number => s.width * (s.height ?? s.width);
                        """);
        example.run("esbuild", "", "--dir", data + "::/", "--", "main.ts", "--bundle", "--outfile=main.js", "--log-level=warning");
        assertEquals("""
                        (() => {
                          // shapes.ts
                          var area = (s) => s.width * (s.height ?? s.width);

                          // main.ts
                          var shapes = [{ width: 2, height: 3 }];
                          console.log(shapes.map(area));
                        })();
                        """, Files.readString(data.resolve("main.js")));
    }

    @Test
    void rubyUsesItsLibraryAndFibers() throws Exception {
        Files.writeString(data.resolve("in"), "3 1 2");
        assertEquals("{\"a\":[1,2,3]}\n2d711642 338350 ZeroDivisionError\n[1, 2]\n",
                        example.run("ruby", "", "--dir", data + "::/data", "--", "-e", """
                                        require "json"; require "digest"
                                        puts JSON.generate({a: File.read("/data/in").split.map(&:to_i).sort})
                                        error = begin; 1 / 0; rescue => e; e.class; end
                                        puts "#{Digest::SHA256.hexdigest("x")[0, 8]} #{(1..100).sum { |i| i * i }} #{error}"
                                        fiber = Fiber.new { Fiber.yield 1; 2 }
                                        p [fiber.resume, fiber.resume]
                                        """));
    }

    @Test
    void phpRunsAScript() throws Exception {
        Files.writeString(data.resolve("script.php"), """
                        <?php
                        echo json_encode(array_map(fn($x) => $x ** 2, range(1, 5))), "\\n";
                        echo preg_replace('/a+/', 'b', 'caat'), ' ', md5('x'), ' ', count(file('/data/script.php')), "\\n";
                        """);
        assertEquals("[1,4,9,16,25]\ncbt 9dd4e461268c8034f5c8564e155c67a6 3\n",
                        example.run("php", "", "--dir", data + "::/data:ro", "--", "-q", "/data/script.php"));
    }

    /** Of wasi_unstable, preview 1's predecessor; the database is found again by a second run. */
    @Test
    void sqliteKeepsADatabase() throws Exception {
        String directory = data + "::/";
        assertEquals("200010000\n", example.run("sqlite", "", "--dir", directory, "--", "/t.db", """
                        create table people(name text, age integer);
                        insert into people values('Ada', 36), ('Grace', 85);
                        with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) select sum(i) from n;
                        """));
        assertEquals("Grace|85\nAda|36\n", example.run("sqlite", "", "--dir", directory, "--", "/t.db", "select * from people order by age desc"));
    }

    /** A host in Java gives QuickJS its functions. */
    @Test
    void quickJsRunsAScript() throws Exception {
        Files.writeString(data.resolve("in"), "one two  two three");
        Path script = Files.writeString(data.resolve("script.js"), """
                        const counts = new Map();
                        for (const word of readFile('data/in').split(/\\s+/)) counts.set(word, (counts.get(word) ?? 0) + 1);
                        print(JSON.stringify(Object.fromEntries([...counts].sort())));
                        print([...(function* () { for (let i = 0n; i < 4n; i++) yield 2n ** (i * 30n); })()].join());
                        try { null.x } catch (error) { print(`${error.name} für ${'ä'.repeat(3)}`); }
                        throw new RangeError('the end');
                        """);
        Launched outcome = example.outcome("quickjs", "", script.toString());
        assertEquals("{\"one\":1,\"three\":1,\"two\":2}\n1,1073741824,1152921504606846976,1237940039285380274899124224\nTypeError für äää\n", outcome.out());
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().startsWith("RangeError: the end"), outcome.err());
    }

    /** A library of TinyGo's, from Java. */
    @Test
    void tinyGoFormatsGo() throws Exception {
        assertEquals("package main\n\nfunc main() {\n\tx := 1\n}\n", example.run("gofmt", "package main\nfunc  main( ) {\nx:=1\n}\n"));
        Launched wrong = example.outcome("gofmt", "package 1");
        assertEquals(1, wrong.exitCode());
        assertTrue(wrong.err().startsWith("1:9: expected 'IDENT'"), wrong.err());
    }

    /** A compiler of 31 MB and a linker of 19 make a program, which runs. */
    @Test
    void clangMakesAProgram() throws Exception {
        Files.writeString(folder.resolve("half.c"), "#include <stdio.h>\nint main(void) { int n; while (scanf(\"%d\", &n) == 1) printf(\"%.1f\\n\", n / 2.0); }\n");
        example.run("clang", "", "half.c", "half.wasm");
        assertFalse(Files.exists(folder.resolve("half.o")));
        assertEquals(new Launched(0, "1.5\n2.0\n", ""), Launched.run("3 4\n", "run", folder.resolve("half.wasm").toString()));
    }
}
