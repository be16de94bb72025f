package org.tilia.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What hosts learn of failures: by members, not by messages. */
class ErrorsTest {

    private static final String CHAIN = """
                    (module $chain
                      (import "host" "fail" (func $fail))
                      (func $inner (param i32) (result i32)
                        (if (i32.eqz (local.get 0)) (then (call $fail)))
                        (i32.div_s (i32.const 1) (i32.const 0)))
                      (func $outer (export "outer") (param i32) (result i32) (call $inner (local.get 0))))
                    """;

    private static Embedding open(String compiler, int threshold) {
        return Embedding.with("wasm.Compiler", compiler, "wasm.CompileThreshold", Integer.toString(threshold));
    }

    @ParameterizedTest
    @CsvSource({"none, 0", "jvm, 0", "jvm, 2"})
    void exceptionsOfTheHostPassThroughTheGuest(String compiler, int threshold) {
        IllegalStateException thrown = new IllegalStateException("from the host");
        ProxyExecutable fail = _ -> {
            throw thrown;
        };
        try (Embedding embedding = open(compiler, threshold)) {
            Value exports = embedding.exports(CHAIN, Embedding.object("host", Embedding.object("fail", fail)));
            for (int i = 0; i < 4; i++) {
                PolyglotException failure = assertThrows(PolyglotException.class, () -> exports.invokeMember("outer", 0));
                assertTrue(failure.isHostException());
                assertSame(thrown, failure.asHostException());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"none, 0", "jvm, 0", "jvm, 2"})
    void trapsTellKindStackAndPlace(String compiler, int threshold) {
        ProxyExecutable fail = _ -> null;
        try (Embedding embedding = open(compiler, threshold)) {
            Value exports = embedding.exports(CHAIN, Embedding.object("host", Embedding.object("fail", fail)));
            for (int i = 0; i < 4; i++) {
                PolyglotException trap = assertThrows(PolyglotException.class, () -> exports.invokeMember("outer", 1));
                assertTrue(trap.isGuestException());
                assertFalse(trap.isInternalError());
                Value object = trap.getGuestObject();
                assertTrue(object.isException());
                assertEquals("integer divide by zero", object.getMember("kind").asString());
                List<?> stack = object.getMember("stack").as(List.class);
                assertEquals(2, stack.size());
                assertTrue(stack.getFirst().toString().startsWith("chain.inner(0x"), stack.toString());
                assertEquals("test", trap.getSourceLocation().getSource().getName());
                assertTrue(trap.getSourceLocation().isAvailable());
                PolyglotException.StackFrame frame = trap.getPolyglotStackTrace().iterator().next();
                assertTrue(frame.isGuestFrame());
                assertEquals("inner", frame.getRootName());
                assertEquals("wasm", frame.getLanguage().getId());
            }
        }
    }

    @Test
    void aHostCanThrowATrapOn() {
        try (Embedding embedding = Embedding.with()) {
            Value trapping = embedding.exports("(module (func (export \"trap\") unreachable))").getMember("trap");
            ProxyExecutable fail = _ -> trapping.execute();
            Value exports = embedding.exports(CHAIN, Embedding.object("host", Embedding.object("fail", fail)));
            PolyglotException trap = assertThrows(PolyglotException.class, () -> exports.invokeMember("outer", 0));
            assertEquals("unreachable", trap.getGuestObject().getMember("kind").asString());
        }
    }

    @Test
    void importsMustBeObjects() {
        try (Embedding embedding = Embedding.with()) {
            Value module = embedding.module("(module (import \"env\" \"f\" (func)))");
            for (Object wrong : List.of(5, "env", true)) {
                PolyglotException refused = assertThrows(PolyglotException.class, () -> module.newInstance(wrong));
                assertEquals("type error", refused.getGuestObject().getMember("kind").asString());
                assertTrue(refused.getMessage().startsWith("imports are "), refused.getMessage());
            }
            ProxyExecutable function = _ -> null;
            Map<String, Object> env = Map.of("f", function);
            for (Object map : List.of(Map.of("env", env), Embedding.object("env", env))) {
                PolyglotException closed = assertThrows(PolyglotException.class, () -> module.newInstance(map));
                assertTrue(closed.getMessage().contains("HostAccess.Builder.allowMapAccess(true)"), closed.getMessage());
            }
        }
    }

    @Test
    void linkErrorsListTheirProblems() {
        try (Embedding embedding = Embedding.with()) {
            Value module = embedding.module("(module (import \"env\" \"f\" (func (param i32))) (import \"env\" \"g\" (global (mut i64))))");
            PolyglotException refused = assertThrows(PolyglotException.class,
                            () -> module.newInstance(Embedding.object("env", Embedding.object("g", 5))));
            Value object = refused.getGuestObject();
            assertEquals("unknown import", object.getMember("kind").asString());
            Value problems = object.getMember("problems");
            assertEquals(2, problems.getArraySize());
            Value missing = problems.getArrayElement(0);
            assertEquals("env", missing.getMember("module").asString());
            assertEquals("f", missing.getMember("name").asString());
            assertEquals("a function [i32] -> []", missing.getMember("expected").asString());
            assertFalse(missing.hasMember("found"));
            Value unfit = problems.getArrayElement(1);
            assertEquals("incompatible import type", unfit.getMember("kind").asString());
            assertEquals("5", unfit.getMember("found").asString());
        }
    }

    @Test
    void wrongModulesTellWhatAndWhere() {
        try (Embedding embedding = Embedding.with()) {
            PolyglotException invalid = assertThrows(PolyglotException.class, () -> embedding.module("(module (func (result i32)))"));
            assertTrue(invalid.isSyntaxError());
            assertEquals("invalid", invalid.getGuestObject().getMember("kind").asString());
            Source bytes = Source.newBuilder("wasm", ByteSequence.create(new byte[]{0, 'a', 's', 'm', 1, 0, 0, 0, 77}), "bytes").buildLiteral();
            PolyglotException malformed = assertThrows(PolyglotException.class, () -> embedding.context().eval(bytes));
            assertEquals("malformed", malformed.getGuestObject().getMember("kind").asString());
            assertTrue(malformed.getGuestObject().getMember("offset").asInt() >= 8);
        }
    }
}
