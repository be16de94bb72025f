package org.tilia.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tilia.wasm.ContextTier.ROUNDS;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tilia.wasm.host.HostModule;

/** How a guest ends from outside, and what is left of it. */
class LifeCycleTest {

    private static final String GUEST = """
                    (module
                      (import "env" "act" (func $act (param i32) (result i32)))
                      (memory (export "memory") 1)
                      (func (export "spin")
                        (i32.store8 (i32.const 0) (i32.const 1))
                        (loop $again
                          (br_if $again (i32.eqz (i32.load8_u (i32.const 1))))))
                      (func (export "count") (param $n i32) (result i32) (local $i i32)
                        (loop $again
                          (local.set $i (i32.add (local.get $i) (i32.const 1)))
                          (br_if $again (i32.ne (local.get $i) (local.get $n))))
                        (local.get $i))
                      (func (export "act") (param i32) (result i32) (local $result i32)
                        (local.set $result (call $act (local.get 0)))
                        (loop $again
                          (br_if $again (i32.eq (local.get $result) (i32.const -1))))
                        (local.get $result))
                      (func (export "twice") (param i32)
                        (drop (call $act (local.get 0)))
                        (i32.store (i32.const 4) (memory.grow (i32.const 1)))
                        (drop (call $act (i32.add (local.get 0) (i32.load (i32.const 4))))))
                      (func (export "trap") unreachable))""";

    private static Value exports(Context context, HostModule host) throws Exception {
        Source source = Source.newBuilder("wasm", GUEST, "guest").mimeType("application/wasm-text").build();
        Value exports = context.eval(source).newInstance(host).getMember("exports");
        for (int i = 0; i < ROUNDS; i++) {
            assertEquals(100_000, exports.getMember("count").execute(100_000).asInt());
        }
        return exports;
    }

    private static Value exports(Context context) throws Exception {
        return exports(context, HostModule.builder("env").function("act", (int value) -> value).build());
    }

    /** A guest in an endless loop on a thread of its own. */
    private static Future<?> spin(ExecutorService thread, Value exports) {
        exports.getMember("memory").writeBufferByte(1, (byte) 0);
        exports.getMember("memory").writeBufferByte(0, (byte) 0);
        Future<?> guest = thread.submit(() -> exports.getMember("spin").executeVoid());
        while (exports.getMember("memory").readBufferByte(0) == 0) {
            Thread.onSpinWait();
        }
        return guest;
    }

