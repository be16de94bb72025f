package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.truffle.api.Truffle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/**
 * What runs in a JVM that has the Graal compiler. Every compilation that fails ends the JVM, and so does what the compiler
 * warns of in Tilia's code.
 */
final class GraalRuns {

    private static final Map<String, String> FATAL = Map.of("engine.CompilationFailureAction", "ExitVM", //
                    "compiler.TreatPerformanceWarningsAsErrors", "call,store,trivial,frame_merge,bailout", "engine.BackgroundCompilation", "false", //
                    // The polyglot API's own roots are none of Tilia's, and have such warnings.
                    "engine.CompileOnly", "~org.graalvm.polyglot");

    /** The details tell what was left without being thrown away. */
    private static final Map<String, String> TRACED = Map.of("engine.TraceCompilation", "true", "engine.TraceCompilationDetails", "true");

    /** Each root is compiled before its first call, and the log says so. */
    private static final Map<String, String> IMMEDIATELY = Stream.of(FATAL, TRACED, Map.of("engine.CompileImmediately", "true"))
                    .flatMap(options -> options.entrySet().stream()).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    /** Size of a kernel of which a function takes the compiler ten seconds and more. */
    private static final int LARGE = 20_000;

    /** Until the compiler itself is warm, each frame of an exhausted stack takes its time to be left. */
    private static final long STACK_BYTES = 1L << 20;

    private GraalRuns() {
    }

