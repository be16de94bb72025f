package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tilia.launcher.Main;

/** The test suites of WASI preview 1 and of wasi-threads: each program through the Context API and through the launcher, as its JSON has it. */
class WasiSuiteTest {

    private static final List<String> FOLDERS = List.of("assemblyscript", "c", "rust");
    private static final int PROGRAMS = 72;
    private static final String THREADS_FOLDER = "proposals/wasi-threads";
    private static final int THREADS_PROGRAMS = 15;

    /** A factory of tests that is skipped is not even counted; this is. */
    @Test
    void suiteIsThere() {
        assertTrue(Files.isDirectory(folder()));
    }

    static Path folder() {
        return TestSuite.folder("wasi", "-b prod/testsuite-base https://github.com/WebAssembly/wasi-testsuite");
    }

    @TestFactory
    Stream<DynamicContainer> suite() {
        Path suite = folder();
        List<Path> programs = FOLDERS.stream().flatMap(folder -> TestSuite.files(suite.resolve(folder + "/testsuite/wasm32-wasip1"), ".wasm").stream()).toList();
        assertTrue(programs.size() >= PROGRAMS, () -> "the suite is incomplete: " + programs.size() + " programs");
        return inEachWay(suite, programs);
    }

    @TestFactory
    Stream<DynamicContainer> threads() {
        Path suite = folder();
        return inEachWay(suite, threadsPrograms(suite));
    }

    private static List<Path> threadsPrograms(Path suite) {
        List<Path> programs = TestSuite.files(suite.resolve(THREADS_FOLDER), ".wasm");
        assertTrue(programs.size() >= THREADS_PROGRAMS, () -> "the suite is incomplete: " + programs.size() + " programs");
        return programs;
    }

    /** Runs the programs with threads by the contexts of an engine. */
    static void runThreads(Engine engine, Map<String, String> options) throws IOException {
        for (Path program : threadsPrograms(folder())) {
            System.out.println(program);
            Context.Builder builder = Context.newBuilder("wasm").engine(engine).options(options);
            check(Case.of(program), (test, folders, out, err) -> runInContext(builder, test, folders, out, err));
        }
    }

    private static Stream<DynamicContainer> inEachWay(Path suite, List<Path> programs) {
        Map<String, Runner> runners = Map.of("context", WasiSuiteTest::runInContext, "launcher", WasiSuiteTest::runByLauncher);
        return runners.entrySet().stream().map(runner -> DynamicContainer.dynamicContainer(runner.getKey(), programs.stream()
                        .map(program -> DynamicTest.dynamicTest(suite.relativize(program).toString(), () -> check(Case.of(program), runner.getValue())))));
    }

    /** A program and what it is given and does. */
    private record Case(Path program, List<String> folders, List<String> arguments, Map<String, String> environment, int exitCode, String out) {

        /** What the JSON beside the program says; each field may be absent. */
        static Case of(Path program) throws IOException {
            Path file = Path.of(program.toString().replaceFirst("\\.wasm$", ".json"));
            JsonNode json = Files.exists(file) ? new ObjectMapper().readTree(file.toFile()) : MissingNode.getInstance();
            Map<String, String> environment = new LinkedHashMap<>();
            json.path("env").properties().forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
            json.fieldNames().forEachRemaining(name -> assertTrue(List.of("dirs", "args", "env", "exit_code", "stdout").contains(name), name));
            return new Case(program, texts(json.path("dirs")), texts(json.path("args")), environment, json.path("exit_code").asInt(0),
                            json.path("stdout").asText(null));
        }

        private static List<String> texts(JsonNode array) {
            List<String> texts = new ArrayList<>();
            array.forEach(text -> texts.add(text.asText()));
            return texts;
        }
    }

    /** Standard input: programs with threads expect that it stays open and brings nothing. */
    private static InputStream input(Case test) throws IOException {
        return test.program().getParent().endsWith(THREADS_FOLDER) ? new PipedInputStream(new PipedOutputStream()) : InputStream.nullInputStream();
    }

    /** Runs a program with folders of the host, by the names that the guest knows, and gives its exit code. */
    @FunctionalInterface
    private interface Runner {
        int run(Case test, Map<String, Path> folders, OutputStream out, OutputStream err) throws IOException;
    }

    private static void check(Case test, Runner runner) throws IOException {
        Path scratch = Files.createTempDirectory("wasi");
        try {
            Map<String, Path> folders = new LinkedHashMap<>();
            for (String folder : test.folders()) {
                copy(test.program().resolveSibling(folder), scratch.resolve(folder));
                folders.put(folder, scratch.resolve(folder));
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            int exitCode = runner.run(test, folders, out, err);
            String told = out.toString(StandardCharsets.UTF_8);
            assertEquals(test.exitCode(), exitCode, () -> told + err.toString(StandardCharsets.UTF_8));
            if (test.out() != null) {
                assertEquals(test.out(), told);
            }
        } finally {
            delete(scratch);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }

    private static int runInContext(Case test, Map<String, Path> folders, OutputStream out, OutputStream err) throws IOException {
        return runInContext(Context.newBuilder("wasm"), test, folders, out, err);
    }

    private static int runInContext(Context.Builder base, Case test, Map<String, Path> folders, OutputStream out, OutputStream err) throws IOException {
        String mapping = folders.entrySet().stream().map(folder -> folder.getKey() + "::" + folder.getValue()).collect(Collectors.joining(","));
        List<String> arguments = new ArrayList<>(List.of("program"));
        arguments.addAll(test.arguments());
        Context.Builder builder = base.in(input(test)).out(out).err(err).allowIO(IOAccess.ALL)
                        .allowEnvironmentAccess(EnvironmentAccess.NONE).environment(test.environment()).arguments("wasm", arguments.toArray(String[]::new))
                        .option("wasm.Builtins", "wasi_snapshot_preview1,wasi").allowCreateThread(true).option("wasm.WasiMapDirs", mapping);
        try (Context context = builder.build()) {
            Value instance = context.eval(Source.newBuilder("wasm", test.program().toFile()).build()).newInstance();
            instance.getMember("exports").invokeMember("_start");
            return 0;
        } catch (PolyglotException e) {
            if (e.isExit()) {
                return e.getExitStatus();
            }
            err.write(String.valueOf(e).getBytes(StandardCharsets.UTF_8));
            return -1;
        }
    }

    private static int runByLauncher(Case test, Map<String, Path> folders, OutputStream out, OutputStream err) throws IOException {
        List<String> words = new ArrayList<>(List.of("run"));
        folders.forEach((guest, host) -> words.addAll(List.of("--dir", host + "::" + guest)));
        test.environment().forEach((name, value) -> words.addAll(List.of("--env", name + "=" + value)));
        words.add(test.program().toString());
        words.addAll(test.arguments());
        return Main.run(input(test), out, err, words.toArray(String[]::new));
    }
}
