package org.tilia.wasm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilia.wasm.host.HostModule;

/** Stack traces are the same however the functions run. */
class StackTraceTest {

    private static final String CHAIN = """
                    (module $chain
                      (import "host" "fail" (func $fail))
                      (table 1 funcref) (elem (i32.const 0) $inner) (type $t (func (param i32) (result i32)))
                      (func $inner (type $t)
                        (if (i32.eqz (local.get 0)) (then (call $fail)))
                        (i32.div_s (i32.const 1) (i32.const 0)))
                      (func $middle (param i32) (result i32)
                        (loop $l (result i32)
                          (call_indirect (type $t) (local.get 0) (i32.const 0))))
                      (func $outer (export "outer") (param i32) (result i32)
                        (call $middle (local.get 0)))
                      (func $endless (export "endless") (call $endless)))
                    """;

    /** Calls of a function, and iterations of a loop, that are interpreted; −1 means that all of them are. */
    private static Context context(int calls, int iterations) {
        Context.Builder builder = Context.newBuilder("wasm").allowExperimentalOptions(true).option("engine.WarnInterpreterOnly", "false");
        if (calls < 0) {
            builder.option("wasm.Compiler", "none");
        } else {
            builder.option("wasm.Compiler", "jvm").option("wasm.CompileThreshold", Integer.toString(calls));
            builder.option("wasm.LoopThreshold", Integer.toString(iterations));
        }
        return builder.build();
    }

