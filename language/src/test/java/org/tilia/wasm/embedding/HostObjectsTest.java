package org.tilia.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Memories, tables and globals that a host makes and gives to instances. */
class HostObjectsTest {

    private static final String USER = """
                    (module
                      (import "env" "memory" (memory 1 4)) (import "env" "table" (table 2 funcref))
                      (import "env" "counter" (global $counter (mut i32))) (import "env" "limit" (global $limit i64))
                      (func $seven (result i32) (i32.const 7)) (elem declare func $seven)
                      (func (export "run") (result i64)
                        (i32.store (i32.const 0) (i32.const 1234))
                        (table.set (i32.const 1) (ref.func $seven))
                        (global.set $counter (i32.add (global.get $counter) (i32.const 1)))
                        (global.get $limit)))
                    """;

    private final Embedding embedding = Embedding.with();
    private final Value bindings = embedding.bindings();

    @AfterEach
    void close() {
        embedding.close();
    }

    @Test
    void instancesShareWhatTheHostMakes() {
        Value memory = bindings.getMember("Memory").newInstance(Embedding.object("initial", 1, "maximum", 4));
        Value table = bindings.getMember("Table").newInstance(Embedding.object("element", "funcref", "initial", 2));
        Value counter = bindings.getMember("Global").newInstance(Embedding.object("value", "i32", "mutable", true), 41);
        Value limit = bindings.getMember("Global").execute(ProxyHashMap.from(Map.of("value", "i64")), 1L << 40);
        Object imports = Embedding.object("env", Embedding.object("memory", memory, "table", table, "counter", counter, "limit", limit));
        Value first = embedding.exports(USER, imports);
        Value second = embedding.exports(USER, imports);
        assertEquals(1L << 40, first.invokeMember("run").asLong());
        assertEquals(1L << 40, second.invokeMember("run").asLong());
        assertEquals(43, counter.getMember("value").asInt());
        assertEquals(1234, memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, 0));
        assertEquals(7, table.getArrayElement(1).execute().asInt());
        assertTrue(table.getArrayElement(0).isNull());
    }

    @Test
    void whatBelongsToAnotherContextIsToldApart() {
        try (Embedding other = Embedding.with()) {
            Object memory = other.bindings().getMember("Memory").newInstance(Embedding.object("initial", 1));
            Object function = other.exports("(module (func (export \"f\") (result i32) (i32.const 7)))").getMember("f");
            Object env = Embedding.object("env", Embedding.object("memory", memory, "global", 5, "f", function));
            Value seven = embedding.exports("(module (import \"env\" \"f\" (func $f (result i32))) (func (export \"run\") (result i32) (call $f)))", env);
            assertEquals(7, seven.invokeMember("run").asInt());
            Value module = embedding.module("(module (import \"env\" \"memory\" (memory 1)) (import \"env\" \"global\" (global (mut i32))))");
            Value problems = assertThrows(PolyglotException.class, () -> module.newInstance(env)).getGuestObject().getMember("problems");
            assertEquals("memory of 1 pages of another context", problems.getArrayElement(0).getMember("found").asString());
            assertEquals("5", problems.getArrayElement(1).getMember("found").asString());
        }
    }

    @Test
    void mapsOfJavaAreDescriptorsAndImportsWhereTheHostAllowsIt() {
        try (Context context = Context.newBuilder("wasm").allowHostAccess(HostAccess.newBuilder().allowMapAccess(true).build()).build()) {
            Value memory = context.getBindings("wasm").getMember("Memory").newInstance(Map.of("initial", 2));
            Value module = context.eval(Embedding.source("size", """
                            (module (import "env" "memory" (memory 1)) (func (export "size") (result i32) (memory.size)))
                            """));
            assertEquals(2, module.newInstance(Map.of("env", Map.of("memory", memory))).getMember("exports").invokeMember("size").asInt());
        }
    }

    @Test
    void globalsAndTablesHaveDefaults() {
        Value global = bindings.getMember("Global");
        assertEquals(0, global.newInstance(Embedding.object("value", "i32")).getMember("value").asInt());
        assertEquals(0.0, global.newInstance(Embedding.object("value", "f64")).getMember("value").asDouble());
        assertTrue(global.newInstance(Embedding.object("value", "externref")).getMember("value").isNull());
        assertEquals("x", global.newInstance(Embedding.object("value", "externref"), "x").getMember("value").asString());
        Value table = bindings.getMember("Table").newInstance(Embedding.object("element", "externref", "initial", 3), "filler");
        assertEquals("filler", table.getArrayElement(2).asString());
        assertEquals(0, bindings.getMember("Table").newInstance(Embedding.object("element", "anyfunc", "initial", 0)).getArraySize());
        Value wide = bindings.getMember("Memory").newInstance(Embedding.object("initial", 1, "address", "i64"));
        assertEquals(65536, wide.getBufferSize());
    }

    private void assertRefused(String constructor, String message, Object... arguments) {
        PolyglotException refused = assertThrows(PolyglotException.class, () -> bindings.getMember(constructor).newInstance(arguments));
        assertTrue(refused.isGuestException());
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void wrongDescriptionsAreExplained() {
        assertRefused("Memory", "initial of a memory is missing; it must be a whole number from 0 on", Embedding.object());
        assertRefused("Memory", "initial of a memory is -1, but must be a whole number from 0 on", Embedding.object("initial", -1));
        assertRefused("Memory", "cannot have the initial size 2 and the maximum 1", Embedding.object("initial", 2, "maximum", 1));
        assertRefused("Memory", "cannot have 70000 pages", Embedding.object("initial", 70000));
        assertRefused("Memory", "a shared memory must have a maximum", Embedding.object("initial", 1, "shared", true));
        assertRefused("Memory", "address of a memory is \"i16\", but must be i32 or i64", Embedding.object("initial", 1, "address", "i16"));
        assertRefused("Memory", "5 does not describe a memory", 5);
        assertRefused("Table", "element of a table is missing; it must be funcref or externref", Embedding.object("initial", 1));
        assertRefused("Table", "a table of 20000000 elements is larger than the limit", Embedding.object("initial", 20_000_000, "element", "funcref"));
        assertRefused("Global", "value of a global is \"i33\", but must be one of i32, i64, f32, f64, funcref, externref", Embedding.object("value", "i33"));
        assertRefused("Global", "mutable of a global is 1, but must be true or false", Embedding.object("value", "i32", "mutable", 1));
        assertThrows(IllegalArgumentException.class, () -> bindings.getMember("Global").newInstance(Embedding.object("value", "i32"), "x"));
        assertThrows(IllegalArgumentException.class, () -> bindings.getMember("Memory").newInstance());
    }

    @Test
    void theMemoryLimitHoldsForHosts() {
        try (Embedding limited = Embedding.with("wasm.MaxMemory", "128KB")) {
            Value memory = limited.bindings().getMember("Memory");
            Value all = memory.newInstance(Embedding.object("initial", 2));
            PolyglotException refused = assertThrows(PolyglotException.class, () -> memory.newInstance(Embedding.object("initial", 1)));
            assertEquals("allocation failed", refused.getGuestObject().getMember("kind").asString());
            assertEquals(2, all.getMember("pages").asInt());
        }
    }
}
