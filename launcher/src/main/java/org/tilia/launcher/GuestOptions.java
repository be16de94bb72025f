package org.tilia.launcher;

import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.PolyglotException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of every command that runs guests, and the context that they ask for. */
final class GuestOptions {

    /** Host modules that a guest may import from. */
    private static final String BUILTINS = "wasi_snapshot_preview1,wasi_unstable,wasi";

    @Option(names = "--compiler", paramLabel = "auto|jvm|truffle|none", description = {"How hot code is made fast: auto (the default) chooses, jvm makes JVM "
                    + "bytecode, truffle leaves it to a Graal compiler, none interprets."})
    private Compiler compiler = Compiler.auto;

    @Option(names = "--thresholds", paramLabel = "CALLS[,LOOPS]", converter = ThresholdsConverter.class, description = {
                    "After how many calls of a function, and turns of a loop, code counts as hot."})
    private Thresholds thresholds;

    @Option(names = "--verbose", description = "Say more: for errors, where in Tilia they arose.")
    private boolean verbose;

    /** The values of the language's option of the same name. */
    enum Compiler {
        auto,
        jvm,
        truffle,
        none
    }

    /** Both at least 0. */
    record Thresholds(int calls, int loops) {
    }

    boolean isVerbose() {
        return verbose;
    }

    /** Whether the command line says how code is to be run. */
    boolean isFormGiven() {
        return compiler != Compiler.auto || thresholds != null;
    }

    /** A builder for contexts that grant a guest its streams and nothing else. */
    Context.Builder contextBuilder(Console console) {
        return contextBuilder(console, compiler, thresholds);
    }

    /** As {@link #contextBuilder(Console)}, with code that is run in this way; {@code thresholds} may be null. */
    static Context.Builder contextBuilder(Console console, Compiler compiler, Thresholds thresholds) {
        Context.Builder builder = Context.newBuilder("wasm").in(console.in()).out(console.out()).err(console.err())
                        .allowEnvironmentAccess(EnvironmentAccess.NONE)
                        .allowExperimentalOptions(true).option("engine.WarnInterpreterOnly", "false")
                        .option("wasm.Builtins", BUILTINS).option("wasm.Compiler", compiler.name());
        if (thresholds != null) {
            builder.option("wasm.CompileThreshold", Integer.toString(thresholds.calls()));
            builder.option("wasm.LoopThreshold", Integer.toString(thresholds.loops()));
        }
        return builder;
    }

    /**
     * Runs a task in a new context, on a thread for guests, and gives the exit code. A failure of the guest is reported while
     * the context is open.
     */
    int run(Console console, Context.Builder builder, ToIntFunction<Context> task) {
        return run(console, builder, new LimitOptions(), task);
    }

    /** As {@link #run(Console, Context.Builder, ToIntFunction)}, within limits that the builder knows already. */
    int run(Console console, Context.Builder builder, LimitOptions limits, ToIntFunction<Context> task) {
        return GuestThread.run(limits, () -> {
            Context context = builder.build();
            int exitCode = guarded(console, () -> task.applyAsInt(context));
            close(context);
            return exitCode;
        });
    }

    private static void close(Context context) {
        try {
            context.close();
        } catch (PolyglotException e) {
            if (!e.isCancelled()) {
                throw e;
            }
            // Its time is over, which was reported if the guest had not ended.
        }
    }

    /** Runs a task and gives its exit code, or reports how it failed. */
    int guarded(Console console, IntSupplier task) {
        try {
            return task.getAsInt();
        } catch (RuntimeException | Error e) {
            return new Failures(console, verbose).report(e);
        }
    }

    /** Reads {@code CALLS} or {@code CALLS,LOOPS}; one number counts for both. */
    static final class ThresholdsConverter implements ITypeConverter<Thresholds> {

        @Override
        public Thresholds convert(String text) {
            String[] parts = text.split(",", 2);
            try {
                int calls = Integer.parseUnsignedInt(parts[0]);
                return new Thresholds(calls, parts.length == 1 ? calls : Integer.parseUnsignedInt(parts[1]));
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a number, or two with a comma between them");
            }
        }
    }
}
