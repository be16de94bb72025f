package org.tilia.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tilia.wasm.ContextTier.ROUNDS;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tilia.wasm.host.HostModule;

/** {@code wasm.Fuel}: each instruction costs the same in each tier. */
class FuelTest {

    private static final String GUEST = """
                    (module
                      (import "env" "look" (func $look))
                      (type $f (func (param i32) (result i32)))
                      (table funcref (elem $fib))
                      (func (export "three") (result i32) (i32.add (i32.const 1) (i32.const 2)))
                      (func (export "nothing") (nop) (block (block)))
                      (func (export "look") (call $look) (drop (i32.const 1)))
                      (func $sum (export "sum") (param i32) (result i32) (local $sum i32)
                        (loop $again
                          (local.set $sum (i32.add (local.get $sum) (local.get 0)))
                          (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                        (local.get $sum))
                      (func $fib (export "fib") (param i32) (result i32)
                        (if (result i32) (i32.lt_s (local.get 0) (i32.const 2)) (then (local.get 0))
                          (else (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1)))
                            (call_indirect (type $f) (i32.sub (local.get 0) (i32.const 2)) (i32.const 0))))))
                      (func (export "switch") (param i32) (result i32)
                        (block $c (block $b (block $a
                          (br_table $a $b $c (local.get 0)))
                          (return (i32.const 10)))
                          (drop (i32.const 1)))
                        (i32.const 30))
                      (func (export "if") (param i32) (result i32)
                        (if (local.get 0) (then (local.set 0 (i32.const 7))))
                        (local.get 0))
                      (memory 2)
                      (memory $m64 i64 2)
                      (func (export "fill") (param i32) (memory.fill (i32.const 0) (i32.const 1) (local.get 0)))
                      (func (export "fill64") (param i64) (memory.fill $m64 (i64.const 0) (i32.const 1) (local.get 0)))
                      (func (export "copy") (param i32) (table.copy (i32.const 0) (i32.const 0) (local.get 0)))
                      (func (export "endless") (loop $again (br $again))))""";

    private static Value exports(Context context) throws Exception {
        return exports(context, () -> {
        });
    }

    private static Value exports(Context context, Runnable look) throws Exception {
        HostModule env = HostModule.builder("env").function("look", look::run).build();
        Source source = Source.newBuilder("wasm", GUEST, "guest").mimeType("application/wasm-text").build();
        return context.eval(source).newInstance(env).getMember("exports");
    }

    private static long fuel(Context context) {
        return context.getBindings("wasm").getMember("fuel").asLong();
    }

    private static void fill(Context context, long fuel) {
        context.getBindings("wasm").putMember("fuel", fuel);
    }

    /** The instructions that run, without those that only give structure. */
    @ParameterizedTest
    @EnumSource
    void anInstructionCostsOne(ContextTier tier) throws Exception {
        try (Context context = tier.builder().option("wasm.Fuel", "1000000").build()) {
            Value exports = exports(context);
            for (int i = 0; i < ROUNDS; i++) {
                assertCost(context, 3, exports, "three");
                assertCost(context, 0, exports, "nothing");
                assertCost(context, 100 * 9 + 1, exports, "sum", 100);
                assertCost(context, 5, exports, "fib", 1);
                // The condition and the two calls, which each go into the first branch, and the sum.
                assertCost(context, 4 + 10 + 5 + 5, exports, "fib", 2);
                assertCost(context, 2 + 2, exports, "switch", 0);
                assertCost(context, 2 + 2 + 1, exports, "switch", 1);
                assertCost(context, 2 + 1, exports, "switch", 2);
                assertCost(context, 4, exports, "fill", 63);
                assertCost(context, 4 + 1000, exports, "fill", 64000);
                assertCost(context, 4 + 1000, exports, "fill64", 64000);
                assertCost(context, 4, exports, "copy", 1);
                assertCost(context, 2 + 1, exports, "if", 0);
                assertCost(context, 2 + 2 + 1, exports, "if", 1);
            }
        }
    }

    private static void assertCost(Context context, long cost, Value exports, String function, Object... arguments) {
        long before = fuel(context);
        exports.getMember(function).execute(arguments);
        assertEquals(cost, before - fuel(context), () -> function + List.of(arguments));
    }

    /** A loop that is entered as compiled code in the middle of a call counts on where the tree stopped. */
    @Test
    void allTiersBurnTheSame() throws Exception {
        Set<Long> burnt = new HashSet<>();
        for (ContextTier tier : ContextTier.values()) {
            try (Context context = tier.builder().option("wasm.Fuel", "1000000000").build()) {
                Value exports = exports(context);
                for (int i = 0; i < ROUNDS; i++) {
                    long before = fuel(context);
                    assertEquals(610, exports.getMember("fib").execute(15).asInt());
                    assertEquals(50005000, exports.getMember("sum").execute(10_000).asInt());
                    burnt.add(before - fuel(context));
                }
            }
        }
        assertEquals(1, burnt.size(), burnt::toString);
    }

