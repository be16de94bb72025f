package org.tilia.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables and globals, as a host reads and writes them. */
class TablesAndGlobalsTest {

    private final Embedding embedding = Embedding.with();
    private final Value exports = embedding.exports("""
                    (module
                      (table (export "functions") 2 3 funcref) (table (export "objects") 1 externref)
                      (elem (i32.const 0) func $f)
                      (func $f (export "f") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
                      (func (export "g"))
                      (global $counter (export "counter") (mut i64) (i64.const 3)) (global (export "answer") i32 (i32.const 42))
                      (global (export "pi") f64 (f64.const 3.25))
                      (global (export "any") (mut externref) (ref.null extern))
                      (global (export "callback") (mut funcref) (ref.func $f))
                      (func (export "count") (result i64) (global.get $counter)))
                    """);

    @AfterEach
    void close() {
        embedding.close();
    }

    @Test
    void tablesAreArrays() {
        Value table = exports.getMember("functions");
        assertEquals(2, table.getArraySize());
        assertEquals(exports.getMember("f"), table.getArrayElement(0));
        assertTrue(table.getArrayElement(1).isNull());
        table.setArrayElement(1, exports.getMember("g"));
        assertEquals(exports.getMember("g"), table.getArrayElement(1));
        table.setArrayElement(1, null);
        assertTrue(table.getArrayElement(1).isNull());
        assertThrows(ClassCastException.class, () -> table.setArrayElement(1, 7));
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> table.getArrayElement(2));
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> table.setArrayElement(2, null));
        Value objects = exports.getMember("objects");
        objects.setArrayElement(0, "anything");
        assertEquals("anything", objects.getArrayElement(0).asString());
    }

    @Test
    void tablesHaveTheMethodsOfJavaScript() {
        Value table = exports.getMember("functions");
        assertEquals(2, table.getMember("length").asInt());
        assertEquals(15, table.invokeMember("get", 0).execute(5).asInt());
        table.invokeMember("set", 1, exports.getMember("f"));
        assertEquals(exports.getMember("f"), table.invokeMember("get", 1));
        table.invokeMember("set", 1);
        assertTrue(table.invokeMember("get", 1).isNull());
        assertEquals(2, table.invokeMember("grow", 1, exports.getMember("g")).asInt());
        assertEquals(exports.getMember("g"), table.getArrayElement(2));
        PolyglotException full = assertThrows(PolyglotException.class, () -> table.invokeMember("grow", 1));
        assertEquals("range error", full.getGuestObject().getMember("kind").asString());
        PolyglotException outside = assertThrows(PolyglotException.class, () -> table.invokeMember("get", 3));
        assertTrue(outside.getMessage().contains("no element 3 in a table of 3 funcref"), outside.getMessage());
        assertThrows(IllegalArgumentException.class, () -> table.invokeMember("set", 0, 5));
        assertThrows(IllegalArgumentException.class, () -> table.invokeMember("get"));
    }

    @Test
    void globalsHaveAValue() {
        Value counter = exports.getMember("counter");
        assertEquals(3, counter.getMember("value").asLong());
        counter.putMember("value", Long.MIN_VALUE);
        assertEquals(Long.MIN_VALUE, exports.invokeMember("count").asLong());
        assertThrows(IllegalArgumentException.class, () -> counter.putMember("value", "many"));
        assertThrows(UnsupportedOperationException.class, () -> exports.getMember("answer").putMember("value", 1));
        assertEquals(42, exports.getMember("answer").getMember("value").asInt());
        Value any = exports.getMember("any");
        assertTrue(any.getMember("value").isNull());
        any.putMember("value", "text");
        assertEquals("text", any.getMember("value").asString());
    }

    @Test
    void globalsAreTheirNumbers() {
        assertEquals(42, exports.getMember("answer").asInt());
        assertTrue(exports.getMember("answer").fitsInByte());
        assertEquals(3.25, exports.getMember("pi").asDouble());
        assertFalse(exports.getMember("pi").fitsInInt());
        assertFalse(exports.getMember("any").isNumber());
        assertEquals(126, exports.invokeMember("f", exports.getMember("answer")).asInt());
        assertEquals(12, exports.getMember("callback").execute(4).asInt());
        assertFalse(exports.getMember("answer").canExecute());
    }

    @Test
    void mutableGlobalsAreWrittenByTheirNames() {
        exports.putMember("counter", 17);
        assertEquals(17, exports.invokeMember("count").asLong());
        assertThrows(UnsupportedOperationException.class, () -> exports.putMember("answer", 1));
        assertThrows(UnsupportedOperationException.class, () -> exports.putMember("f", 1));
        assertThrows(UnsupportedOperationException.class, () -> exports.putMember("unknown", 1));
    }
}
