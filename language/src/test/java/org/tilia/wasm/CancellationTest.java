package org.tilia.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Closing a context from another thread stops an empty loop within a tenth of a second, in each tier. */
class CancellationTest {

    private static final long PROMISED_MILLIS = 100;
    private static final int ATTEMPTS = 10;

    private static final String ENDLESS = """
                    (module
                      (memory (export "memory") 1)
                      (func (export "spin")
                        (i32.store8 (i32.const 0) (i32.const 1))
                        (loop $again (br $again)))
                      (func $fork (export "fork") (param i32) (result i32)
                        (i32.store8 (i32.const 0) (i32.const 1))
                        (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 1))
                          (else (i32.add (call $fork (i32.sub (local.get 0) (i32.const 1)))
                                         (call $fork (i32.sub (local.get 0) (i32.const 1)))))))
                      (func (export "count") (param $n i32) (result i32) (local $i i32)
                        (loop $again
                          (local.set $i (i32.add (local.get $i) (i32.const 1)))
                          (br_if $again (i32.ne (local.get $i) (local.get $n))))
                        (local.get $i)))""";

    @ParameterizedTest
    @CsvSource({"none, 0", "jvm, 0", "jvm, 500", "auto, 2000"})
    void anEmptyLoopStops(String compiler, String threshold) throws Exception {
        assertStops(compiler, threshold, "spin");
    }

    /** Calls that never end although each of them does, and no loop in sight. */
    @ParameterizedTest
    @CsvSource({"none, 0", "jvm, 0", "jvm, 500", "auto, 2000"})
    void aRecursionStops(String compiler, String threshold) throws Exception {
        assertStops(compiler, threshold, "fork", 200);
    }

    private static void assertStops(String compiler, String threshold, String function, Object... arguments) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && best > PROMISED_MILLIS; i++) {
            best = Math.min(best, millisToStop(compiler, threshold, function, arguments));
        }
        if (best > PROMISED_MILLIS) {
            fail("it took " + best + " ms in the best of the attempts");
        }
    }

    private static long millisToStop(String compiler, String threshold, String function, Object... arguments) throws Exception {
        try (ExecutorService guests = Executors.newSingleThreadExecutor()) {
            Context context = Context.newBuilder("wasm").allowExperimentalOptions(true).option("wasm.Compiler", compiler)
                            .option("wasm.CompileThreshold", threshold).option("wasm.LoopThreshold", threshold)
                            .option("engine.WarnInterpreterOnly", "false").build();
            Value exports = context.eval(Source.newBuilder("wasm", ENDLESS, "endless").mimeType("application/wasm-text").build()).newInstance().getMember("exports");
            assertEquals(5_000_000, exports.getMember("count").execute(5_000_000).asInt(), "warm-up");
            Value memory = exports.getMember("memory");
            Future<?> guest = guests.submit(() -> exports.getMember(function).executeVoid(arguments));
            while (memory.readBufferByte(0) == 0) {
                Thread.onSpinWait();
            }
            long start = System.nanoTime();
            context.close(true);
            Exception stopped = assertThrows(Exception.class, guest::get);
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(((PolyglotException) stopped.getCause()).isCancelled(), () -> "ended by " + stopped.getCause());
            return millis;
        }
    }
}
