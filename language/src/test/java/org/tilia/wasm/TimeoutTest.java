package org.tilia.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tilia.wasm.host.HostModule;

/** {@code wasm.Timeout}: nothing outlives it. The guests here never end by themselves, so no test depends on how long anything takes. */
class TimeoutTest {

    private static final String GUEST = """
                    (module
                      (import "env" "wait" (func $wait))
                      (memory 1 1 shared)
                      (func (export "loop") (loop $again (br $again)))
                      (func (export "recursion") (call $fork (i32.const 200)))
                      (func $fork (param i32)
                        (if (local.get 0) (then (call $fork (i32.sub (local.get 0) (i32.const 1))) (call $fork (i32.sub (local.get 0) (i32.const 1))))))
                      (func (export "atomic") (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))))
                      (func (export "host") (call $wait) (loop $again (br $again)))
                      (func (export "answer") (result i32) (i32.const 42)))""";

    private static Value exports(Context context) throws Exception {
        // A host that waits for what never comes, and ends when it is interrupted.
        HostModule env = HostModule.builder("env").function("wait", () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                // The guest goes on.
            }
        }).build();
        Source source = Source.newBuilder("wasm", GUEST, "guest").mimeType("application/wasm-text").build();
        return context.eval(source).newInstance(env).getMember("exports");
    }

    private static void assertTimedOut(PolyglotException end) {
        assertTrue(end.isCancelled() && end.isResourceExhausted(), end::toString);
        assertFalse(end.isInternalError(), end::toString);
        assertEquals("timed out: the limit is 50ms (wasm.Timeout)", end.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void endsWhateverRuns(ContextTier tier) throws Exception {
        for (String function : new String[]{"loop", "recursion", "atomic", "host"}) {
            Context context = tier.builder().option("wasm.Timeout", "50ms").build();
            PolyglotException end = assertThrows(PolyglotException.class, () -> exports(context).getMember(function).executeVoid(), function);
            assertTimedOut(end);
            assertTrue(assertThrows(PolyglotException.class, () -> context.eval("wasm", "(module)")).isCancelled());
        }
    }

    @Test
    void endsAllThreads() throws Exception {
        Context context = Context.newBuilder("wasm").option("wasm.Timeout", "50ms").build();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> guests = new ArrayList<>();
            for (String function : List.of("loop", "recursion", "atomic")) {
                guests.add(threads.submit(() -> {
                    exports(context).getMember(function).executeVoid();
                    return null;
                }));
            }
            for (Future<?> guest : guests) {
                assertTimedOut((PolyglotException) assertThrows(ExecutionException.class, guest::get).getCause());
            }
        }
    }

    @Test
    void aContextThatIsClosedInTimeHasNoEnd() throws Exception {
        try (Context context = Context.newBuilder("wasm").option("wasm.Timeout", "1h").build()) {
            assertEquals(42, exports(context).getMember("answer").execute().asInt());
        }
    }

    @ParameterizedTest
    @CsvSource({"10, not a time such as 500ms or 10s: 10", "ms, not a time such as 500ms or 10s: ms", "1.5s, not a time such as 500ms or 10s: 1.5s",
                    "-1s, not a time such as 500ms or 10s: -1s", "9999999999999999h, longer than any time: 9999999999999999h"})
    void aWrongTimeIsNamed(String time, String message) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Context.newBuilder("wasm").option("wasm.Timeout", time).build());
        assertTrue(refused.getMessage().contains(message), refused::getMessage);
    }

    @ParameterizedTest
    @CsvSource({"500, 500ms", "1500, 1500ms", "10000, 10s", "120000, 2m", "7200000, 2h", "90000, 90s"})
    void timesAreNamedAsTheyAreWritten(long millis, String text) {
        assertEquals(text, Quantities.format(Duration.ofMillis(millis)));
    }
}