    /**
     * Arguments: {@code scripts}, the folder of the spec's suite and files in it; {@code host}, {@code threads}, {@code stops}, {@code contexts} or
     * {@code javascript}; {@code litmus} and how often;
     * {@code kernels}, the folder of the benchmarks' kernels and how {@code wasm.Compiler} is set; or {@code fuel}, a module and the argument of its
     * function.
     */
    public static void main(String[] arguments) throws Throwable {
        String runtime = Truffle.getRuntime().getName();
        if (runtime.contains("Interpreted") || runtime.contains("Default")) {
            throw new AssertionError("no compiler in " + runtime);
        }
        switch (arguments[0]) {
            case "scripts" -> scripts(Path.of(arguments[1]), true, List.of(arguments).subList(2, arguments.length));
            case "arrays" -> scripts(Path.of(arguments[1]), false, List.of(arguments).subList(2, arguments.length));
            case "host" -> host();
            case "threads" -> threads();
            case "stops" -> GraalStops.run();
            case "litmus" -> GraalLitmus.run(Integer.parseInt(arguments[1]), IMMEDIATELY);
            case "contexts" -> contexts();
            case "javascript" -> {
                javaScript();
                foreignLoops();
            }
            case "kernels" -> kernels(Path.of(arguments[1]), arguments[2]);
            case "fuel" -> fuel(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println("done");
    }

    /**
     * Each function is compiled before its first call.
     *
     * @param unsafe whether memories lie outside the heap, or else in arrays
     */
    private static void scripts(Path suite, boolean unsafe, List<String> names) throws Throwable {
        Map<String, String> options = Map.of("wasm.Compiler", "truffle", "wasm.UseUnsafeMemory", Boolean.toString(unsafe));
        List<SpecSuiteTest.Counts> counts = new ArrayList<>();
        try (Engine engine = compilingImmediately()) {
            for (String name : names) {
                System.out.println(name);
                SpecSuiteTest.withStack(STACK_BYTES,
                                () -> counts.add(SpecSuiteTest.run(engine, options, SpecSuiteTest.Performer.HOST, name, suite.resolve(name))));
            }
        }
        System.out.println(counts.size() + " scripts: " + counts.stream().reduce(SpecSuiteTest.Counts.NONE, SpecSuiteTest.Counts::plus));
    }

    /** What a host does with a module, each root compiled before it is run. */
    private static void host() {
        try (Engine engine = compilingImmediately(); Context context = Context.newBuilder("wasm").engine(engine).allowExperimentalOptions(true)
                        .option("wasm.Compiler", "truffle").allowAllAccess(true).build()) {
            Value library = Guests.module(context, "library", Guests.LIBRARY).newInstance().getMember("exports");
            assertEquals(42, library.invokeMember("add", 1, 41).asInt());
            assertEquals(2.5, library.getMember("half").execute(5).asDouble());
            assertEquals(2, library.invokeMember("both").getArraySize());
            assertEquals("hello", library.getMember("memory").invokeMember("readCString", 16).asString());
            assertEquals("integer divide by zero", assertThrows(PolyglotException.class, () -> library.invokeMember("trap")).getGuestObject()
                            .getMember("kind").asString());
            Value made = context.getBindings("wasm");
            ProxyExecutable log = arguments -> arguments[0].asInt() * 2;
            Value user = Guests.module(context, "user", Guests.USER).newInstance(Map.of("env", Map.of("log", log, //
                            "memory", made.getMember("Memory").newInstance(Map.of("initial", 1)), //
                            "table", made.getMember("Table").newInstance(Map.of("element", "externref", "initial", 1)), //
                            "counter", made.getMember("Global").newInstance(Map.of("value", "i64", "mutable", true)))));
            assertEquals(14, user.getMember("exports").invokeMember("run", 7).asInt());
            branchBehindNestedBlocks(context);
        }
    }

    /** A branch out of blocks that begin with each other, behind others like that within them. */
    private static void branchBehindNestedBlocks(Context context) {
        Value exports = Guests.module(context, "blocks", """
                        (module (func (export "run") (param $way i32) (result i32)
                          (block $out
                            (block $in
                              (br_if $in (i32.eqz (local.get $way)))
                              (block $far
                                (block $near
                                  (br_if $near (i32.eq (local.get $way) (i32.const 1)))
                                  (br_if $far (i32.eq (local.get $way) (i32.const 2))))
                                (return (i32.const 10)))
                              (br_if $out (i32.eq (local.get $way) (i32.const 2)))
                              (return (i32.const 20)))
                            (return (i32.const 30)))
                          (i32.const 40)))
                        """).newInstance().getMember("exports");
        int[] results = {30, 10, 40, 10};
        // More than once: a way that no call has taken yet leaves compiled code.
        for (int i = 0; i < 5 * results.length; i++) {
            assertEquals(results[i % results.length], exports.invokeMember("run", i % results.length).asInt());
        }
    }

    /** Threads that a guest starts run code that is compiled before its first call. */
    private static void threads() throws IOException {
        try (Engine engine = compilingImmediately()) {
            WasiSuiteTest.runThreads(engine, Map.of("wasm.Compiler", "truffle"));
        }
    }

    private static Engine compilingImmediately() {
        return Engine.newBuilder("wasm").allowExperimentalOptions(true).options(FATAL).option("engine.CompileImmediately", "true").build();
    }

    static Engine compilingImmediately(CompilationLog log) {
        return traced(log, IMMEDIATELY);
    }

    static Engine traced(CompilationLog log) {
        return traced(log, Map.of());
    }

    private static Engine traced(CompilationLog log, Map<String, String> options) {
        return Engine.newBuilder("wasm").allowExperimentalOptions(true).options(FATAL).options(TRACED).options(options).logHandler(log).build();
    }

    /** Once warm, nothing is compiled again and no compiled code is left or thrown away. All kernels in one JVM: so the compiler gets warm, too. */
    private static void kernels(Path folder, String compiler) throws IOException {
        for (JsonNode kernel : new ObjectMapper().readTree(folder.resolve("kernels.json").toFile()).get("kernels")) {
            // One that has all its rounds in one call can get warm in that call only.
            if (!kernel.has("oneCall")) {
                System.out.println(kernel.get("name").asText());
                JsonNode work = kernel.get("interpreted");
                kernel(folder.resolve(kernel.get("file").asText()), work.get("n").asInt(), work.get("checksum").asInt(), compiler);
            }
        }
    }

    private static void kernel(Path module, int argument, int result, String compiler) throws IOException {
        CompilationLog log = new CompilationLog();
        // Of a large function, one tier takes long enough.
        boolean tiers = Files.size(module) < LARGE;
        try (Engine engine = traced(log, Map.of("engine.MultiTier", Boolean.toString(tiers)));
                        Context context = Context.newBuilder("wasm").engine(engine).option("wasm.Compiler", compiler).build()) {
            Source source = Source.newBuilder("wasm", ByteSequence.create(Files.readAllBytes(module)), "kernel").build();
            Value run = context.eval(source).newInstance().getMember("exports").getMember("run");
            log.warmUp(() -> assertEquals(result, run.execute(argument).asInt()), event -> event.contains("opt done"));
        }
    }

    /** Interpreted, compiled by the JVM and by Graal, a call burns the same. */
    private static void fuel(Path module, int argument) throws IOException {
        Set<Long> burnt = new HashSet<>();
        Source source = Source.newBuilder("wasm", ByteSequence.create(Files.readAllBytes(module)), "kernel").build();
        for (String compiler : List.of("none", "jvm", "truffle")) {
            CompilationLog log = new CompilationLog();
            try (Engine engine = traced(log);
                            Context context = Context.newBuilder("wasm").engine(engine).option("wasm.Compiler", compiler)
                                            .option("wasm.Fuel", Long.toString(Long.MAX_VALUE - 1)).build()) {
                Value run = context.eval(source).newInstance().getMember("exports").getMember("run");
                boolean waits = compiler.equals("truffle");
                for (int rounds = 10; rounds > 0 || waits; rounds--) {
                    long before = context.getBindings("wasm").getMember("fuel").asLong();
                    run.execute(argument);
                    burnt.add(before - context.getBindings("wasm").getMember("fuel").asLong());
                    if (waits && log.take().stream().anyMatch(event -> event.contains("opt done"))) {
                        waits = false;
                        rounds = 10;
                    }
                }
            }
        }
        if (burnt.size() != 1 || burnt.contains(0L)) {
            throw new AssertionError("fuel of a call: " + burnt);
        }
    }

    /**
     * Two contexts with different memories, functions of the host and globals run the same code by turns: once warm, nothing is compiled
     * again, left or thrown away. That this would be told is shown by a way that was not taken before: the code is thrown away and compiled again.
     */
    private static void contexts() {
        CompilationLog log = new CompilationLog();
        try (Engine engine = traced(log); Context first = context(engine); Context second = context(engine)) {
            Value one = user(first, 1, (ProxyExecutable) arguments -> arguments[0].asInt() + 1);
            Value other = user(second, 3, (ProxyExecutable) arguments -> arguments[0].asInt() * 2);
            Runnable round = () -> {
                assertEquals(2 * 500500, one.execute(1000).asLong());
                assertEquals(2 * 999000, other.execute(1000).asLong());
            };
            log.warmUp(round, event -> event.matches("opt done .* sum +\\|Tier 2.*"));
            log.expectQuiet(round);
            AssertionError told = assertThrows(AssertionError.class, () -> log.expectQuiet(() -> assertEquals(0, other.execute(0).asLong())));
            assertTrue(told.getMessage().matches("(?s).*opt done [^|]* sum +\\|.*"), told::getMessage);
        }
    }

    private static Context context(Engine engine) {
        return Context.newBuilder("wasm").engine(engine).option("wasm.Compiler", "truffle").build();
    }

    /** The function of an instance of its own with imports of its own: twice the sum over what {@code step} makes of 1 to n. */
    private static Value user(Context context, int pages, Object step) {
        Value made = context.getBindings("wasm");
        Value memory = made.getMember("Memory").newInstance(ProxyObject.fromMap(Map.of("initial", pages)));
        Value total = made.getMember("Global").newInstance(ProxyObject.fromMap(Map.of("value", "i64", "mutable", true)), 0);
        Value instance = Guests.module(context, "sum", Guests.SUM).newInstance(env(Map.of("memory", memory, "total", total, "step", step)));
        return instance.getMember("exports").getMember("sum");
    }

    /** What a module imports from {@code env}, for contexts that may not look into maps of Java. */
    private static ProxyObject env(Map<String, Object> members) {
        return ProxyObject.fromMap(Map.of("env", ProxyObject.fromMap(members)));
    }

    /**
     * A loop in JavaScript has the function of a module inlined that it calls, and a loop in a module that of JavaScript or Java, with
     * the JVM tier beside Graal, too; unless the compiler is told to inline nothing.
     */
    private static void javaScript() {
        for (boolean inlining : new boolean[]{true, false}) {
            inlined(inlining, "add", context -> {
                Value add = Guests.module(context, "library", Guests.LIBRARY).newInstance().getMember("exports").getMember("add");
                Value sum = context.eval("js", "(function sum(add, n) { let s = 0; for (let i = 0; i < n; i++) { s = add(s, i); } return s; })");
                return () -> assertEquals(499500, sum.execute(add, 1000).asInt());
            });
            inlined(inlining, "env.step", context -> {
                Value sum = user(context, 1, context.eval("js", "(i => i)"));
                return () -> assertEquals(2 * 499500, sum.execute(1000).asLong());
            });
            inlined(inlining, "env.step", context -> {
                Value sum = user(context, 1, (ProxyExecutable) arguments -> arguments[0]);
                return () -> assertEquals(2 * 499500, sum.execute(1000).asLong());
            });
        }
    }

    /** @param makes what is repeated, which ends in a function {@code sum} with a loop that calls {@code callee} */
    private static void inlined(boolean inlining, String callee, Function<Context, Runnable> makes) {
        CompilationLog log = new CompilationLog();
        try (Context context = tracingInlining(log, inlining)) {
            List<String> told = new ArrayList<>();
            log.warmUp(makes.apply(context), event -> told.add(event) && event.matches("(?s)opt done .* sum\\b.*"));
            assertEquals(inlining, told.stream().anyMatch(event -> event.matches("(?s)Inlined +" + callee + " .*")), () -> String.join("\n", told));
        }
    }

    private static Context tracingInlining(CompilationLog log, boolean inlining) {
        return Context.newBuilder("js", "wasm").allowExperimentalOptions(true).options(Map.of( //
                        "engine.CompilationFailureAction", "ExitVM", //
                        "engine.BackgroundCompilation", "false", "engine.TraceCompilation", "true", "compiler.TraceInlining", "true", //
                        "engine.MultiTier", "false", "compiler.Inlining", Boolean.toString(inlining))).logHandler(log).build();
    }

    /**
     * Which tier compiles a loop that calls another language: Graal, which inlines the call, only if there is no loop within it, since
     * that would be most of the work.
     */
    private static void foreignLoops() {
        String step = "(drop (call $step (local.get $i)))";
        String count = "(loop $inner (br_if $inner (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const 1))) (i32.const 500))))";
        assertTrue(graalCompiles(step));
        assertTrue(graalCompiles("(block " + step + ")"));
        assertFalse(graalCompiles("(local.set $k (i32.const 0))" + count + step));
        assertFalse(graalCompiles(step + "(local.set $k (i32.const 0))" + count));
        assertFalse(graalCompiles("(local.set $k (i32.const 0))" + count));
    }

    /** @param body of the loop in a function that is called often enough for Graal and for the JVM tier */
    private static boolean graalCompiles(String body) {
        CompilationLog log = new CompilationLog();
        try (Context context = tracingInlining(log, true)) {
            Value exports = Guests.module(context, "loops", """
                            (module (import "env" "step" (func $step (param i32) (result i32)))
                              (func (export "run") (param $n i32) (local $i i32) (local $k i32)
                                (loop $outer %s
                                  (br_if $outer (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))))
                            """.formatted(body)).newInstance(env(Map.of("step", context.eval("js", "(i => i)")))).getMember("exports");
            for (int i = 0; i < 1000; i++) {
                exports.invokeMember("run", 200);
            }
            return log.take().stream().anyMatch(event -> event.matches("(?s)opt done .* run\\b.*"));
        }
    }
}
