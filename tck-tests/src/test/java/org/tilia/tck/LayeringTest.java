package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of the house use each other only as the design allows. */
class LayeringTest {

    private static List<Path> sources(String module) {
        try (Stream<Path> files = Files.walk(Project.root().resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theLanguageKeepsToTheTable() {
        List<String> violations = new ArrayList<>();
        List<Path> sources = sources("language");
        assertTrue(sources.size() > 100, "sources of the language: " + sources.size());
        sources.forEach(file -> violations.addAll(Layering.OF_THE_LANGUAGE.violations(Project.root().relativize(file).toString(), read(file))));
        assertEquals("", String.join("\n", violations));
    }

    /** It runs guests as any embedder does. */
    @Test
    void theLauncherUsesOnlyThePolyglotApi() {
        List<Path> sources = sources("launcher");
        assertTrue(!sources.isEmpty());
        assertEquals(List.of(), sources.stream().filter(file -> read(file).matches("(?s).*\\b(org\\.tilia\\.was[mi]|com\\.oracle\\.truffle)\\b.*")).toList());
    }

    @Test
    void wasiUsesTheServiceOfTheRuntimeOnly() {
        Pattern used = Pattern.compile("\\borg\\.tilia\\.(?!wasi\\b)(\\w+(?:\\.[a-z]\\w*)*)");
        Set<String> parts = new TreeSet<>();
        sources("wasi").stream().filter(file -> !file.endsWith("module-info.java")).forEach(file -> used.matcher(read(file)).results().forEach(match -> parts.add(match.group(1))));
        assertEquals(Set.of("wasm.module", "wasm.runtime"), parts);
    }

    @ParameterizedTest
    @CsvSource({"module, runtime", "semantics, module", "trap, module", "binary, text", "text, validation", "runtime, nodes", "nodes, tree", "tree, bytecode",
                    "bytecode, tree", "interop, nodes", "emit, runtime", "validation, binary"})
    void findsWhatTheTableForbids(String part, String used) {
        String source = "package org.tilia.wasm.%s;\nimport org.tilia.wasm.%s.Thing;\nclass X {}\n".formatted(part, used);
        assertEquals(List.of("X.java: " + part + " may not use " + used), Layering.OF_THE_LANGUAGE.violations("X.java", source));
    }

    @ParameterizedTest
    @ValueSource(strings = {"import static org.tilia.wasm.tree.Thing.*;", "class X { org.tilia.wasm.tree.Thing x; }", "import org.tilia.wasm.tree.deep.Thing;"})
    void findsEveryWayToUseAPart(String code) {
        assertEquals(1, Layering.OF_THE_LANGUAGE.violations("X.java", "package org.tilia.wasm.nodes.control;\n" + code).size());
    }

    @ParameterizedTest
    @CsvSource({"nodes.control, module", "nodes.simd, nodes.memory", "tree, runtime", "tree, emit", "bytecode, semantics", "script, instruction", "semantics, trap",
                    "interop, module", "runtime, trap", "module, trap"})
    void allowsWhatThePartsThatAreUsedMayUse(String part, String used) {
        String source = "package org.tilia.wasm.%s;\nimport org.tilia.wasm.%s.Thing;\n".formatted(part, used);
        assertEquals(List.of(), Layering.OF_THE_LANGUAGE.violations("X.java", source));
    }

    @Test
    void passesOverCommentsAndTexts() {
        String source = """
                        package org.tilia.wasm.module;
                        /** See {@link org.tilia.wasm.tree.Thing}. */
                        class X { // org.tilia.wasm.tree
                            String x = "a \\" org.tilia.wasm.tree.Thing";
                        }
                        """;
        assertEquals(List.of(), Layering.OF_THE_LANGUAGE.violations("X.java", source));
    }

    @Test
    void wantsEveryPartInTheTable() {
        assertEquals(List.of("X.java: the part stray is not in the table"), Layering.OF_THE_LANGUAGE.violations("X.java", "package org.tilia.wasm.stray;"));
    }
}
