package org.tilia.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tilia.wasm.ContextTier.ROUNDS;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tilia.wasm.host.HostModule;
import org.tilia.wasm.runtime.StoreLimits;

/** What a context's options allow its guests, and what they are told who want more. */
class LimitsTest {

    private static final String TABLES = """
                    (module
                      (table (export "table") 60 funcref)
                      (func (export "grow") (param i32) (result i32) (table.grow (ref.null func) (local.get 0))))""";

    private static final String CALLS = """
                    (module
                      (import "env" "back" (func $back (param i32) (result i32)))
                      (table funcref (elem $indirect))
                      (type $f (func (param i32) (result i32)))
                      (func $sum (export "sum") (param i32) (result i32)
                        (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 0))
                          (else (i32.add (local.get 0) (call $sum (i32.sub (local.get 0) (i32.const 1)))))))
                      (func $indirect (export "indirect") (param i32) (result i32)
                        (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 0))
                          (else (call_indirect (type $f) (i32.sub (local.get 0) (i32.const 1)) (i32.const 0)))))
                      (func (export "trap") (param i32) (result i32) unreachable)
                      (func (export "through") (param i32) (result i32) (call $back (local.get 0))))""";

    private static Value module(Context context, String text) throws Exception {
        return context.eval(Source.newBuilder("wasm", text, "guest").mimeType("application/wasm-text").build());
    }

    private static PolyglotException failure(Runnable action) {
        PolyglotException failure = assertThrows(PolyglotException.class, action::run);
        assertTrue(failure.isGuestException() && !failure.isInternalError(), failure::toString);
        return failure;
    }

