package org.tilia.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What objects say of themselves. */
class ObjectsTest {

    private static final String MODULE = """
                    (module $sample (func (export "f")) (memory (export "m") 1) (table (export "t") 1 funcref)
                      (global (export "g") (mut i32) (i32.const 4)) (global (export "exports") i32 (i32.const 5)))
                    """;

    private final Embedding embedding = Embedding.with();
    private final Value module = embedding.module(MODULE);
    private final Value instance = module.newInstance();
    private final Value exports = instance.getMember("exports");

    @AfterEach
    void close() {
        embedding.close();
    }

    @Test
    void objectsHaveTypes() {
        Map<Value, String> types = Map.of(module, "Module", instance, "Instance", exports, "Exports", exports.getMember("f"), "Function",
                        exports.getMember("m"), "Memory", exports.getMember("t"), "Table", exports.getMember("g"), "Global");
        types.forEach((object, type) -> {
            assertEquals(type, object.getMetaObject().getMetaSimpleName());
            assertTrue(object.getMetaObject().isMetaInstance(object));
            assertEquals(type.equals("Memory"), embedding.bindings().getMember("Memory").isMetaInstance(object));
        });
        assertEquals(embedding.bindings().getMember("Memory"), exports.getMember("m").getMetaObject());
    }

    @Test
    void objectsHaveTexts() {
        assertEquals("module sample", module.toString());
        assertEquals("instance of sample", instance.toString());
        assertEquals("exports of sample", exports.toString());
        assertEquals("f [] -> []", exports.getMember("f").toString());
        assertEquals("memory of 1 pages", exports.getMember("m").toString());
        assertEquals("table of 1 funcref", exports.getMember("t").toString());
        assertEquals("global (mut i32)", exports.getMember("g").toString());
        assertEquals("Memory", embedding.bindings().getMember("Memory").toString());
    }

    @Test
    void objectsKeepTheirIdentity() {
        for (String name : List.of("f", "m", "t", "g")) {
            assertEquals(exports.getMember(name), exports.getMember(name));
            assertEquals(exports.getMember(name).hashCode(), instance.getMember(name).hashCode());
            assertNotEquals(exports.getMember(name), module.newInstance().getMember(name));
        }
        assertEquals(exports, instance.getMember("exports"));
        assertNotEquals(instance, module.newInstance());
    }

    @Test
    void membersAreListedInTheModulesOrder() {
        assertEquals(List.of("f", "m", "t", "g", "exports"), List.copyOf(exports.getMemberKeys()));
        assertEquals(List.of("exports", "f", "m", "t", "g"), List.copyOf(instance.getMemberKeys()));
        assertFalse(exports.hasMember("other"));
        assertEquals(5, exports.getMember("exports").asInt());
        assertTrue(module.getMemberKeys().contains("newInstance"));
        assertTrue(module.getMember("newInstance").canExecute());
        assertEquals(4, module.getMember("newInstance").execute().getMember("g").asInt());
        assertEquals(4, module.invokeMember("newInstance").getMember("g").asInt());
    }

    @Test
    void importsAreObjectsMapsOrInstances() {
        Value user = embedding.module("(module (import \"lib\" \"g\" (global $g (mut i32))) (func (export \"get\") (result i32) (global.get $g)))");
        for (Object library : List.of(instance, exports, Embedding.object("g", exports.getMember("g")), ProxyHashMap.from(Map.of("g", exports.getMember("g"))))) {
            for (Object imports : List.of(Embedding.object("lib", library), ProxyHashMap.from(Map.of("lib", library)))) {
                assertEquals(4, user.newInstance(imports).getMember("exports").invokeMember("get").asInt());
            }
        }
        assertEquals(4, user.newInstance(Embedding.object(), Embedding.object("lib", instance)).invokeMember("get").asInt());
    }

    @Test
    void theBindingsAreAlsoASource() {
        Value bindings = embedding.module("WebAssembly");
        assertEquals(embedding.bindings().getMember("Memory"), bindings.getMember("Memory"));
        assertEquals(List.of("Global", "Memory", "Table"), List.copyOf(bindings.getMemberKeys()));
    }
}
