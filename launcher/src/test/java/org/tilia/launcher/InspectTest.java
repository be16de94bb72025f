package org.tilia.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {

    private static final String PROGRAM = """
                    (module $program
                      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                      (memory (export "memory") 2 16)
                      (table 3 funcref)
                      (func (export "_start") (call $exit (i32.extend8_s (i32.const 0))))
                      (@custom "producers" "\\02\\08language\\01\\03C11\\00\\0cprocessed-by\\01\\05clang\\0619.1.5"))
                    """;

    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void tellsWhatAProgramIs() throws IOException {
        String file = file("program.wat", PROGRAM);
        Tilia tilia = Tilia.run("inspect", file);
        assertEquals(ExitCode.OK, tilia.exitCode(), tilia.err());
        assertEquals("""
                        FILE: a module of 185 bytes
                          built by   C11, clang 19.1.5
                          built for  WASI preview 1
                          needs      sign-extension
                          runs       yes: tilia run FILE
                        imports
                          wasi_snapshot_preview1.proc_exit: a function [i32] -> []
                        exports
                          memory: a memory of 2 to 16 pages
                          _start: a function [] -> []
                        memories
                          a memory of 2 to 16 pages
                        tables
                          a table of funcref with at least 3 elements
                        custom sections
                          name: 19 bytes
                          producers: 43 bytes
                        """.replace("FILE", file), tilia.out());
    }

    @Test
    void tellsTheSameInJson() throws IOException {
        String file = file("program.wat", PROGRAM);
        JsonNode json = new ObjectMapper().readTree(Tilia.run("inspect", "--json", file).out());
        assertEquals(new ObjectMapper().readTree("""
                        {"file": "FILE", "size": 185, "runs": true, "command": "tilia run FILE", "cause": null, "remedy": null,
                         "target": "WASI preview 1", "features": ["sign-extension"], "missingFeatures": [],
                         "producers": [{"field": "language", "name": "C11", "version": ""}, {"field": "processed-by", "name": "clang", "version": "19.1.5"}],
                         "imports": [{"module": "wasi_snapshot_preview1", "name": "proc_exit", "kind": "function", "type": "a function [i32] -> []", "fits": true}],
                         "exports": [{"name": "memory", "kind": "memory", "type": "a memory of 2 to 16 pages"},
                                     {"name": "_start", "kind": "function", "type": "a function [] -> []"}],
                         "memories": [{"type": "a memory of 2 to 16 pages", "imported": false}],
                         "tables": [{"type": "a table of funcref with at least 3 elements", "imported": false}],
                         "customSections": [{"name": "name", "size": 19}, {"name": "producers", "size": 43}]}
                        """.replace("FILE", file)), json);
    }

    @Test
    void tellsHowAFunctionIsCalled() throws IOException {
        String file = file("add.wat", "(module (func (export \"_initialize\")) (func (export \"a b\") (param i32)))");
        Tilia tilia = Tilia.run("inspect", file);
        assertTrue(tilia.out().contains("\n  runs       yes: tilia run --invoke \"a b\" " + file + " …\n"), tilia.out());
        assertEquals(new Tilia(ExitCode.OK, "-: a module of 8 bytes\n  runs       no\n             It exports no function that could be called.\n", ""),
                        Tilia.runWithInput("(module)".getBytes(), "inspect", "-"));
    }

    @Test
    void namesProposalsThatDoNotRun() throws IOException {
        String file = file("gc.wat", "(module (type (struct)) (func (export \"_start\")))");
        JsonNode json = new ObjectMapper().readTree(Tilia.run("inspect", "--json", file).out());
        if (json.get("missingFeatures").isEmpty()) {
            assertTrue(json.get("runs").asBoolean());
        } else {
            assertEquals("[\"gc\"]", json.get("missingFeatures").toString());
            assertEquals("Build it without this proposal.", json.get("remedy").asText());
            assertTrue(Tilia.run("inspect", file).out().contains("\n  needs      gc (does not run)\n  runs       no\n"), file);
        }
    }

    @Test
    void aMalformedProducersSectionIsPassedOver() throws IOException {
        Tilia tilia = Tilia.run("inspect", file("odd.wat", "(module (@custom \"producers\" \"\\ff\\ff\\ff\\ff\\0f\") (func (export \"_start\")))"));
        assertTrue(tilia.exitCode() == ExitCode.OK && !tilia.out().contains("built by"), tilia.out() + tilia.err());
    }

    @Test
    void refusesWhatIsNoModule() throws IOException {
        Tilia tilia = Tilia.run("inspect", file("page.wasm", "<!DOCTYPE html><title>Not found</title>"));
        assertEquals(ExitCode.BAD_INPUT, tilia.exitCode());
        assertTrue(tilia.err().contains("page.wasm: is an HTML page"), tilia.err());
    }
}
