package org.tilia.wasm.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tilia.wasm.ContextTier.ROUNDS;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilia.wasm.ContextTier;

/** Functions of Java in guests, from the tree and from compiled code. */
class HostModuleTest {

    private static Value instantiate(Context context, String text, Object... imports) throws Exception {
        Source source = Source.newBuilder("wasm", text, "guest").mimeType("application/wasm-text").build();
        return context.eval(source).newInstance(imports);
    }

    /** Calls a few times, so that each tier runs, and returns the last result. */
    private static Value call(Value instance, String name, Object... arguments) {
        Value result = null;
        for (int i = 0; i < ROUNDS; i++) {
            result = instance.getMember("exports").getMember(name).execute(arguments);
        }
        return result;
    }

    /** Forwards its parameters to an import. */
    private static String forward(String type) {
        int parameters = type.contains("param") ? type.substring(type.indexOf("param") + 6, type.indexOf(')')).split(" ").length : 0;
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < parameters; i++) {
            body.append("(local.get ").append(i).append(") ");
        }
        return "(module (import \"env\" \"f\" (func $f " + type + ")) (func $run (export \"run\") " + type + " (call $f " + body + ")))";
    }

    private record Case(String type, HostModule module, List<Object> arguments, Object result) {
    }

    private static HostModuleBuilder env() {
        return HostModule.builder("env");
    }

    static Stream<Case> interfaces() {
        return Stream.of(new Case("", env().function("f", () -> { }).build(), List.of(), null),
                        new Case("(param i32 i32) (result i32)", env().function("f", (int a, int b) -> a - b).build(), List.of(44, 2), 42),
                        new Case("(param i64 i64) (result i64)", env().function("f", (long a, long b) -> a * b).build(), List.of(6L << 40, 7), 42L << 40),
                        new Case("(param f64 f64) (result f64)", env().function("f", (double a, double b) -> a / b).build(), List.of(21, 0.5), 42.0),
                        new Case("(param i32) (result i64)", env().function("f", (int a) -> a * 2L).build(), List.of(-3), -6L),
                        new Case("(param i64) (result i32)", env().function("f", (long a) -> (int) (a >> 32)).build(), List.of(5L << 32), 5),
                        new Case("(param f64) (result i32)", env().function("f", (double a) -> a > 1).build(), List.of(2.0), 1),
                        new Case("(param i32) (result f64)", env().function("f", (int a) -> a / 2.0).build(), List.of(3), 1.5),
                        new Case("(result i32)", env().function("f", () -> 42).build(), List.of(), 42),
                        new Case("(param i32 i64 f32 f64) (result f32)", env().methods(new Mixed()).build(), List.of(1, 2, 3.5, 4), 10.5f),
                        new Case("(param i32) (result i32)", env().function("f", handle("negate", boolean.class, boolean.class)).build(), List.of(0), 1));
    }

    static Stream<Object[]> interfacesInTiers() {
        return interfaces().flatMap(example -> Stream.of(ContextTier.values()).map(tier -> new Object[]{tier, example}));
    }

    /** A class that is neither public nor has a public constructor. */
    static final class Mixed {
        @HostAccess.Export
        public float f(int a, long b, float c, double d) {
            return (float) (a + b + c + d);
        }

        public void notExported() {
            throw new AssertionError();
        }
    }

    @SuppressWarnings("unused")
    private static boolean negate(boolean value) {
        return !value;
    }

    private static MethodHandle handle(String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.lookup().findStatic(HostModuleTest.class, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("interfacesInTiers")
    void typesFollowFromJava(ContextTier tier, Case example) throws Exception {
        try (Context context = tier.builder().build()) {
            Value result = call(instantiate(context, forward(example.type), example.module), "run", example.arguments.toArray());
            assertEquals(example.result, result.isNull() ? null : result.as(Object.class) instanceof Number number && example.result instanceof Long
                            ? (Object) number.longValue() : example.result instanceof Float ? (Object) result.asFloat() : result.as(Object.class));
        }
    }

    @ParameterizedTest
    @MethodSource("interfaces")
    void otherLanguagesCallThemAsMembers(Case example) {
        try (Context context = Context.create("wasm")) {
            Value result = context.asValue(example.module).getMember("f").execute(example.arguments.toArray());
            assertTrue(example.result == null ? result.isNull() : result.toString().equals(example.result.toString())
                            || example.result.equals(1) && result.asBoolean(), result::toString);
        }
    }

    record Division(int quotient, long remainder, Value reference, boolean exact) {
    }

    @SuppressWarnings("unused")
    private static Division divide(Value reference, int a, long b) {
        return new Division((int) (a / b), a % b, reference, a % b == 0);
    }

    @ParameterizedTest
    @EnumSource
    void aRecordIsSeveralResultsAndAReferenceIsAValue(ContextTier tier) throws Exception {
        HostModule module = env().function("f", handle("divide", Division.class, Value.class, int.class, long.class)).build();
        try (Context context = tier.builder().build()) {
            Object key = new Object();
            Value instance = instantiate(context, forward("(param externref i32 i64) (result i32 i64 externref i32)"), module);
            Value results = call(instance, "run", key, 17, 5);
            assertEquals(3, results.getArrayElement(0).asInt());
            assertEquals(2, results.getArrayElement(1).asLong());
            assertSame(key, results.getArrayElement(2).asHostObject());
            assertEquals(0, results.getArrayElement(3).asInt());
            assertTrue(call(instance, "run", null, 17, 5).getArrayElement(2).isNull());
        }
    }

    private interface Print {
        void print(Caller caller, int address, int length);
    }

    private static final String GREETER = """
                    (module
                      (import "env" "print" (func $print (param i32 i32)))
                      (import "env" "name" (func $name (param i32) (result i32)))
                      (memory (export "memory") 1)
                      (data (i32.const 0) "Hello, ")
                      (func (export "greet")
                        (call $print (i32.const 0) (i32.add (i32.const 7) (call $name (i32.const 7)))))
                      (func (export "outside") (call $print (i32.const -1) (i32.const 7))))""";

    private interface Name {
        int name(Caller caller, int address) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void textsCrossThroughTheCallersMemory(ContextTier tier) throws Exception {
        List<String> lines = new ArrayList<>();
        HostModule module = env().function("print", Print.class, (caller, address, length) -> lines.add(caller.memory().readString(address, length)))
                        .function("name", Name.class, (caller, address) -> caller.memory("memory").writeString(address, "Жук 🪲")).build();
        try (Context context = tier.builder().build()) {
            Value instance = instantiate(context, GREETER, module);
            call(instance, "greet");
            assertEquals(ROUNDS, lines.size());
            assertEquals("Hello, Жук 🪲", lines.getFirst());
            PolyglotException trap = assertThrows(PolyglotException.class, () -> call(instance, "outside"));
            assertTrue(trap.isGuestException(), trap::toString);
            assertEquals("out of bounds memory access: 7 bytes at 4294967295, the memory has 65536", trap.getMessage());
        }
    }

    private interface Callback {
        int call(Caller caller, int value);
    }

    @ParameterizedTest
    @EnumSource
    void aCallerCanBeCalledBack(ContextTier tier) throws Exception {
        HostModule module = env().function("f", Callback.class, (caller, value) -> caller.export("double").execute(value).asInt() + 1).build();
        try (Context context = tier.builder().build()) {
            Value instance = instantiate(context, """
                            (module (import "env" "f" (func $f (param i32) (result i32)))
                              (func (export "double") (param i32) (result i32) (i32.add (local.get 0) (local.get 0)))
                              (func (export "run") (param i32) (result i32) (call $f (local.get 0))))""", module);
            assertEquals(43, call(instance, "run", 21).asInt());
        }
    }

    @Test
    void aFunctionThatNeedsItsCallerSaysSoToOtherLanguages() {
        HostModule module = env().function("f", Callback.class, (caller, value) -> caller.memory().readInt(value)).build();
        try (Context context = Context.create("wasm")) {
            Value function = context.asValue(module).getMember("f");
            PolyglotException failure = assertThrows(PolyglotException.class, () -> function.execute(1));
            assertTrue(failure.getMessage().contains("can be called by a guest only"), failure::getMessage);
        }
    }

    /** Checked, so that nobody could have wrapped it for convenience. */
    @SuppressWarnings("serial")
    private static final class Refusal extends Exception {
    }

    private interface Failing {
        int fail(int value) throws Refusal;
    }

    static Stream<Object[]> policies() {
        Map<String, HostAccess> access = Map.of("all", HostAccess.ALL, "none", HostAccess.NONE, "explicit", HostAccess.EXPLICIT,
                        "constrained", HostAccess.CONSTRAINED, "untrusted", HostAccess.UNTRUSTED);
        return access.entrySet().stream().flatMap(entry -> Stream.of(ContextTier.values()).map(tier -> new Object[]{tier, entry.getKey(), entry.getValue()}));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void anExceptionOfTheHostPassesThroughUnharmed(ContextTier tier, String name, HostAccess access) throws Exception {
        Refusal refusal = new Refusal();
        HostModule module = env().function("f", Failing.class, value -> {
            if (value == 0) {
                throw refusal;
            }
            return value;
        }).build();
        try (Context context = tier.builder().allowHostAccess(access).build()) {
            Value instance = instantiate(context, forward("(param i32) (result i32)"), module);
            assertEquals(1, call(instance, "run", 1).asInt(), name);
            PolyglotException failure = assertThrows(PolyglotException.class, () -> call(instance, "run", 0));
            assertTrue(failure.isHostException());
            assertSame(refusal, failure.asHostException());
            List<String> guests = new ArrayList<>();
            failure.getPolyglotStackTrace().forEach(frame -> {
                if (frame.isGuestFrame()) {
                    guests.add(frame.getRootName());
                }
            });
            assertEquals(List.of("run"), guests);
        }
    }

    @Test
    void theSandboxOfConstrainedGuestsLetsThemIn() throws Exception {
        try (Context context = Context.newBuilder("wasm").sandbox(SandboxPolicy.CONSTRAINED).in(new ByteArrayInputStream(new byte[0]))
                        .out(OutputStream.nullOutputStream()).err(OutputStream.nullOutputStream()).build()) {
            Value instance = instantiate(context, forward("(param i32 i32) (result i32)"), env().function("f", (int a, int b) -> a + b).build());
            assertEquals(42, call(instance, "run", 40, 2).asInt());
        }
    }

    /** A guest that fails in a call back from the host is a guest that fails. */
    @ParameterizedTest
    @EnumSource
    void trapsAndExitsPassThroughTheHost(ContextTier tier) throws Exception {
        HostModule module = env().function("f", Callback.class, (caller, value) -> {
            caller.export("trap").execute();
            return 0;
        }).function("exit", Callback.class, (caller, value) -> {
            throw caller.exit(value);
        }).build();
        try (Context context = tier.builder().build()) {
            Value instance = instantiate(context, """
                            (module (import "env" "f" (func $f (param i32) (result i32)))
                              (import "env" "exit" (func $exit (param i32) (result i32)))
                              (func (export "trap") unreachable)
                              (func (export "exit") (param i32) (result i32) (call $exit (local.get 0)))
                              (func (export "run") (param i32) (result i32) (call $f (local.get 0))))""", module);
            for (int i = 0; i < ROUNDS; i++) {
                PolyglotException trap = assertThrows(PolyglotException.class, () -> instance.getMember("exports").getMember("run").execute(1));
                assertTrue(trap.isGuestException() && !trap.isHostException(), trap::toString);
                assertEquals("unreachable", trap.getMessage());
                PolyglotException exit = assertThrows(PolyglotException.class, () -> instance.getMember("exports").getMember("exit").execute(3));
                assertTrue(exit.isExit());
                assertEquals(3, exit.getExitStatus());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEndlessRecursionThroughTheHostIsATrap(ContextTier tier) throws Exception {
        HostModule module = env().function("f", Callback.class, (caller, value) -> caller.export("run").execute(value + 1).asInt()).build();
        try (Context context = tier.builder().build()) {
            Value instance = instantiate(context, forward("(param i32) (result i32)"), module);
            PolyglotException failure = assertThrows(PolyglotException.class, () -> call(instance, "run", 0));
            assertFalse(failure.isInternalError(), failure::toString);
            assertFalse(failure.isHostException(), failure::toString);
            assertEquals("call stack exhausted", failure.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"itself", "map", "object", "function", "proxies"})
    void aModuleIsGivenAsWhateverSuits(String way) throws Exception {
        HostModule env = env().function("f", (int a, int b) -> a + b).global("limit", 42L).build();
        HostModule other = HostModule.builder("other").function("g", (int a) -> -a).build();
        String text = """
                        (module (import "env" "f" (func $f (param i32 i32) (result i32)))
                          (import "env" "limit" (global i64))
                          (import "other" "g" (func $g (param i32) (result i32)))
                          (func (export "run") (param i32 i32) (result i64)
                            (i64.add (global.get 0) (i64.extend_i32_s (call $g (call $f (local.get 0) (local.get 1)))))))""";
        Object[] imports = switch (way) {
            case "itself" -> new Object[]{env, other};
            case "map" -> new Object[]{Map.of("env", env, "other", other)};
            case "object" -> new Object[]{other, ProxyObject.fromMap(Map.of("env", env))};
            case "function" -> new Object[]{Map.of("env", Map.of("f", env.getMember("f"), "limit", 42L)), other};
            default -> new Object[]{hidden(env), hidden(other)};
        };
        try (Context context = Context.newBuilder("wasm").allowHostAccess(HostAccess.newBuilder(HostAccess.NONE).allowMapAccess(true).build()).build()) {
            assertEquals(39, call(instantiate(context, text, imports), "run", 1, 2).asInt());
        }
    }

    /** As a host of another class loader would see it: only as a proxy. */
    private static ProxyObject hidden(HostModule module) {
        return new ProxyObject() {
            @Override
            public Object getMember(String key) {
                Object found = module.getMember(key);
                return found == module ? hidden(module) : found;
            }

            @Override
            public Object getMemberKeys() {
                return module.getMemberKeys();
            }

            @Override
            public boolean hasMember(String key) {
                return module.hasMember(key);
            }

            @Override
            public void putMember(String key, Value value) {
                module.putMember(key, value);
            }
        };
    }

    @Test
    void oneModuleServesManyContextsAndEngines() throws Exception {
        List<Integer> seen = new ArrayList<>();
        HostModule module = env().function("f", (int number) -> {
            seen.add(number);
        }).build();
        for (ContextTier tier : ContextTier.values()) {
            try (Context context = tier.builder().build()) {
                call(instantiate(context, forward("(param i32)"), module), "run", tier.ordinal());
            }
        }
        assertEquals(ContextTier.values().length * ROUNDS, seen.size());
    }

    @Test
    void aMemoryOfOneGuestIsGivenToAnother() throws Exception {
        try (Context context = Context.create("wasm")) {
            Value memory = instantiate(context, "(module (memory (export \"memory\") 1))").getMember("exports").getMember("memory");
            memory.writeBufferByte(5, (byte) 7);
            Value reader = instantiate(context, """
                            (module (import "env" "memory" (memory 1))
                              (func (export "run") (result i32) (i32.load8_u (i32.const 5))))""", env().value("memory", memory).build());
            assertEquals(7, call(reader, "run").asInt());
        }
    }

    @Test
    void wrongTypesAreToldWhereTheyStand() throws Exception {
        assertEquals("env.f: parameter 1 is a String, which is none of int, long, float, double, boolean and Value; a text lies in the guest's memory: "
                        + "take its address and length, and a Caller to read it", message(() -> env().function("f", handle("shout", void.class, String.class))));
        assertEquals("env.f is there already", message(() -> env().function("f", () -> 1).function("f", () -> 2)));
        assertEquals("java.lang.Object has no public method with @HostAccess.Export", message(() -> env().methods(new Object())));
        assertEquals("java.lang.String is no functional interface", message(() -> env().function("f", String.class, "")));
        try (Context context = Context.create("wasm")) {
            PolyglotException unfit = assertThrows(PolyglotException.class,
                            () -> instantiate(context, forward("(param i64)"), env().function("f", (int a) -> { }).build()));
            assertTrue(unfit.getMessage().contains("env.f") && unfit.getMessage().contains("[i32] -> []"), unfit::getMessage);
        }
    }

    @SuppressWarnings("unused")
    private static void shout(String text) {
    }

    private static String message(Runnable action) {
        return assertThrows(IllegalArgumentException.class, action::run).getMessage();
    }

    @Test
    void membersAreListedWithoutThoseOfTilia() {
        try (Context context = Context.create("wasm")) {
            Value module = context.asValue(env().function("b", () -> 1).function("a", () -> 2).build());
            assertArrayEquals(new String[]{"b", "a"}, module.getMemberKeys().toArray(String[]::new));
            assertThrows(UnsupportedOperationException.class, () -> module.putMember("c", 1));
        }
    }
}
