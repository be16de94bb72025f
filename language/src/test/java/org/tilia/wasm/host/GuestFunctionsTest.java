package org.tilia.wasm.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tilia.wasm.ContextTier.ROUNDS;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.StreamSupport;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tilia.wasm.ContextTier;

/** Functions of guests as Java's own, from the tree and from compiled code, inside of the context and from outside. */
@Timeout(60)
class GuestFunctionsTest {

    private static final String GUEST = """
                    (module $guest
                      (import "env" "act" (func $act (param i32) (result i32)))
                      (memory (export "memory") 1)
                      (global $last (mut i32) (i32.const 0))
                      (table (export "table") 1 funcref)
                      (elem (i32.const 0) func $add)
                      (func $add (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
                      (func (export "wide") (param i64) (result i64) (i64.add (local.get 0) (i64.const 1)))
                      (func (export "half") (param f64) (result f64) (f64.div (local.get 0) (f64.const 2)))
                      (func (export "mixed") (param i32 i64 f32 f64) (result f32)
                        (f32.add (f32.convert_i32_s (local.get 0)) (f32.add (f32.convert_i64_s (local.get 1))
                          (f32.add (local.get 2) (f32.demote_f64 (local.get 3))))))
                      (func (export "set") (param i32) (global.set $last (local.get 0)))
                      (func (export "last") (result i32) (global.get $last))
                      (func (export "divide") (param i32 i32) (result i32 i64)
                        (i32.div_s (local.get 0) (local.get 1)) (i64.extend_i32_s (i32.rem_s (local.get 0) (local.get 1))))
                      (func (export "same") (param externref) (result externref) (local.get 0))
                      (func (export "pair") (param externref i32) (result i32 externref) (local.get 1) (local.get 0))
                      (func $sum (export "sum") (param $n i32) (result i32) (local $sum i32)
                        (loop $again
                          (local.set $sum (i32.add (local.get $sum) (local.get $n)))
                          (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                        (local.get $sum))
                      (func $inner (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
                      (func (export "trap") (param i32) (result i32) (call $inner (local.get 0)))
                      (func (export "act") (param i32) (result i32) (call $act (local.get 0)))
                      (func $deep (export "deep") (param i32) (result i32) (i32.add (i32.const 1) (call $deep (local.get 0))))
                      (func (export "forever") (param i32) (result i32)
                        (i32.store8 (i32.const 0) (i32.const 1)) (loop $again (br $again)) (i32.const 0)))""";

    interface Mixed {
        float apply(int a, long b, float c, double d);
    }

    private interface Hidden {
        boolean test(int a, boolean b);
    }

    record Division(int quotient, long remainder) {
    }

    interface Divide {
        Division divide(int a, int b);
    }

    record Pair(boolean flag, Value object) {
    }

    interface MakePair {
        Pair make(Value object, boolean flag);
    }

    interface Same {
        Value apply(Value object);
    }

    /** What the import {@code act} does. */
    private final AtomicReference<IntUnaryOperator> action = new AtomicReference<>(IntUnaryOperator.identity());

    private Value exports(Context context) {
        Source source = Source.newBuilder("wasm", GUEST, "guest").mimeType("application/wasm-text").buildLiteral();
        return context.eval(source).newInstance(HostModule.builder("env").function("act", (int value) -> action.get().applyAsInt(value)).build())
                        .getMember("exports");
    }

    /** From outside, and then in the entered context; so often that each tier runs. */
    private static void inAndOut(Context context, Runnable test) {
        for (int i = 0; i < ROUNDS; i++) {
            test.run();
        }
        context.enter();
        try {
            for (int i = 0; i < ROUNDS; i++) {
                test.run();
            }
        } finally {
            context.leave();
        }
    }

    private static <F> F as(Value exports, String name, Class<F> type) {
        return GuestFunctions.as(exports.getMember(name), type);
    }

