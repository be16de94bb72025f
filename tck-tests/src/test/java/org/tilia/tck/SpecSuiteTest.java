package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.script.ScriptResult;
import org.tilia.wasm.script.ScriptRunner;
import org.tilia.wasm.text.WastParser;

/** Every script of the spec's test suite, with each of the ways to run code. */
class SpecSuiteTest {

    /** The features that code can be run with; all else is only read and validated, and counts as waiting. */
    private static final List<String> WAITING = List.of("simd", "relaxed-simd", "tail-call", "function-references", "gc",
                    "exception-handling", "legacy-exceptions");

    /** All of the current spec, and the proposals that are no part of it but are known. */
    private static final List<String> FOLDERS = List.of("", "custom", "legacy", "proposals/threads", "proposals/custom-page-sizes");

    /** Assertions of the threads proposal that Wasm 3.0 contradicts: several tables and memories are valid, and limits are 64-bit numbers. */
    private static final Map<String, Integer> SUPERSEDED = Map.of("proposals/threads/imports.wast", 6, "proposals/threads/memory.wast", 5);
    private static final Pattern SUPERSEDED_MESSAGE = Pattern.compile(".*expected (INVALID: multiple (tables|memories)|MALFORMED: i32 constant out of range);.*");

    private static final Pattern ASSERTION = Pattern.compile("\\(assert_");
    private static final long STACK_BYTES = 16L << 20;

    /** A factory of tests that is skipped is not even counted; this is. */
    @Test
    void suiteIsThere() {
        assertTrue(Files.isDirectory(folder()));
    }

    static Path folder() {
        return TestSuite.folder("spec", "https://github.com/WebAssembly/testsuite");
    }

    @TestFactory
    Stream<DynamicContainer> suite() {
        Path suite = folder();
        List<Path> files = files(suite);
        List<Form> forms = List.of(new Form("interpreted", Map.of("wasm.Compiler", "none"), Performer.LANGUAGE), //
                        new Form("compiled", Map.of("wasm.Compiler", "jvm", "wasm.CompileThreshold", "0", "wasm.LoopThreshold", "0"), Performer.LANGUAGE), //
                        new Form("mixed", Map.of("wasm.Compiler", "jvm", "wasm.CompileThreshold", "2", "wasm.LoopThreshold", "3"), Performer.LANGUAGE), //
                        new Form("embedded", Map.of(), Performer.HOST));
        return forms.stream().map(form -> DynamicContainer.dynamicContainer(form.name(), scripts(suite, files, form)));
    }

    /** A way to run scripts. */
    private record Form(String name, Map<String, String> options, Performer performer) {
    }

    /** All scripts. */
    static List<Path> files(Path suite) {
        List<Path> files = FOLDERS.stream().flatMap(folder -> TestSuite.files(suite.resolve(folder), ".wast").stream()).toList();
        assertTrue(files.size() > 250, () -> "the suite is incomplete: " + files.size() + " scripts");
        return files;
    }

    private static Stream<DynamicTest> scripts(Path suite, List<Path> files, Form form) {
        Engine engine = Engine.newBuilder("wasm").allowExperimentalOptions(true).build();
        return files.stream().map(file -> {
            String name = suite.relativize(file).toString();
            return DynamicTest.dynamicTest(name, file.toUri(), () -> withStack(STACK_BYTES, () -> run(engine, form.options(), form.performer(), name, file)));
        }).onClose(engine::close);
    }

    /** How many assertions held, contradict the current spec, and wait. */
    record Counts(int passed, int superseded, int waiting) {

        static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(Counts more) {
            return new Counts(passed + more.passed, superseded + more.superseded, waiting + more.waiting);
        }

        @Override
        public String toString() {
            return passed + " assertions passed, " + superseded + " superseded, " + waiting + " waiting";
        }
    }

    /** Who performs a script. */
    enum Performer {
        /** The language: the script is a source, and its actions go in beside the polyglot API. */
        LANGUAGE {
            @Override
            ScriptResult perform(Context context, String name, String script) {
                Value result = context.eval(Source.newBuilder("wasm", script, name).mimeType("application/wasm-script").buildLiteral());
                Value waiting = result.getMember("waiting");
                Map<Feature, Integer> counts = Arrays.stream(Feature.values()).filter(feature -> waiting.hasMember(feature.proposal()))
                                .collect(Collectors.toMap(feature -> feature, feature -> waiting.getMember(feature.proposal()).asInt()));
                return new ScriptResult(result.getMember("passed").asInt(), counts, List.of(result.getMember("failures").as(String[].class)));
            }
        },
        /** A host, by the polyglot API alone. */
        HOST {
            @Override
            ScriptResult perform(Context context, String name, String script) {
                context.enter();
                try {
                    return new ScriptRunner(new ContextTarget(context), Thread::new).run(name, WastParser.parse(script));
                } finally {
                    context.leave();
                }
            }
        };

        abstract ScriptResult perform(Context context, String name, String script);
    }

    static Counts run(Engine engine, Map<String, String> options, Performer performer, String name, Path file) throws IOException {
        String text = Files.readString(file);
        try (Context context = Context.newBuilder("wasm").engine(engine).allowExperimentalOptions(true).options(options)
                        .out(OutputStream.nullOutputStream()).build()) {
            ScriptResult result = performer.perform(context, name, text);
            int superseded = SUPERSEDED.getOrDefault(name, 0);
            List<String> failures = result.failures().stream()
                            .filter(failure -> superseded == 0 || !SUPERSEDED_MESSAGE.matcher(failure).matches()).toList();
            assertEquals(List.of(), failures);
            assertEquals(superseded, result.failed(), "superseded assertions");
            result.waiting().keySet().forEach(feature ->
                assertTrue(WAITING.contains(feature.proposal()), () -> feature.proposal() + " is executed and must not wait"));
            int waiting = result.waiting().values().stream().mapToInt(count -> count).sum();
            assertEquals(ASSERTION.matcher(withoutComments(text)).results().count(), result.passed() + superseded + waiting, "assertions of the script");
            return new Counts(result.passed(), superseded, waiting);
        }
    }

    /** Line comments and block comments hold assertions that are switched off. */
    private static String withoutComments(String text) {
        return text.replaceAll(";;[^\n]*", "").replaceAll("(?s)\\(;.*?;\\)", "");
    }

    interface Body {
        void run() throws Exception;
    }

    /** Exhaustion takes time with the stack's size, so the stack has a size of its own. */
    static void withStack(long bytes, Body body) throws Throwable {
        FutureTask<Void> task = new FutureTask<>(() -> {
            body.run();
            return null;
        });
        Thread thread = new Thread(null, task, "script", bytes);
        thread.start();
        try {
            task.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause();
        }
    }
}
