package org.tilia.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deep recursion works where the thread has the stack for it, and endless recursion is a trap that harms nothing. */
class RecursionTest {

    private static final long LARGE_STACK = 256L << 20;
    private static final long SMALL_STACK = 1L << 20;

    private static final String MODULE = """
                    (module
                      (memory (export "memory") 1 10)
                      (table 10 funcref)
                      (elem (i32.const 0) $endless $indirect)
                      (func $sum (export "sum") (param i32) (result i32)
                        (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 0))
                          (else (i32.add (local.get 0) (call $sum (i32.sub (local.get 0) (i32.const 1)))))))
                      (func $endless (export "endless") (result i32)
                        (i32.add (i32.const 1) (call $endless)))
                      (func $indirect (export "indirect") (result i32)
                        (i32.add (i32.const 1) (call_indirect (result i32) (i32.const 1))))
                      (func $grow (export "grow") (result i32)
                        (drop (memory.grow (i32.const 0)))
                        (i32.store8 (i32.const 0) (i32.const 7))
                        (i32.add (i32.const 1) (call $grow)))
                      (func $a (export "mutual") (param i64 f64) (result i64)
                        (i64.add (i64.const 1) (call $b (local.get 1) (local.get 0))))
                      (func $b (param f64 i64) (result i64)
                        (i64.add (i64.const 1) (call $a (local.get 1) (local.get 0)))))""";

    private static <T> T onThread(long stackSize, Callable<T> test) throws Exception {
        FutureTask<T> task = new FutureTask<>(test);
        new Thread(null, task, "guest", stackSize).start();
        return task.get();
    }

    private static Value exports(Context context) throws Exception {
        Source source = Source.newBuilder("wasm", MODULE, "recursion").mimeType("application/wasm-text").build();
        return context.eval(source).newInstance().getMember("exports");
    }

    private static Context context(String compiler, int threshold) {
        return Context.newBuilder("wasm").allowExperimentalOptions(true).option("wasm.Compiler", compiler)
                        .option("wasm.CompileThreshold", "" + threshold).option("wasm.LoopThreshold", "" + threshold)
                        .option("engine.WarnInterpreterOnly", "false").build();
    }

    @ParameterizedTest
    @CsvSource({"none, 0", "jvm, 0", "jvm, 50"})
    void tenThousandDeep(String compiler, int threshold) throws Exception {
        onThread(LARGE_STACK, () -> {
            try (Context context = context(compiler, threshold)) {
                assertEquals(50_005_000, exports(context).getMember("sum").execute(10_000).asInt());
            }
            return null;
        });
    }

    @ParameterizedTest
    @CsvSource({"none, 0", "jvm, 0", "jvm, 50"})
    void endlessRecursionIsATrapAThousandTimesInARow(String compiler, int threshold) throws Exception {
        onThread(SMALL_STACK, () -> {
            try (Context context = context(compiler, threshold)) {
                Value exports = exports(context);
                for (int i = 0; i < 1000; i++) {
                    String function = switch (i % 4) {
                        case 0 -> "endless";
                        case 1 -> "indirect";
                        case 2 -> "grow";
                        default -> "mutual";
                    };
                    Object[] arguments = function.equals("mutual") ? new Object[]{1L, 2.0} : new Object[0];
                    PolyglotException trap = assertThrows(PolyglotException.class,
                                    () -> exports.getMember(function).execute(arguments));
                    assertEquals("call stack exhausted", trap.getMessage());
                    assertEquals(55, exports.getMember("sum").execute(10).asInt());
                }
            }
            return null;
        });
    }

    /** The stack may end in the guest, in the host's function or in what is between them; each leaves all in order. */
    @ParameterizedTest
    @CsvSource({"none, 0", "jvm, 0", "jvm, 50"})
    void endlessRecursionThroughTheHostHarmsNothing(String compiler, int threshold) throws Exception {
        String module = """
                        (module (import "host" "again" (func $again (result i32)))
                          (func (export "run") (result i32) (i32.add (i32.const 1) (call $again)))
                          (func (export "answer") (result i32) (i32.const 42)))""";
        Source source = Source.newBuilder("wasm", module, "through").mimeType("application/wasm-text").build();
        onThread(SMALL_STACK, () -> {
            try (Context context = context(compiler, threshold)) {
                Value[] exports = new Value[1];
                ProxyExecutable again = _ -> exports[0].invokeMember("run");
                exports[0] = context.eval(source).newInstance(ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("again", again)))))
                                .getMember("exports");
                for (int i = 0; i < 10; i++) {
                    PolyglotException exhausted = assertThrows(PolyglotException.class, () -> exports[0].invokeMember("run"));
                    assertFalse(exhausted.isInternalError(), exhausted.toString());
                    assertTrue(exhausted.isResourceExhausted() || exhausted.getMessage().startsWith("call stack exhausted"), exhausted.toString());
                    assertEquals(42, exports[0].invokeMember("answer").asInt());
                    assertTrue(new Throwable().getStackTrace().length > 0);
                }
            }
            return null;
        });
    }

    /** The frames of such a function take heap, of which a large stack must not lead to more than there is. */
    @ParameterizedTest
    @CsvSource({"none, 0", "jvm, 0", "jvm, 50"})
    void endlessRecursionWithManyLocalsIsATrap(String compiler, int threshold) throws Exception {
        String module = "(module (func $f (export \"f\") (result i64) (local" + " i64".repeat(1000) + ")"
                        + "(local.set 999 (i64.const 1)) (i64.add (call $f) (local.get 999))))";
        Source source = Source.newBuilder("wasm", module, "locals").mimeType("application/wasm-text").build();
        onThread(LARGE_STACK, () -> {
            try (Context context = context(compiler, threshold)) {
                Value function = context.eval(source).newInstance().getMember("exports").getMember("f");
                for (int i = 0; i < 3; i++) {
                    PolyglotException trap = assertThrows(PolyglotException.class, function::execute);
                    assertTrue(trap.getMessage().startsWith("call stack exhausted: the calls' frames have "), trap.getMessage());
                }
            }
            return null;
        });
    }
}