    private static void assertAllocationFailed(String message, Runnable action) {
        PolyglotException failure = failure(action);
        assertEquals("allocation failed", failure.getGuestObject().getMember("kind").asString());
        assertEquals(message, failure.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void tablesAreLimitedTogether(ContextTier tier) throws Exception {
        try (Context context = tier.builder().option("wasm.MaxTableElements", "150").build()) {
            Value module = module(context, TABLES);
            List<Value> tables = new ArrayList<>();
            Value grow = module.newInstance().getMember("exports").getMember("grow");
            tables.add(module.newInstance().getMember("exports").getMember("table"));
            assertAllocationFailed("cannot allocate a table of 60 elements: the limit for all tables together is 150, and 120 are in use "
                            + "(wasm.MaxTableElements)", module::newInstance);
            assertEquals(-1, grow.execute(31).asInt());
            assertEquals(60, grow.execute(30).asInt());
            assertEquals(-1, grow.execute(1).asInt());
            assertEquals(60, tables.getFirst().getArraySize());
        }
    }

    @Test
    void tablesThatNobodyHoldsCountNoMore() throws Exception {
        try (Context context = ContextTier.TREE.builder().option("wasm.MaxTableElements", "150").build()) {
            Value module = module(context, TABLES);
            for (int i = 0; i < 20; i++) {
                module.newInstance();
            }
        }
    }

    /** A reference takes up to 8 bytes, and growing copies. */
    @Test
    void withoutTheOptionTablesCannotFillTheHeap() {
        assertTrue(StoreLimits.DEFAULT.tableElements() * Long.BYTES * 2 <= Runtime.getRuntime().maxMemory());
    }

    @Test
    void instancesAreLimited() throws Exception {
        try (Context context = Context.newBuilder("wasm").option("wasm.MaxInstances", "3").build()) {
            Value module = module(context, "(module)");
            for (int i = 0; i < 10; i++) {
                module.newInstance();
            }
            List<Value> held = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                held.add(module.newInstance());
            }
            assertAllocationFailed("cannot make an instance of guest: the limit is 3 instances, and so many are in use (wasm.MaxInstances)",
                            module::newInstance);
            assertEquals(3, held.stream().filter(Value::hasMembers).count());
        }
    }

    @Test
    void memoriesAreLimitedTogether() throws Exception {
        try (Context context = Context.newBuilder("wasm").option("wasm.MaxMemory", "128KB").build()) {
            Value module = module(context, "(module (memory (export \"memory\") 1 1))");
            List<Value> held = List.of(module.newInstance(), module.newInstance());
            assertAllocationFailed("cannot allocate a memory of 1 pages of 65536 bytes: the limit for all memories together is 131072 bytes, and "
                            + "131072 are in use (wasm.MaxMemory)", module::newInstance);
            assertEquals(2, held.stream().filter(Value::hasMembers).count());
        }
    }

    /** Where each vain attempt made the host collect garbage, these would take minutes. */
    @Test
    void aGuestThatGrowsInVainCostsTheHostLittle() throws Exception {
        try (Context context = Context.newBuilder("wasm").option("wasm.MaxMemory", "128KB").build()) {
            Value grow = module(context, """
                            (module (memory 1)
                              (func (export "grow") (param $times i32) (result i32) (local $last i32)
                                (loop $again
                                  (local.set $last (memory.grow (i32.const 2)))
                                  (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1)))))
                                (local.get $last)))""").newInstance().getMember("exports").getMember("grow");
            // The last page is free: so the first attempts are not told at once that it is too much for ever.
            assertEquals(-1, grow.execute(100_000).asInt());
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsAreLimited(ContextTier tier) throws Exception {
        try (Context context = tier.builder().option("wasm.MaxCallDepth", "100").build()) {
            Value[] exports = new Value[1];
            HostModule env = HostModule.builder("env").function("back", (int value) -> exports[0].getMember("sum").execute(value).asInt()).build();
            exports[0] = module(context, CALLS).newInstance(env).getMember("exports");
            for (int i = 0; i < ROUNDS; i++) {
                assertEquals(99 * 100 / 2, exports[0].getMember("sum").execute(99).asInt());
                assertEquals(0, exports[0].getMember("indirect").execute(99).asInt());
                assertEquals(98 * 99 / 2, exports[0].getMember("through").execute(98).asInt());
                for (String function : List.of("sum", "indirect", "through")) {
                    int tooDeep = function.equals("through") ? 99 : 100;
                    PolyglotException trap = failure(() -> exports[0].getMember(function).execute(tooDeep));
                    assertEquals("call stack exhausted", trap.getGuestObject().getMember("kind").asString());
                    assertEquals("call stack exhausted: the limit is 100 calls (wasm.MaxCallDepth)", trap.getMessage());
                    assertEquals("unreachable", failure(() -> exports[0].getMember("trap").execute(0)).getMessage());
                }
            }
        }
    }

    /** Limits are no reason to compile twice, but that calls are counted is. */
    @Test
    void guestsOfOneEngineMayHaveOtherLimits() throws Exception {
        try (Engine engine = Engine.newBuilder("wasm").build()) {
            for (String depth : new String[]{"0", "50", "100"}) {
                try (Context context = Context.newBuilder("wasm").engine(engine).option("wasm.MaxCallDepth", depth).build()) {
                    HostModule env = HostModule.builder("env").function("back", (int value) -> value).build();
                    Value sum = module(context, CALLS).newInstance(env).getMember("exports").getMember("sum");
                    if (depth.equals("50")) {
                        failure(() -> sum.execute(60));
                    } else {
                        assertEquals(60 * 61 / 2, sum.execute(60).asInt());
                    }
                }
            }
        }
    }

    @Test
    void theSandboxAllowsTheLimits() throws Exception {
        Context.Builder builder = Context.newBuilder("wasm").sandbox(SandboxPolicy.CONSTRAINED).in(new ByteArrayInputStream(new byte[0]))
                        .out(OutputStream.nullOutputStream()).err(OutputStream.nullOutputStream());
        for (String option : List.of("MaxMemory", "MaxTableElements", "MaxInstances", "MaxCallDepth", "Fuel")) {
            builder.option("wasm." + option, "1000000");
        }
        builder.option("wasm.Timeout", "1h");
        try (Context context = builder.build()) {
            assertFalse(module(context, TABLES).newInstance().isNull());
        }
    }
}