    private static Value exports(Context context) {
        ProxyExecutable fail = _ -> {
            throw new IllegalStateException("host");
        };
        return context.eval(Source.newBuilder("wasm", CHAIN, "chain").mimeType(WasmLanguage.TEXT_MIME_TYPE).buildLiteral())
                        .newInstance(ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("fail", fail))))).getMember("exports");
    }

    private static List<String> guestNames(PolyglotException exception) {
        List<String> names = new ArrayList<>();
        for (PolyglotException.StackFrame frame : exception.getPolyglotStackTrace()) {
            if (frame.isGuestFrame()) {
                names.add(frame.getRootName());
            }
        }
        return names;
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "1, 1000", "2, 1000", "1000, 0"})
    void trapsNameTheFunctions(int calls, int iterations) {
        try (Context context = context(calls, iterations)) {
            Value exports = exports(context);
            for (int i = 0; i < 5; i++) {
                PolyglotException trap = assertThrows(PolyglotException.class, () -> exports.invokeMember("outer", 1));
                assertEquals(List.of("inner", "middle", "outer"), guestNames(trap), "call " + i);
                assertEquals("integer divide by zero", trap.getGuestObject().getMember("kind").asString());
                List<String> stack = new ArrayList<>();
                Value frames = trap.getGuestObject().getMember("stack");
                for (long k = 0; k < frames.getArraySize(); k++) {
                    stack.add(frames.getArrayElement(k).asString());
                }
                assertEquals(3, stack.size());
                assertTrue(stack.get(0).startsWith("chain.inner"), stack.toString());
                assertTrue(stack.stream().allMatch(frame -> frame.matches("chain\\.\\w+\\(0x[0-9a-f]+, line \\d+\\)")), stack.toString());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "1, 1000", "2, 1000", "1000, 0"})
    void exceptionsOfTheHostNameTheGuestsFunctions(int calls, int iterations) {
        try (Context context = context(calls, iterations)) {
            Value exports = exports(context);
            for (int i = 0; i < 5; i++) {
                PolyglotException failure = assertThrows(PolyglotException.class, () -> exports.invokeMember("outer", 0));
                assertTrue(failure.isHostException());
                assertEquals(List.of("inner", "middle", "outer"), guestNames(failure), "call " + i);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "100, 1000"})
    void endlessRecursionNamesItsFunction(int calls, int iterations) {
        try (Context context = context(calls, iterations)) {
            PolyglotException trap = assertThrows(PolyglotException.class, () -> exports(context).invokeMember("endless"));
            assertTrue(trap.getMessage().startsWith("call stack exhausted"), trap.getMessage());
            assertEquals("endless", guestNames(trap).getFirst());
        }
    }

    private static final String OUTER = """
                    (module $outer
                      (import "host" "between" (func $between (param i32)))
                      (func $third (param i32) (call $between (local.get 0)) (nop))
                      (func $second (param i32) (call $third (local.get 0)) (nop))
                      (func $first (export "first") (param i32) (call $second (local.get 0)) (nop)))
                    """;

    private static void throwing() {
        throw new IllegalStateException("host");
    }

    private static void between(Value inner, int argument) {
        inner.executeVoid(argument);
    }

    /** The frames of guests, and those of the host that this class has, innermost first. */
    private static List<String> mixed(PolyglotException exception) {
        List<String> names = new ArrayList<>();
        for (PolyglotException.StackFrame frame : exception.getPolyglotStackTrace()) {
            if (frame.isGuestFrame()) {
                names.add(frame.getRootName());
            } else if (frame.toHostFrame().getClassName().equals(StackTraceTest.class.getName()) && !frame.toHostFrame().getMethodName().contains("$")) {
                names.add("host " + frame.toHostFrame().getMethodName());
            } else {
                assertFalse(frame.toHostFrame().getClassName().startsWith("org.tilia.wasm.code"), "a guest's frame is told as one of the host: " + frame);
            }
        }
        return names.stream().takeWhile(name -> !name.startsWith("host calling")).toList();
    }

    /** @param typed whether the host's functions have Java's types */
    private static PolyglotException calling(Context context, boolean typed, int argument) {
        Value[] inner = new Value[1];
        Object host = typed ? HostModule.builder("host").function("fail", StackTraceTest::throwing)
                        .function("between", (int value) -> between(inner[0], value)).build()
                        : ProxyObject.fromMap(Map.of("fail", (ProxyExecutable) _ -> {
                            throwing();
                            return null;
                        }, "between", (ProxyExecutable) values -> {
                            between(inner[0], values[0].asInt());
                            return null;
                        }));
        Object imports = typed ? host : ProxyObject.fromMap(Map.of("host", host));
        inner[0] = instantiate(context, CHAIN, imports).getMember("outer");
        Value outer = instantiate(context, OUTER, imports).getMember("first");
        PolyglotException thrown = null;
        for (int i = 0; i < 5; i++) {
            thrown = assertThrows(PolyglotException.class, () -> outer.executeVoid(argument));
        }
        return thrown;
    }

    private static Value instantiate(Context context, String module, Object imports) {
        return context.eval(Source.newBuilder("wasm", module, "module").mimeType(WasmLanguage.TEXT_MIME_TYPE).buildLiteral())
                        .newInstance(imports).getMember("exports");
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, false", "0, 0, false", "2, 1000, false", "1000, 0, false", "-1, 0, true", "0, 0, true", "2, 1000, true", "1000, 0, true"})
    void exceptionsOfTheHostHaveTheirWayThroughGuestsAndHost(int calls, int iterations, boolean typed) {
        try (Context context = context(calls, iterations)) {
            assertEquals(List.of("host throwing", "inner", "middle", "outer", "host between", "third", "second", "first"),
                            mixed(calling(context, typed, 0)));
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "2, 1000", "1000, 0"})
    void trapsHaveTheirWayThroughGuestsAndHost(int calls, int iterations) {
        try (Context context = context(calls, iterations)) {
            assertEquals(List.of("inner", "middle", "outer", "host between", "third", "second", "first"), mixed(calling(context, false, 1)));
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "2, 1000", "1000, 0"})
    void trapsThroughTypedFunctionsHaveAllCalls(int calls, int iterations) {
        try (Context context = context(calls, iterations)) {
            assertEquals(List.of("inner", "middle", "outer", "third", "second", "first"), guestNames(calling(context, true, 1)));
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0"})
    void theHostsOwnTraceKeepsAllItHad(int calls, int iterations) {
        IllegalStateException thrown = new IllegalStateException("made before");
        StackTraceElement[] before = thrown.getStackTrace();
        try (Context context = context(calls, iterations)) {
            HostModule host = HostModule.builder("host").function("fail", (Runnable) () -> {
                throw thrown;
            }).build();
            Value outer = instantiate(context, CHAIN, host).getMember("outer");
            PolyglotException failure = assertThrows(PolyglotException.class, () -> outer.executeVoid(0));
            assertSame(thrown, failure.asHostException());
            assertArrayEquals(before, thrown.getStackTrace());
        }
        try (Context context = context(calls, iterations)) {
            Throwable host = calling(context, true, 0).asHostException();
            List<StackTraceElement> trace = List.of(host.getStackTrace());
            assertEquals("throwing", trace.getFirst().getMethodName());
            assertEquals(1, trace.stream().filter(element -> element.getMethodName().equals("between")).count());
        }
    }
}
