package org.tilia.wasm.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ExecutionException;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code memory.atomic.wait} and {@code notify}, and the traps of atomic instructions. */
class WaitTest {

    private static final int NOTIFIED = 0;
    private static final int NOT_EQUAL = 1;
    private static final int TIMED_OUT = 2;

    private static final String FUNCTIONS = """
                    (func (export "wait32") (param i32 i32 i64) (result i32)
                      (memory.atomic.wait32 (local.get 0) (local.get 1) (local.get 2)))
                    (func (export "wait64") (param i32 i64 i64) (result i32)
                      (memory.atomic.wait64 (local.get 0) (local.get 1) (local.get 2)))
                    (func (export "notify") (param i32 i32) (result i32) (memory.atomic.notify (local.get 0) (local.get 1)))
                    (func (export "load") (param i32) (result i64) (i64.atomic.load offset=8 (local.get 0)))
                    (func (export "swap") (param i32 i32) (result i32)
                      (i32.atomic.rmw16.cmpxchg_u (i32.const 32) (local.get 0) (local.get 1)))
                    (func (export "fence") (i32.store (i32.const 40) (i32.const 1)) (atomic.fence)
                      (i32.store (i32.const 40) (i32.const 2)))
                    """;

    private static Value shared(ThreadedContext guest) {
        return guest.module("(module (memory 1 1 shared)" + FUNCTIONS + ")").newInstance().getMember("exports");
    }

    /** Starts a wait and returns once the thread is in it. */
    private static void waiting(FutureTask<?> task) {
        Thread thread = new Thread(task);
        thread.start();
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsOfWaits(Form form) {
        try (ThreadedContext guest = new ThreadedContext(form)) {
            Value exports = shared(guest);
            assertEquals(NOT_EQUAL, exports.invokeMember("wait32", 0, 1, -1L).asInt());
            assertEquals(NOT_EQUAL, exports.invokeMember("wait64", 0, 1L << 40, -1L).asInt());
            assertEquals(TIMED_OUT, exports.invokeMember("wait32", 0, 0, 0L).asInt());
            assertEquals(TIMED_OUT, exports.invokeMember("wait64", 0, 0L, 1_000L).asInt());
            assertEquals(0, exports.invokeMember("notify", 0, -1).asInt(), "a wait that is over is notified of nothing");
            exports.invokeMember("fence");
            assertEquals(0, exports.invokeMember("swap", 0x70000, 5).asInt(), "an expected value is as narrow as the memory's");
            assertEquals(5, exports.invokeMember("swap", 0, 0).asInt());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoWaitsLongestIsNotifiedFirst(Form form) throws Exception {
        try (ThreadedContext guest = new ThreadedContext(form)) {
            Value exports = shared(guest);
            List<Integer> order = Collections.synchronizedList(new ArrayList<>());
            List<FutureTask<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = i;
                FutureTask<Integer> task = new FutureTask<>(() -> {
                    int result = exports.invokeMember("wait32", 16, 0, -1L).asInt();
                    order.add(number);
                    return result;
                });
                tasks.add(task);
                waiting(task);
            }
            assertEquals(0, exports.invokeMember("notify", 24, -1).asInt(), "nobody waits there");
            assertEquals(0, exports.invokeMember("notify", 16, 0).asInt());
            assertEquals(1, exports.invokeMember("notify", 16, 1).asInt());
            assertEquals(NOTIFIED, tasks.getFirst().get());
            assertEquals(List.of(0), order);
            assertEquals(2, exports.invokeMember("notify", 16, -1).asInt());
            for (FutureTask<Integer> task : tasks) {
                assertEquals(NOTIFIED, task.get());
            }
            assertEquals(0, exports.invokeMember("notify", 16, -1).asInt());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedContextEndsWaits(Form form) throws Exception {
        ThreadedContext guest = new ThreadedContext(form);
        Value exports = shared(guest);
        FutureTask<Value> task = new FutureTask<>(() -> exports.invokeMember("wait64", 8, 0L, -1L));
        waiting(task);
        guest.cancel();
        PolyglotException ended = (PolyglotException) assertThrows(ExecutionException.class, task::get).getCause();
        assertTrue(ended.isCancelled(), ended::getMessage);
    }

    @ParameterizedTest
    @EnumSource
    void traps(Form form) {
        try (ThreadedContext guest = new ThreadedContext(form)) {
            Value exports = shared(guest);
            assertTrap("unaligned atomic: 2 is not a multiple of 4", () -> exports.invokeMember("wait32", 2, 0, 0L));
            assertTrap("unaligned atomic", () -> exports.invokeMember("wait64", 4, 0L, 0L));
            assertTrap("unaligned atomic", () -> exports.invokeMember("notify", 1, 0));
            assertTrap("unaligned atomic: 12 is not a multiple of 8", () -> exports.invokeMember("load", 4));
            assertTrap("out of bounds memory access: 8 bytes at 65528 + 8", () -> exports.invokeMember("load", 65528));
            assertTrap("out of bounds memory access", () -> exports.invokeMember("load", -8));
            assertTrap("out of bounds memory access", () -> exports.invokeMember("notify", 65536, 1));
            Value alone = guest.module("(module (memory 1 1)" + FUNCTIONS + ")").newInstance().getMember("exports");
            assertTrap("expected shared memory", () -> alone.invokeMember("wait32", 0, 0, 0L));
            assertTrap("expected shared memory", () -> alone.invokeMember("wait64", 0, 0L, 0L));
            assertEquals(0, alone.invokeMember("notify", 0, 1).asInt());
            assertEquals(0, alone.invokeMember("load", 0).asLong());
        }
    }

    private static void assertTrap(String message, org.junit.jupiter.api.function.Executable code) {
        PolyglotException trap = assertThrows(PolyglotException.class, code);
        assertTrue(trap.isGuestException() && trap.getMessage().startsWith(message), trap::getMessage);
    }

    @Test
    void anArrayOfTheMaximumIsTakenAtOnceOrRefused() {
        try (ThreadedContext guest = new ThreadedContext(Form.INTERPRETED_ARRAY, "wasm.MaxMemory", "1MB")) {
            PolyglotException refused = assertThrows(PolyglotException.class, () -> guest.module("(module (memory 1 17 shared))").newInstance());
            assertTrue(refused.getMessage().contains("takes its maximum of 1114112 bytes at once"), refused::getMessage);
            Value exports = guest.module("(module (memory 1 16 shared) (func (export \"grow\") (result i32) (memory.grow (i32.const 15))))").newInstance().getMember("exports");
            assertEquals(1, exports.invokeMember("grow").asInt());
        }
    }
}