    private static PolyglotException failure(Future<?> guest) {
        return (PolyglotException) assertThrows(ExecutionException.class, guest::get).getCause();
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptStopsTheGuestAndLeavesTheContextUsable(ContextTier tier) throws Exception {
        Context context = tier.builder().build();
        try (ExecutorService thread = Executors.newSingleThreadExecutor(); AutoCloseable _ = () -> context.close(true)) {
            Value exports = exports(context);
            for (int i = 0; i < 3; i++) {
                Future<?> guest = spin(thread, exports);
                context.interrupt(Duration.ZERO);
                assertTrue(failure(guest).isInterrupted());
                assertEquals(7, exports.getMember("count").execute(7).asInt());
            }
        }
    }

    /** As tools submit them: the guest goes on as if nothing had been. */
    @ParameterizedTest
    @EnumSource
    void anActionOfAToolReachesARunningLoop(ContextTier tier) throws Exception {
        Context context = tier.builder().build();
        try (ExecutorService thread = Executors.newSingleThreadExecutor(); AutoCloseable _ = () -> context.close(true)) {
            Value exports = exports(context);
            ActionInstrument tool = context.getEngine().getInstruments().get(ActionInstrument.ID).lookup(ActionInstrument.class);
            Future<?> guest = spin(thread, exports);
            for (int i = 0; i < 3; i++) {
                CountDownLatch reached = new CountDownLatch(1);
                tool.submit(context, reached::countDown);
                reached.await();
            }
            exports.getMember("memory").writeBufferByte(1, (byte) 1);
            guest.get();
            assertEquals(7, exports.getMember("count").execute(7).asInt());
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingWhileAnotherThreadRunsIsRefusedUnlessItIsToCancel(ContextTier tier) throws Exception {
        Context context = tier.builder().build();
        try (ExecutorService thread = Executors.newSingleThreadExecutor(); AutoCloseable _ = () -> context.close(true)) {
            Value exports = exports(context);
            Value count = exports.getMember("count");
            Future<?> guest = spin(thread, exports);
            assertThrows(IllegalStateException.class, context::close);
            assertEquals(7, count.execute(7).asInt());
            context.close(true);
            assertTrue(failure(guest).isCancelled());
            assertTrue(assertThrows(PolyglotException.class, () -> count.execute(7)).isCancelled());
            context.close(true);
            assertTrue(assertThrows(PolyglotException.class, context::close).isCancelled());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallAfterTheEndSaysThatItIsTheEnd(ContextTier tier) throws Exception {
        Context context = tier.builder().build();
        Value exports = exports(context);
        Value count = exports.getMember("count");
        Value memory = exports.getMember("memory");
        context.close();
        context.close();
        assertEquals("The Context is already closed.", assertThrows(IllegalStateException.class, () -> count.execute(7)).getMessage());
        assertThrows(IllegalStateException.class, () -> memory.readBufferByte(0));
        assertThrows(IllegalStateException.class, () -> exports.getMember("count"));
    }

    /** The host that the guest called ends the guest, which would go on for ever. */
    @ParameterizedTest
    @EnumSource
    void aGuestIsCancelledByTheHostThatItCalls(ContextTier tier) throws Exception {
        Context context = tier.builder().build();
        Value exports = exports(context, HostModule.builder("env").function("act", (int value) -> {
            context.close(true);
            return -1;
        }).build());
        assertTrue(assertThrows(PolyglotException.class, () -> exports.getMember("act").execute(1)).isCancelled());
        assertTrue(assertThrows(PolyglotException.class, () -> exports.getMember("act").execute(1)).isCancelled());
    }

    /** A call that is under way outlives it. */
    @ParameterizedTest
    @EnumSource
    void aHostThatTheGuestCallsMayCloseTheContext(ContextTier tier) throws Exception {
        Context context = tier.builder().build();
        boolean[] returned = new boolean[1];
        Value exports = exports(context, HostModule.builder("env").function("act", (int value) -> {
            if (value == 1) {
                context.close();
            } else {
                returned[0] = value == 2;
            }
            return value;
        }).build());
        Value twice = exports.getMember("twice");
        twice.executeVoid(1);
        assertTrue(returned[0]);
        assertThrows(IllegalStateException.class, () -> twice.execute(1));
        context.close();
    }

    /** Loops that the host's calls back run can be stopped, too: the guest is then on the stack twice. */
    @ParameterizedTest
    @EnumSource
    void aLoopInACallBackStops(ContextTier tier) throws Exception {
        Value[] guest = new Value[1];
        HostModule host = HostModule.builder("env").function("act", (int value) -> {
            guest[0].getMember("spin").executeVoid();
            return value;
        }).build();
        Context context = tier.builder().build();
        try (ExecutorService thread = Executors.newSingleThreadExecutor(); AutoCloseable _ = () -> context.close(true)) {
            Value exports = exports(context, host);
            guest[0] = exports;
            Future<?> running = thread.submit(() -> exports.getMember("act").execute(1));
            while (exports.getMember("memory").readBufferByte(0) == 0) {
                Thread.onSpinWait();
            }
            context.interrupt(Duration.ZERO);
            assertTrue(failure(running).isInterrupted());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aToolsExitEndsTheGuestWithItsStatus(ContextTier tier) throws Exception {
        Context context = tier.builder().build();
        try (ExecutorService thread = Executors.newSingleThreadExecutor(); AutoCloseable _ = () -> context.close(true)) {
            Value exports = exports(context);
            Value count = exports.getMember("count");
            ActionInstrument tool = context.getEngine().getInstruments().get(ActionInstrument.ID).lookup(ActionInstrument.class);
            Future<?> guest = spin(thread, exports);
            tool.exit(context, 42);
            PolyglotException exit = failure(guest);
            assertTrue(exit.isExit());
            assertEquals(42, exit.getExitStatus());
            assertTrue(assertThrows(PolyglotException.class, () -> count.execute(7)).isExit());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTrapLeavesTheInstanceUsable(ContextTier tier) throws Exception {
        try (Context context = tier.builder().build()) {
            Value exports = exports(context);
            for (int i = 0; i < ROUNDS; i++) {
                PolyglotException trap = assertThrows(PolyglotException.class, () -> exports.getMember("trap").execute());
                assertTrue(trap.isGuestException() && !trap.isExit() && !trap.isCancelled() && !trap.isInternalError());
                assertEquals(7, exports.getMember("count").execute(7).asInt());
            }
        }
    }
}
