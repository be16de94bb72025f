package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The programs in {@code docs/embedding.md} do what they say: the blocks of one language in a section are one program, and it
 * prints what stands behind its lines.
 */
class EmbeddingDocsTest {

    private static final Pattern PRINTS = Pattern.compile("(?m)(?://|#) prints (.*)$");
    private static final String HEAD = """
                    import java.io.*;
                    import java.lang.invoke.MethodHandles;
                    import java.nio.*;
                    import java.nio.file.*;
                    import java.time.*;
                    import java.util.*;
                    import java.util.function.*;
                    import org.graalvm.polyglot.*;
                    import org.graalvm.polyglot.io.*;
                    import org.graalvm.polyglot.proxy.*;
                    import org.tilia.wasm.host.*;
                    public class Program {
                        public static void main(String[] args) throws Exception {
                    """;

    /** A section with a program. */
    record Program(String section, String code) {

        List<String> expected() {
            return PRINTS.matcher(code).results().map(match -> match.group(1).strip()).toList();
        }

        @Override
        public String toString() {
            return section;
        }
    }

    private static List<Program> programs(String language) throws IOException {
        String text = Files.readString(Project.root().resolve("docs/embedding.md"));
        List<Program> programs = new ArrayList<>();
        for (String section : text.split("(?m)^## ")) {
            Matcher blocks = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(section);
            StringBuilder code = new StringBuilder();
            blocks.results().forEach(block -> code.append(block.group(1)));
            if (!code.isEmpty()) {
                programs.add(new Program(section.lines().findFirst().orElseThrow(), code.toString()));
            }
        }
        return programs;
    }

    static Stream<Program> javaPrograms() throws IOException {
        return programs("java").stream();
    }

    @ParameterizedTest
    @MethodSource("javaPrograms")
    void javaPrintsWhatItSays(Program program, @TempDir Path folder) throws Exception {
        assertFalse(program.expected().isEmpty(), "a program that prints nothing shows nothing");
        String code = HEAD + program.code.replace("\"examples/", "\"" + Project.root().resolve("examples") + "/") + "}}";
        compile(code, folder);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = System.out;
        try (URLClassLoader loader = new URLClassLoader(new URL[]{folder.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("Program").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(console);
        }
        assertEquals(program.expected(), printed.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private static void compile(String code, Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject source = new SimpleJavaFileObject(URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
        List<String> options = List.of("-proc:none", "-d", folder.toString(), "-classpath", System.getProperty("java.class.path"));
        StringWriter messages = new StringWriter();
        assertTrue(compiler.getTask(messages, null, null, options, null, List.of(source)).call(), messages + "\n" + code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"js", "python"})
    void otherLanguagesPrintWhatTheySay(String language) throws IOException {
        List<Program> programs = programs(language);
        assertFalse(programs.isEmpty());
        for (Program program : programs) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            try (Context context = Context.newBuilder(language, "wasm").allowPolyglotAccess(PolyglotAccess.ALL).out(printed).build()) {
                context.eval(language, program.code);
            }
            assertEquals(program.expected(), printed.toString(StandardCharsets.UTF_8).lines().toList(), program.section);
        }
    }

    @Test
    void everySectionWithCodeIsRun() throws IOException {
        String text = Files.readString(Project.root().resolve("docs/embedding.md"));
        assertTrue(Pattern.compile("(?m)^```(\\w*)$").matcher(text).results().map(match -> match.group(1))
                        .allMatch(Stream.of("java", "js", "python", "").toList()::contains));
    }
}