    @ParameterizedTest
    @EnumSource
    void valuesOfAllTypesCross(ContextTier tier) {
        try (Context context = tier.builder().allowHostAccess(HostAccess.NONE).build()) {
            Value exports = exports(context);
            IntBinaryOperator add = as(exports, "add", IntBinaryOperator.class);
            LongUnaryOperator wide = as(exports, "wide", LongUnaryOperator.class);
            DoubleUnaryOperator half = as(exports, "half", DoubleUnaryOperator.class);
            Mixed mixed = as(exports, "mixed", Mixed.class);
            IntConsumer set = as(exports, "set", IntConsumer.class);
            BooleanSupplier last = as(exports, "last", BooleanSupplier.class);
            Hidden hidden = as(exports, "add", Hidden.class);
            IntUnaryOperator sum = as(exports, "sum", IntUnaryOperator.class);
            IntUnaryOperator act = as(exports, "act", IntUnaryOperator.class);
            IntBinaryOperator element = GuestFunctions.as(exports.getMember("table").getArrayElement(0), IntBinaryOperator.class);
            inAndOut(context, () -> {
                assertEquals(42, add.applyAsInt(1, 41));
                assertEquals(Integer.MIN_VALUE, add.applyAsInt(Integer.MAX_VALUE, 1));
                assertEquals(1L << 40, wide.applyAsLong((1L << 40) - 1));
                assertEquals(-0.75, half.applyAsDouble(-1.5));
                assertEquals(10.5f, mixed.apply(1, 2, 3.5f, 4));
                set.accept(2);
                assertTrue(last.getAsBoolean());
                set.accept(0);
                assertFalse(last.getAsBoolean());
                assertTrue(hidden.test(-2, true));
                assertFalse(hidden.test(-1, true));
                assertEquals(5050, sum.applyAsInt(100));
                assertEquals(7, act.applyAsInt(7));
                assertEquals(3, element.applyAsInt(1, 2));
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void recordsAreSeveralResultsAndValuesAreReferences(ContextTier tier) {
        try (Context context = tier.builder().build()) {
            Value exports = exports(context);
            Divide divide = as(exports, "divide", Divide.class);
            MakePair pair = as(exports, "pair", MakePair.class);
            Same same = as(exports, "same", Same.class);
            Object object = new Object();
            inAndOut(context, () -> {
                assertEquals(new Division(-4, -2), divide.divide(-22, 5));
                Pair made = pair.make(context.asValue(object), true);
                assertTrue(made.flag());
                assertSame(object, made.object().asHostObject());
                assertSame(object, same.apply(context.asValue(object)).asHostObject());
                assertTrue(same.apply(null).isNull());
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void handlesHaveTheTypeThatIsAskedFor(ContextTier tier) throws Throwable {
        try (Context context = tier.builder().build()) {
            Value exports = exports(context);
            MethodHandle add = GuestFunctions.handle(exports.getMember("add"), MethodType.methodType(int.class, int.class, int.class));
            MethodHandle both = GuestFunctions.handle(exports.getMember("add"), MethodType.methodType(boolean.class, boolean.class, int.class));
            MethodHandle divide = GuestFunctions.handle(exports.getMember("divide"), MethodType.methodType(Division.class, int.class, int.class));
            for (int i = 0; i < ROUNDS; i++) {
                assertEquals(42, (int) add.invokeExact(1, 41));
                assertFalse((boolean) both.invokeExact(true, -1));
                assertTrue((boolean) both.invokeExact(true, 1));
                assertEquals(new Division(8, 2), (Division) divide.invokeExact(42, 5));
            }
        }
    }

    @Test
    void oneClassServesAllInstances() {
        try (Context context = Context.create("wasm")) {
            IntBinaryOperator first = as(exports(context), "add", IntBinaryOperator.class);
            IntBinaryOperator second = as(exports(context), "add", IntBinaryOperator.class);
            assertSame(first.getClass(), second.getClass());
            assertEquals(first.applyAsInt(1, 2), second.applyAsInt(2, 1));
        }
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeACall() {
        try (Context context = Context.create("wasm")) {
            Value exports = exports(context);
            assertRefused("add has the type [i32 i32] -> [i32]; java.util.function.IntUnaryOperator stands for [i32] -> [i32]",
                            () -> as(exports, "add", IntUnaryOperator.class));
            assertRefused("add has the type [i32 i32] -> [i32]; the handle stands for [i32 i32] -> [i64]",
                            () -> GuestFunctions.handle(exports.getMember("add"), MethodType.methodType(long.class, int.class, int.class)));
            assertRefused("java.util.function.Function: parameter 1 is a Object, which is none of int, long, float, double, boolean and Value",
                            () -> as(exports, "same", Function.class));
            assertRefused("the handle: parameter 1 is a Caller, which functions of the host have only",
                            () -> GuestFunctions.handle(exports.getMember("last"), MethodType.methodType(int.class, Caller.class)));
            assertRefused("java.lang.String is no functional interface", () -> as(exports, "add", String.class));
            assertRefused("memory of 1 pages is no function of WebAssembly", () -> as(exports, "memory", IntBinaryOperator.class));
            Value host = context.asValue((ProxyExecutable) _ -> 1);
            assertTrue(assertThrows(IllegalArgumentException.class, () -> GuestFunctions.as(host, BooleanSupplier.class)).getMessage()
                            .endsWith(" is no function of WebAssembly"));
        }
    }

    private static void assertRefused(String message, Runnable action) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    @Test
    void aLookupOpensInterfacesOfClosedPackages() {
        try (Context context = Context.create("wasm")) {
            Hidden hidden = GuestFunctions.as(MethodHandles.lookup(), exports(context).getMember("add"), Hidden.class);
            assertTrue(hidden.test(1, true));
            assertEquals(Hidden.class.getPackageName(), hidden.getClass().getPackageName());
        }
    }

    private static PolyglotException failure(Runnable call) {
        return assertThrows(PolyglotException.class, call::run);
    }

    private static List<String> guestFrames(PolyglotException e) {
        return StreamSupport.stream(e.getPolyglotStackTrace().spliterator(), false).filter(PolyglotException.StackFrame::isGuestFrame)
                        .map(frame -> frame.getRootName()).toList();
    }

    @ParameterizedTest
    @EnumSource
    void trapsAreThoseOfOtherCalls(ContextTier tier) {
        try (Context context = tier.builder().build()) {
            Value exports = exports(context);
            IntUnaryOperator trap = as(exports, "trap", IntUnaryOperator.class);
            inAndOut(context, () -> {
                PolyglotException seen = failure(() -> trap.applyAsInt(0));
                PolyglotException other = failure(() -> exports.getMember("trap").execute(0));
                assertTrue(seen.isGuestException());
                assertEquals(other.getMessage(), seen.getMessage());
                assertEquals("integer divide by zero", seen.getGuestObject().getMember("kind").asString());
                assertArrayEquals(other.getGuestObject().getMember("stack").as(String[].class), seen.getGuestObject().getMember("stack").as(String[].class));
                assertEquals(List.of("inner", "trap"), guestFrames(seen));
                assertEquals(1, trap.applyAsInt(1));
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void exceptionsOfTheHostAndExitsPass(ContextTier tier) {
        try (Context context = tier.builder().build()) {
            IntUnaryOperator act = as(exports(context), "act", IntUnaryOperator.class);
            IllegalStateException thrown = new IllegalStateException("stop");
            action.set(_ -> {
                throw thrown;
            });
            inAndOut(context, () -> {
                PolyglotException seen = failure(() -> act.applyAsInt(1));
                assertTrue(seen.isHostException());
                assertSame(thrown, seen.asHostException());
            });
            action.set(_ -> {
                throw new Caller(null).exit(3);
            });
            inAndOut(context, () -> {
                PolyglotException seen = failure(() -> act.applyAsInt(1));
                assertTrue(seen.isExit());
                assertEquals(3, seen.getExitStatus());
            });
            action.set(value -> value + 1);
            assertEquals(2, act.applyAsInt(1));
        }
    }

    /** A guest's function is called by the host that the guest has called. */
    @ParameterizedTest
    @EnumSource
    void callsNest(ContextTier tier) {
        try (Context context = tier.builder().build()) {
            Value exports = exports(context);
            IntUnaryOperator act = as(exports, "act", IntUnaryOperator.class);
            IntUnaryOperator trap = as(exports, "trap", IntUnaryOperator.class);
            IntBinaryOperator add = as(exports, "add", IntBinaryOperator.class);
            inAndOut(context, () -> {
                action.set(value -> value == 0 ? trap.applyAsInt(0) : add.applyAsInt(value, 1));
                assertEquals(6, act.applyAsInt(5));
                PolyglotException seen = failure(() -> act.applyAsInt(0));
                assertEquals("integer divide by zero", seen.getGuestObject().getMember("kind").asString());
                // The caller's frame follows where it is interpreted: Truffle has fixed the trace when the host saw the trap.
                assertEquals(List.of("inner", "trap"), guestFrames(seen).subList(0, 2));
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOverflowOfTheStackIsATrap(ContextTier tier) {
        try (Context context = tier.builder().build()) {
            Value exports = exports(context);
            IntUnaryOperator deep = as(exports, "deep", IntUnaryOperator.class);
            IntUnaryOperator sum = as(exports, "sum", IntUnaryOperator.class);
            for (int i = 0; i < 3; i++) {
                assertEquals("call stack exhausted", failure(() -> deep.applyAsInt(0)).getGuestObject().getMember("kind").asString());
                assertEquals(6, sum.applyAsInt(3));
            }
        }
    }

    @Test
    void aContextOfItsOwnIsEnteredAndLeft() {
        try (Context context = Context.create("wasm"); Context other = Context.create("wasm")) {
            IntBinaryOperator add = as(exports(context), "add", IntBinaryOperator.class);
            IntUnaryOperator trap = as(exports(context), "trap", IntUnaryOperator.class);
            other.initialize("wasm");
            other.enter();
            Value inside = Context.getCurrent().asValue(1);
            for (int i = 0; i < ROUNDS; i++) {
                assertEquals(3, add.applyAsInt(1, 2));
                failure(() -> trap.applyAsInt(0));
                assertEquals(inside.getContext(), Context.getCurrent());
            }
            other.leave();
            assertThrows(IllegalStateException.class, Context::getCurrent);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedContextRefusesCalls(ContextTier tier) {
        Context context = tier.builder().build();
        Value exports = exports(context);
        Value value = exports.getMember("add");
        IntBinaryOperator add = as(exports, "add", IntBinaryOperator.class);
        Same same = as(exports, "same", Same.class);
        assertEquals(3, add.applyAsInt(1, 2));
        context.close();
        String expected = assertThrows(IllegalStateException.class, () -> value.execute(1, 2)).getMessage();
        assertEquals(expected, assertThrows(IllegalStateException.class, () -> add.applyAsInt(1, 2)).getMessage());
        assertEquals(expected, assertThrows(IllegalStateException.class, () -> same.apply(null)).getMessage());
        assertThrows(IllegalStateException.class, () -> GuestFunctions.as(value, IntBinaryOperator.class));
    }

    @ParameterizedTest
    @EnumSource
    void aCancelledContextEndsCallsAndRefusesOthers(ContextTier tier) throws Exception {
        Context context = tier.builder().build();
        Value exports = exports(context);
        IntUnaryOperator forever = as(exports, "forever", IntUnaryOperator.class);
        AtomicReference<PolyglotException> failure = new AtomicReference<>();
        Thread guest = Thread.ofPlatform().start(() -> failure.set(failure(() -> forever.applyAsInt(0))));
        while (exports.getMember("memory").readBufferByte(0) == 0) {
            Thread.onSpinWait();
        }
        context.close(true);
        guest.join();
        assertTrue(failure.get().isCancelled());
        assertTrue(failure(() -> forever.applyAsInt(0)).isCancelled());
    }

    /** A thread that stays inside, and whose calls are all short. */
    @ParameterizedTest
    @EnumSource
    void anEnteredThreadNoticesThatItsContextEnds(ContextTier tier) throws Exception {
        Context context = tier.builder().build();
        IntBinaryOperator add = as(exports(context), "add", IntBinaryOperator.class);
        CountDownLatch running = new CountDownLatch(1);
        AtomicReference<PolyglotException> failure = new AtomicReference<>();
        Thread host = Thread.ofPlatform().start(() -> {
            context.enter();
            try {
                failure.set(failure(() -> {
                    for (int i = 0; true; i++) {
                        add.applyAsInt(i, i);
                        if (i == 1000) {
                            running.countDown();
                        }
                    }
                }));
            } finally {
                context.leave();
            }
        });
        running.await();
        context.close(true);
        host.join();
        assertTrue(failure.get().isCancelled());
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsTheCallOnly(ContextTier tier) throws Exception {
        try (Context context = tier.builder().build()) {
            Value exports = exports(context);
            IntUnaryOperator forever = as(exports, "forever", IntUnaryOperator.class);
            IntPredicate act = as(exports, "act", IntPredicate.class);
            AtomicReference<PolyglotException> failure = new AtomicReference<>();
            Thread guest = Thread.ofPlatform().start(() -> failure.set(failure(() -> forever.applyAsInt(0))));
            while (exports.getMember("memory").readBufferByte(0) == 0) {
                Thread.onSpinWait();
            }
            context.interrupt(Duration.ZERO);
            guest.join();
            assertTrue(failure.get().isInterrupted());
            assertTrue(act.test(1));
        }
    }

    @Test
    void otherLanguagesSeeNothingOfTheBridge() {
        try (Context context = Context.create("wasm")) {
            Value bindings = context.getBindings("wasm");
            Value bridge = bindings.getMember("org.tilia.wasm.bridge");
            assertFalse(List.copyOf(bindings.getMemberKeys()).contains("org.tilia.wasm.bridge"));
            assertTrue(bridge.execute().isNull());
            assertTrue(bridge.execute(1).isNull());
            assertTrue(bridge.execute(new IllegalStateException()).isNull());
            assertNull(bindings.getMember("none"));
        }
    }
}
