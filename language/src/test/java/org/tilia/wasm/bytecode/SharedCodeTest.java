package org.tilia.wasm.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilia.wasm.WasmContext;

/** One engine, many contexts: code is shared, instances are apart. */
class SharedCodeTest {

    /** Two functions, of which {@code run} reaches everything that an instance or its imports have of their own. */
    private static final String MODULE = """
                    (module
                      (import "env" "memory" (memory 1 65536))
                      (import "env" "next" (func $next (param i32) (result i32)))
                      (import "env" "base" (global $base i32))
                      (type $unary (func (param i32) (result i32)))
                      (global $runs (export "runs") (mut i32) (i32.const 0))
                      (table $table (export "table") 2 funcref)
                      (elem (i32.const 0) func $next)
                      (func $step (param i32) (result i32)
                        (i32.add (global.get $base) (call_indirect (type $unary) (local.get 0) (i32.const 0))))
                      (func (export "run") (param $n i32) (result i32) (local $i i32)
                        (global.set $runs (i32.add (global.get $runs) (i32.const 1)))
                        (loop $again
                          (i32.store (i32.const 8) (call $step (i32.load (i32.const 8))))
                          (i32.store8 (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 1)) (local.get $i))
                          (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
                        (i32.load (i32.const 8))))""";

    /** Kept, because engines hold what they have loaded by its source, weakly. */
    private static final Source SOURCE = source(MODULE);

    private static final int FUNCTIONS = 2;

    /** Has a memory of its own, and a function that can be the import {@code next}. */
    private static final String LIBRARY = """
                    (module
                      (memory (export "memory") 3 65536)
                      (func (export "next") (param i32) (result i32) (i32.add (local.get 0) (i32.const 5))))""";

    private static final Source LIBRARY_SOURCE = source(LIBRARY);

    private final Engine engine = Engine.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false").build();

    @AfterEach
    void closeEngine() {
        engine.close(true);
    }

    private static Source source(String text) {
        return Source.newBuilder("wasm", text, "module").mimeType("application/wasm-text").buildLiteral();
    }

    /** @param options names and values, by turns */
    private Context context(String... options) {
        Context.Builder builder = Context.newBuilder("wasm").engine(engine).allowExperimentalOptions(true).option("wasm.CompileThreshold", "0");
        for (int i = 0; i < options.length; i += 2) {
            builder.option(options[i], options[i + 1]);
        }
        return builder.build();
    }

    /** What contexts with the same options share. */
    private static JvmTier tier(Context context) {
        context.initialize("wasm");
        context.enter();
        try {
            return (JvmTier) WasmContext.get(null).store().engine().hostEntries();
        } finally {
            context.leave();
        }
    }

    /** An instance, its memory, and what a run adds to the memory for each iteration. */
    private record Guest(Value exports, Value memory, int step) {

        static Guest of(Context context, Value memory, Object next, int nextStep, int base) {
            Value module = context.eval(SOURCE);
            ProxyObject env = ProxyObject.fromMap(Map.of("memory", memory, "next", next, "base", base));
            return new Guest(module.newInstance(ProxyObject.fromMap(Map.of("env", env))).getMember("exports"), memory, nextStep + base);
        }

        /** A memory of its own, and a Java function. */
        static Guest hosted(Context context, int pages, int nextStep, int base) {
            ProxyExecutable next = arguments -> arguments[0].asInt() + nextStep;
            Value type = context.asValue(ProxyObject.fromMap(Map.of("initial", pages, "maximum", 65536)));
            return of(context, context.getBindings("wasm").getMember("Memory").newInstance(type), next, nextStep, base);
        }

        /** The memory and the function of another instance. */
        static Guest linked(Context context, int base) {
            Value library = context.eval(LIBRARY_SOURCE).newInstance().getMember("exports");
            return of(context, library.getMember("memory"), library.getMember("next"), 5, base);
        }

