package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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
        Map<String, Map<String, String>> forms = Map.of("interpreted", Map.of("wasm.Compiler", "none"), //
                        "compiled", Map.of("wasm.Compiler", "jvm", "wasm.CompileThreshold", "0", "wasm.LoopThreshold", "0"), //
                        "mixed", Map.of("wasm.Compiler", "jvm", "wasm.CompileThreshold", "2", "wasm.LoopThreshold", "3"));
        return forms.entrySet().stream().map(form -> DynamicContainer.dynamicContainer(form.getKey(), scripts(suite, files, form.getValue())));
    }

    /** All scripts. */
    static List<Path> files(Path suite) {
        List<Path> files = FOLDERS.stream().flatMap(folder -> TestSuite.files(suite.resolve(folder), ".wast").stream()).toList();
        assertTrue(files.size() > 250, () -> "the suite is incomplete: " + files.size() + " scripts");
        return files;
    }

    private static Stream<DynamicTest> scripts(Path suite, List<Path> files, Map<String, String> options) {
        Engine engine = Engine.newBuilder("wasm").allowExperimentalOptions(true).build();
        return files.stream().map(file -> {
            String name = suite.relativize(file).toString();
            return DynamicTest.dynamicTest(name, file.toUri(), () -> withStack(STACK_BYTES, () -> run(engine, options, name, file)));
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

    static Counts run(Engine engine, Map<String, String> options, String name, Path file) throws IOException {
        String text = Files.readString(file);
        try (Context context = Context.newBuilder("wasm").engine(engine).allowExperimentalOptions(true).options(options)
                        .out(OutputStream.nullOutputStream()).build()) {
            Value result = context.eval(Source.newBuilder("wasm", text, name).mimeType("application/wasm-script").build());
            int passed = result.getMember("passed").asInt();
            int superseded = SUPERSEDED.getOrDefault(name, 0);
            List<String> failures = failures(result, superseded > 0);
            assertEquals(List.of(), failures);
            assertEquals(superseded, result.getMember("failed").asInt(), "superseded assertions");
            int waiting = 0;
            for (String feature : result.getMember("waiting").getMemberKeys()) {
                assertTrue(WAITING.contains(feature), () -> feature + " is executed and must not wait");
                waiting += result.getMember("waiting").getMember(feature).asInt();
            }
            assertEquals(ASSERTION.matcher(withoutComments(text)).results().count(), passed + superseded + waiting, "assertions of the script");
            return new Counts(passed, superseded, waiting);
        }
    }

    private static List<String> failures(Value result, boolean ignoreSuperseded) {
        List<String> failures = new ArrayList<>();
        Value texts = result.getMember("failures");
        for (long i = 0; i < texts.getArraySize(); i++) {
            String failure = texts.getArrayElement(i).asString();
            if (!ignoreSuperseded || !SUPERSEDED_MESSAGE.matcher(failure).matches()) {
                failures.add(failure);
            }
        }
        return failures;
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