    @ParameterizedTest
    @EnumSource
    void aGuestWithoutFuelTraps(ContextTier tier) throws Exception {
        try (Context context = tier.builder().option("wasm.Fuel", "902").build()) {
            Value exports = exports(context);
            for (int i = 0; i < ROUNDS; i++) {
                fill(context, 901);
                assertEquals(5050, exports.getMember("sum").execute(100).asInt());
                assertEquals(0, fuel(context));
                fill(context, 900);
                assertOutOfFuel(exports.getMember("sum"), 100);
                assertEquals(0, fuel(context));
                assertOutOfFuel(exports.getMember("three"));
                exports.getMember("nothing").execute();
                fill(context, 100_000);
                assertOutOfFuel(exports.getMember("endless"));
                fill(context, 100_000);
                assertOutOfFuel(exports.getMember("fill"), -1);
                fill(context, 100_000);
                assertOutOfFuel(exports.getMember("fill64"), -1);
            }
        }
    }

    private static void assertOutOfFuel(Value function, Object... arguments) {
        PolyglotException trap = assertThrows(PolyglotException.class, () -> function.execute(arguments));
        assertTrue(trap.isGuestException() && !trap.isInternalError() && !trap.isCancelled(), trap::toString);
        assertEquals("out of fuel: the limit is 902 (wasm.Fuel)", trap.getMessage());
        assertEquals("out of fuel", trap.getGuestObject().getMember("kind").asString());
        assertTrue(trap.getGuestObject().getMember("stack").getArrayElement(0).asString().startsWith("guest."), trap::toString);
    }

    @ParameterizedTest
    @EnumSource
    void theHostLooksAndFillsInBetween(ContextTier tier) throws Exception {
        try (Context context = tier.builder().option("wasm.Fuel", "1000000").build()) {
            long[] seen = new long[1];
            Value exports = exports(context, () -> {
                seen[0] = fuel(context);
                fill(context, 77);
            });
            for (int i = 0; i < ROUNDS; i++) {
                fill(context, 50_000);
                exports.getMember("look").execute();
                assertEquals(50_000 - 3, seen[0]);
                assertEquals(77, fuel(context));
            }
        }
    }

    @Test
    void threadsShareIt() throws Exception {
        try (Context context = ContextTier.JVM.builder().option("wasm.Fuel", "1000000").build(); ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Value exports = exports(context);
            Callable<Value> sum = () -> exports.getMember("sum").execute(10_000);
            for (Future<Value> guest : threads.invokeAll(List.of(sum, sum))) {
                assertEquals(50005000, guest.get().asInt());
            }
            assertEquals(1_000_000 - 2 * 90_001, fuel(context));
        }
    }

    /** Programs of other languages find the bindings by evaluating their name. */
    @Test
    void onlyTheEmbedderSeesIt() throws Exception {
        try (Context context = Context.newBuilder("wasm").option("wasm.Fuel", "5").build()) {
            Value guests = context.eval(Source.newBuilder("wasm", "WebAssembly", "bindings").mimeType("application/wasm-text").build());
            assertFalse(guests.hasMember("fuel"));
            assertTrue(guests.hasMember("Memory") && context.getBindings("wasm").hasMember("Memory"));
            assertThrows(UnsupportedOperationException.class, () -> guests.putMember("fuel", 6));
            assertThrows(IllegalArgumentException.class, () -> context.getBindings("wasm").putMember("fuel", -1));
            assertThrows(IllegalArgumentException.class, () -> context.getBindings("wasm").putMember("fuel", "full"));
            assertThrows(UnsupportedOperationException.class, () -> context.getBindings("wasm").putMember("Memory", 1));
            assertEquals(5, fuel(context));
        }
        try (Context context = Context.create("wasm")) {
            assertFalse(context.getBindings("wasm").hasMember("fuel"));
        }
    }

    @Test
    void contextsOfOneEngineCountForThemselves() throws Exception {
        try (Engine engine = Engine.newBuilder("wasm").build()) {
            for (int fuel : new int[]{0, 100, 2000}) {
                try (Context context = Context.newBuilder("wasm").engine(engine).option("wasm.Fuel", Integer.toString(fuel)).build()) {
                    Value sum = exports(context).getMember("sum");
                    if (fuel == 100) {
                        assertThrows(PolyglotException.class, () -> sum.execute(100));
                    } else {
                        assertEquals(5050, sum.execute(100).asInt());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"much, not a number from 0 on: much", "-1, not a number from 0 on: -1", "99999999999999999999, too large: 99999999999999999999"})
    void aWrongAmountIsNamed(String fuel, String message) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Context.newBuilder("wasm").option("wasm.Fuel", fuel).build());
        assertTrue(refused.getMessage().contains(message), refused::getMessage);
    }
}