        /** Runs so often, and checks each time that nobody else has touched what is the instance's own. */
        void run(int times) {
            int runs = exports.getMember("runs").getMember("value").asInt();
            int sum = memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, 8);
            for (int i = 1; i <= times; i++) {
                assertEquals(sum + i * 10 * step, exports.getMember("run").execute(10).asInt());
                assertEquals(runs + i, exports.getMember("runs").getMember("value").asInt());
                assertEquals(9, memory.readBufferByte(memory.getBufferSize() - 1));
            }
        }
    }

    @Test
    void aSourceIsLoadedOnceAndCompiledOnce() {
        JvmTier tier = null;
        for (int i = 0; i < 20; i++) {
            try (Context context = context()) {
                Guest.hosted(context, 1 + i, i, 100 * i).run(3);
                assertTrue(tier == null || tier == tier(context));
                tier = tier(context);
                assertEquals(1, tier.modules());
                assertEquals(FUNCTIONS, tier.compilations());
            }
        }
    }

    @Test
    void instancesOfTwoContextsAreApart() {
        try (Context one = context(); Context other = context()) {
            Guest first = Guest.hosted(one, 1, 1, 0);
            Guest second = Guest.hosted(other, 1, 1, 0);
            first.run(4);
            assertEquals(0, second.exports().getMember("runs").getMember("value").asInt());
            assertEquals(0, second.memory().readBufferInt(ByteOrder.LITTLE_ENDIAN, 8));
            second.memory().invokeMember("grow", 2);
            assertEquals(1 << 16, first.memory().getBufferSize());
            first.exports().getMember("table").setArrayElement(0, one.eval(LIBRARY_SOURCE).newInstance().getMember("exports").getMember("next"));
            second.run(4);
            assertEquals(40 + 10 * 5, first.exports().getMember("run").execute(10).asInt());
            assertEquals(1, tier(one).compilations() - FUNCTIONS, "the library's function, and nothing else");
        }
    }

    /** Sizes from one page up to more than a signed offset reaches, of the host and of another instance; Java functions and a guest's. */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "jvm"})
    void oneCodeServesDifferentMemoriesAndImportsWithoutBeingCompiledAgain(String compiler) {
        try (Context one = context("wasm.Compiler", compiler); Context other = context("wasm.Compiler", compiler)) {
            List<Guest> guests = List.of(Guest.hosted(one, 1, 1, 0), Guest.hosted(other, 33_000, -7, 1000), Guest.linked(one, 2), Guest.linked(other, -3));
            guests.forEach(guest -> guest.run(2));
            int warm = tier(one).compilations();
            assertEquals(FUNCTIONS + 1, warm);
            for (int round = 0; round < 50; round++) {
                guests.forEach(guest -> guest.run(10));
            }
            assertEquals(warm, tier(other).compilations());
            assertEquals(2, tier(other).modules());
        }
    }

    /** Memories in Java arrays take other code, of which the engine keeps one more. */
    @Test
    void contextsWithAnotherKindOfMemoryShareAmongThemselves() {
        try (Context unsafe = context(); Context one = context("wasm.UseUnsafeMemory", "false"); Context other = context("wasm.UseUnsafeMemory", "false")) {
            List<Guest> guests = List.of(Guest.hosted(unsafe, 2, 1, 0), Guest.hosted(one, 1, 2, 0), Guest.linked(other, 3));
            for (int round = 0; round < 10; round++) {
                guests.forEach(guest -> guest.run(3));
            }
            assertTrue(tier(unsafe) != tier(one) && tier(one) == tier(other));
            assertEquals(FUNCTIONS, tier(unsafe).compilations());
            assertEquals(FUNCTIONS + 1, tier(one).compilations());
        }
    }

    /** All come to the code while nothing of it is loaded, built or compiled. */
    @RepeatedTest(10)
    void threadsWithContextsOfTheirOwnLoadAndCompileTogetherOnce() throws Exception {
        int threads = 6;
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Future<JvmTier>> results = new ArrayList<>();
        try (Context keeper = context(); ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            keeper.initialize("wasm");
            for (int i = 0; i < threads; i++) {
                int number = i;
                results.add(pool.submit(() -> {
                    start.await(1, TimeUnit.MINUTES);
                    for (int round = 0; round < 10; round++) {
                        try (Context context = context()) {
                            Guest.hosted(context, 1 + number, number, 10 * round).run(5);
                        }
                    }
                    return tier(keeper);
                }));
            }
            for (Future<JvmTier> result : results) {
                JvmTier tier = result.get();
                assertEquals(FUNCTIONS, tier.compilations());
                assertEquals(1, tier.modules());
            }
        }
    }
}
