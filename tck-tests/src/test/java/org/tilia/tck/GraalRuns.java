package org.tilia.tck;

import com.oracle.truffle.api.Truffle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;

/**
 * What runs in a JVM that has the Graal compiler. Every compilation that fails ends the JVM, and so does what the compiler
 * warns of in Tilia's code.
 */
final class GraalRuns {

    private static final Map<String, String> FATAL = Map.of("engine.CompilationFailureAction", "ExitVM", //
                    "compiler.TreatPerformanceWarningsAsErrors", "call,store,trivial,frame_merge,bailout", "engine.BackgroundCompilation", "false", //
                    // The polyglot API's own roots are none of Tilia's, and have such warnings.
                    "engine.CompileOnly", "~org.graalvm.polyglot");

    private GraalRuns() {
    }

    /**
     * Arguments: {@code scripts} and files of the spec's suite, or {@code kernel}, a module, the argument of its function, the
     * result and how {@code wasm.Compiler} is set; or {@code fuel}, a module and the argument of its function.
     */
    public static void main(String[] arguments) throws Throwable {
        String runtime = Truffle.getRuntime().getName();
        if (runtime.contains("Interpreted") || runtime.contains("Default")) {
            throw new AssertionError("no compiler in " + runtime);
        }
        switch (arguments[0]) {
            case "scripts" -> scripts(List.of(arguments).subList(1, arguments.length));
            case "kernel" -> kernel(Path.of(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), arguments[4]);
            case "fuel" -> fuel(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println("done");
    }

    /** Each function is compiled before its first call. */
    private static void scripts(List<String> files) throws Throwable {
        try (Engine engine = Engine.newBuilder("wasm").allowExperimentalOptions(true).options(FATAL).option("engine.CompileImmediately", "true").build()) {
            for (String file : files) {
                Path path = Path.of(file);
                SpecSuiteTest.onLargeStack(() -> SpecSuiteTest.run(engine, Map.of("wasm.Compiler", "truffle"), path.getFileName().toString(), path));
            }
        }
    }

    /** Once warm, nothing is compiled again and no compiled code is left or thrown away. */
    private static void kernel(Path module, int argument, int result, String compiler) throws IOException {
        ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
        try (Engine engine = Engine.newBuilder("wasm").allowExperimentalOptions(true).options(FATAL)
                        .option("engine.TraceCompilation", "true").logHandler(new Collector(events)).build();
                        Context context = Context.newBuilder("wasm").engine(engine).option("wasm.Compiler", compiler).build()) {
            Source source = Source.newBuilder("wasm", ByteSequence.create(Files.readAllBytes(module)), "kernel").build();
            Value run = context.eval(source).newInstance().getMember("exports").getMember("run");
            int quiet = 0;
            for (int round = 0; quiet < 30; round++) {
                events.clear();
                int answer = run.execute(argument).asInt();
                if (answer != result) {
                    throw new AssertionError("round " + round + ": " + answer + " instead of " + result);
                }
                quiet = events.isEmpty() ? quiet + 1 : 0;
                if (round > 3000) {
                    throw new AssertionError("still compiling after " + round + " rounds:\n" + String.join("\n", events));
                }
            }
        }
    }

    /** Interpreted, compiled by the JVM and by Graal, a call burns the same. */
    private static void fuel(Path module, int argument) throws IOException {
        Set<Long> burnt = new HashSet<>();
        Source source = Source.newBuilder("wasm", ByteSequence.create(Files.readAllBytes(module)), "kernel").build();
        for (String compiler : List.of("none", "jvm", "truffle")) {
            ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
            try (Engine engine = Engine.newBuilder("wasm").allowExperimentalOptions(true).options(FATAL).option("engine.TraceCompilation", "true")
                            .logHandler(new Collector(events)).build();
                            Context context = Context.newBuilder("wasm").engine(engine).option("wasm.Compiler", compiler)
                                            .option("wasm.Fuel", Long.toString(Long.MAX_VALUE - 1)).build()) {
                Value run = context.eval(source).newInstance().getMember("exports").getMember("run");
                boolean waits = compiler.equals("truffle");
                for (int rounds = 10; rounds > 0 || waits; rounds--) {
                    long before = context.getBindings("wasm").getMember("fuel").asLong();
                    run.execute(argument);
                    burnt.add(before - context.getBindings("wasm").getMember("fuel").asLong());
                    if (waits && events.stream().anyMatch(event -> event.contains("opt done"))) {
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

    /** Keeps what the runtime says of compilations. */
    private static final class Collector extends Handler {

        private final ConcurrentLinkedQueue<String> events;

        Collector(ConcurrentLinkedQueue<String> events) {
            this.events = events;
        }

        @Override
        public void publish(LogRecord event) {
            events.add(event.getMessage());
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    }
}
