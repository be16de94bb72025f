package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/** What ends a guest that Graal compiled and that would run for ever: a loop, a loop that was entered before it was compiled, and a recursion. */
final class GraalStops {

    private static final String ENDLESS = """
                    (module
                      (memory (export "memory") 1)
                      (func $spin (export "spin")
                        (i32.store8 (i32.const 0) (i32.const 1))
                        (loop $again (br $again)))
                      (func $fork (export "fork") (i32.store8 (i32.const 0) (i32.const 1)) (call $branch (i32.const 200)))
                      (func $branch (param i32)
                        (if (local.get 0) (then
                          (call $branch (i32.sub (local.get 0) (i32.const 1))) (call $branch (i32.sub (local.get 0) (i32.const 1))))))
                      (func (export "answer") (result i32) (i32.const 42)))
                    """;

    private GraalStops() {
    }

    static void run() throws Exception {
        CompilationLog log = new CompilationLog();
        try (Engine engine = GraalRuns.compilingImmediately(log)) {
            for (String function : List.of("spin", "fork")) {
                stops(engine, function, null);
                assertCompiled(log.take(), function.equals("spin") ? "spin" : "branch");
                timesOut(engine, function);
            }
        }
        entered();
        try (Engine engine = GraalRuns.compilingImmediately(log)) {
            log.take();
            for (String function : List.of("spin", "fork")) {
                burns(engine, function);
                assertCompiled(log.take(), function.equals("spin") ? "spin" : "branch");
            }
        }
    }

    private static void assertCompiled(List<String> told, String function) {
        assertTrue(told.stream().anyMatch(event -> event.matches("opt done [^|]* " + function + " +\\|.*")), () -> String.join("\n", told));
    }

    /** A loop is compiled while it runs, and entered then. */
    private static void entered() throws Exception {
        CompilationLog log = new CompilationLog();
        List<String> told = new ArrayList<>();
        try (Engine engine = GraalRuns.traced(log)) {
            stops(engine, "spin", () -> told.addAll(log.take()) && told.stream().anyMatch(event -> event.matches("opt done [^|]* spin<OSR.*")));
        }
    }

    /**
     * An interrupt ends the guest and leaves the context usable; closing ends both.
     *
     * @param ready when the guest is to be interrupted; null: once it runs
     */
    private static void stops(Engine engine, String function, BooleanSupplier ready) throws Exception {
        Context context = builder(engine).build();
        Value exports = exports(context);
        Value memory = exports.getMember("memory");
        BooleanSupplier runs = ready != null ? ready : () -> memory.readBufferByte(0) != 0;
        PolyglotException interrupted = whileRunning(exports.getMember(function), runs, () -> {
            context.interrupt(Duration.ZERO);
            return null;
        });
        assertTrue(interrupted.isInterrupted(), interrupted::toString);
        assertEquals(42, exports.getMember("answer").execute().asInt());
        memory.writeBufferByte(0, (byte) 0);
        PolyglotException cancelled = whileRunning(exports.getMember(function), () -> memory.readBufferByte(0) != 0, () -> {
            context.close(true);
            return null;
        });
        assertTrue(cancelled.isCancelled(), cancelled::toString);
    }

    private static PolyglotException whileRunning(Value function, BooleanSupplier runs, Callable<Void> end) throws Exception {
        try (ExecutorService guests = Executors.newSingleThreadExecutor()) {
            Future<?> guest = guests.submit(() -> function.executeVoid());
            while (!runs.getAsBoolean()) {
                assertFalse(guest.isDone(), "the guest ended by itself");
                Thread.onSpinWait();
            }
            end.call();
            return (PolyglotException) assertThrows(ExecutionException.class, guest::get).getCause();
        }
    }

    private static void timesOut(Engine engine, String function) {
        Context context = builder(engine).option("wasm.Timeout", "50ms").build();
        PolyglotException end = assertThrows(PolyglotException.class, () -> exports(context).getMember(function).executeVoid());
        assertTrue(end.isCancelled() && end.isResourceExhausted() && !end.isInternalError(), end::toString);
        assertEquals("timed out: the limit is 50ms (wasm.Timeout)", end.getMessage());
    }

    private static void burns(Engine engine, String function) {
        try (Context context = builder(engine).option("wasm.Fuel", "1000000").build()) {
            Value exports = exports(context);
            for (int i = 0; i < 3; i++) {
                context.getBindings("wasm").putMember("fuel", 1_000_000);
                PolyglotException end = assertThrows(PolyglotException.class, () -> exports.getMember(function).executeVoid());
                assertEquals("out of fuel", end.getGuestObject().getMember("kind").asString());
                assertEquals(0, context.getBindings("wasm").getMember("fuel").asLong());
            }
        }
    }

    private static Context.Builder builder(Engine engine) {
        return Context.newBuilder("wasm").engine(engine).option("wasm.Compiler", "truffle");
    }

    private static Value exports(Context context) {
        return Guests.module(context, "endless", ENDLESS).newInstance().getMember("exports");
    }
}
