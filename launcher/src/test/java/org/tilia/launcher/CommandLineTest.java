package org.tilia.launcher;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options, messages and exit codes: what can be known before a guest runs. */
class CommandLineTest {

    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", ""})
    void tellsHowItIsUsed(String option) {
        Tilia tilia = option.isEmpty() ? Tilia.run() : Tilia.run(option);
        assertEquals(ExitCode.OK, tilia.exitCode());
        assertTrue(tilia.out().contains("tilia run --invoke add add.wasm 1 2"), tilia.out());
        assertEquals("", tilia.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate", "wast", "wat2wasm", "completion"})
    void tellsHowEachCommandIsUsed(String command) {
        Tilia tilia = Tilia.run(command, "--help");
        assertEquals(ExitCode.OK, tilia.exitCode());
        assertTrue(tilia.out().startsWith("Usage: tilia " + command), tilia.out());
        assertTrue(tilia.out().contains("Example"), tilia.out());
    }

    @Test
    void tellsItsVersion() {
        Tilia tilia = Tilia.run("--version");
        assertEquals(ExitCode.OK, tilia.exitCode());
        assertTrue(tilia.out().startsWith("tilia "), tilia.out());
    }

    @Test
    void refusesWrongUsage() {
        assertAll(() -> assertUsageError("there is no option --nonsense", "run", "--nonsense", "x.wasm"),
                        () -> assertUsageError("there is no option --nonsense", "--nonsense", "x.wasm"),
                        () -> assertUsageError("'FILE", "run"),
                        () -> assertUsageError("--compiler", "run", "--compiler", "gcc", "x.wasm"),
                        () -> assertUsageError("'a' is not a number", "run", "--thresholds", "a", "x.wasm"));
    }

    private static void assertUsageError(String message, String... words) {
        Tilia tilia = Tilia.run(words);
        assertEquals(ExitCode.USAGE, tilia.exitCode(), tilia.err());
        assertTrue(tilia.err().startsWith("tilia: ") && tilia.err().contains(message), tilia.err());
        assertTrue(tilia.err().contains("--help"), tilia.err());
        assertEquals("", tilia.out());
    }

    @Test
    void refusesDefinitionsWithoutAName() throws IOException {
        String module = file("m.wat", "(module)");
        Tilia tilia = Tilia.run("--preload", "lib.wasm", module);
        assertEquals(ExitCode.USAGE, tilia.exitCode());
        assertEquals("tilia: --preload lib.wasm: must be NAME=FILE\n", tilia.err());
    }

    @Test
    void refusesWhatCannotBeRead() throws IOException {
        file("app.wasm", "");
        String missing = folder.resolve("app").toString();
        assertMessage(ExitCode.CANNOT_READ, missing + ": there is no such file\n  Did you mean " + missing + ".wasm?\n", Tilia.run(missing));
        assertMessage(ExitCode.CANNOT_READ, folder + ": is a folder, not a file\n", Tilia.run(folder.toString()));
        assertMessage(ExitCode.CANNOT_READ, "nowhere/x.wasm: there is no such file\n", Tilia.run("run", "nowhere/x.wasm"));
        assertEquals(ExitCode.CANNOT_READ, Tilia.run("a\0b").exitCode());
    }

    @Test
    void refusesWhatThisUserMayNotRead() throws IOException {
        String secret = file("secret.wasm", "\0asm");
        Files.setPosixFilePermissions(Path.of(secret), PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(Path.of(secret)), "this user may read everything");
        assertMessage(ExitCode.CANNOT_READ, secret + ": may not be read by this user\n", Tilia.run(secret));
    }

    /** Each with what its first bytes give away; every command that takes modules says the same. */
    @ParameterizedTest
    @CsvSource({"'', is empty", "'\0as', ends within the first 8 bytes", "'\0asm\2\0\0\0', has another version", "'\0asm\r\0\1\0', is a component",
                    "'\u007fELF\2\1\1\u00c8', wasmtime has precompiled", "'\u007fELF\2\1\1\0', native program", "'\u001f\u008b\b', gunzip <", "'PK\3\4', unzip ",
                    "'<!doctype html>', HTML page", "'var x', is JavaScript", "'hello', is text", "'\1\2\3\4\5\6\7\b', does not begin with \\0asm"})
    void namesWhatIsNoModule(String bytes, String message) throws IOException {
        String name = file("wrong.wasm", bytes);
        for (String command : new String[]{"run", "validate", "wat2wasm"}) {
            Tilia tilia = Tilia.run(command, name);
            assertEquals(ExitCode.BAD_INPUT, tilia.exitCode());
            assertTrue(tilia.err().startsWith("tilia: wrong.wasm: "), tilia.err());
            assertTrue(tilia.err().contains(message), tilia.err());
            assertFalse(tilia.err().contains("FILE"), tilia.err());
            assertEquals("", tilia.out());
        }
    }

    @Test
    void namesStandardInput() {
        assertMessage(ExitCode.BAD_INPUT, "standard input: is empty (unexpected end: a module has at least 8 bytes, this one 0 at offset 0x0)\n  Was it written, or downloaded, to the end?\n", Tilia.run("-"));
    }

    private static void assertMessage(int exitCode, String message, Tilia tilia) {
        assertEquals("tilia: " + message, tilia.err());
        assertEquals(exitCode, tilia.exitCode());
        assertEquals("", tilia.out());
    }

    /** Truffle refuses it before any language runs. */
    @Test
    void namesASecondEngine() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new Failures(new Console(null, null, err), false).report(new IllegalStateException(
                        "Duplicate language id wasm. First language [a, Loaded from a.jar]. Second language [b, Loaded from b.jar]."));
        assertMessage(ExitCode.USAGE, "there are two engines for WebAssembly: Duplicate language id wasm. First language [a, Loaded from a.jar]. Second language "
                        + "[b, Loaded from b.jar].\n  Take the other off the class path; GraalWasm is the artifact org.graalvm.wasm:wasm-language.\n",
                        new Tilia(exitCode, "", err.toString(StandardCharsets.UTF_8)));
    }

    @Test
    void makesCompletionScripts() {
        for (String shell : new String[]{"bash", "zsh"}) {
            Tilia tilia = Tilia.run("completion", shell);
            assertEquals(ExitCode.OK, tilia.exitCode());
            assertTrue(tilia.out().contains("complete -F") && tilia.out().contains("--invoke"), tilia.out());
        }
        String fish = Tilia.run("completion", "fish").out();
        assertTrue(fish.contains("complete -c tilia -n '__fish_seen_subcommand_from run' -l invoke -r -d"), fish);
        assertTrue(fish.contains("-a inspect -d 'Tells what a module is made of"), fish);
        assertTrue(fish.contains("complete -c tilia -n '__fish_seen_subcommand_from inspect' -l json -d"), fish);
        assertTrue(fish.contains("complete -c tilia -n '__fish_seen_subcommand_from run' -l unknown-imports -r -d"), fish);
        assertEquals(ExitCode.USAGE, Tilia.run("completion", "cmd").exitCode());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "255, 255", "256, 1", "257, 1", "-1, 255", "512, 1"})
    void failuresOfGuestsStayFailures(int status, int expected) {
        assertEquals(expected, ExitCode.ofGuest(status));
    }

    @Test
    void writesJsonInAscii() throws IOException {
        String text = "a\"b\\c\n\t\u0001é\u202e";
        String json = Json.write(generator -> {
            generator.writeStartObject();
            generator.writeStringField("text", text);
            generator.writeEndObject();
        });
        assertEquals("{\n  \"text\": \"a\\\"b\\\\c\\n\\t\\u0001\\u00E9\\u202E\"\n}\n", json);
        assertEquals(text, new ObjectMapper().readTree(json).get("text").asText());
    }
}
