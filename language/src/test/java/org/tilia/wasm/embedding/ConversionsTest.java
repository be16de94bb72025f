package org.tilia.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers on their way into a guest and out of it. */
class ConversionsTest {

    private static final BigInteger TWO_TO_64 = BigInteger.TWO.pow(64);

    private static Embedding embedding;
    private static Value identity;

    @BeforeAll
    static void open() {
        embedding = Embedding.with();
        identity = embedding.exports("""
                        (module (func (export "i32") (param i32) (result i32) (local.get 0))
                                (func (export "i64") (param i64) (result i64) (local.get 0))
                                (func (export "f32") (param f32) (result f32) (local.get 0))
                                (func (export "f64") (param f64) (result f64) (local.get 0))
                                (func (export "ref") (param externref) (result externref) (local.get 0))
                                (func (export "func") (param funcref) (result funcref) (local.get 0))
                                (func (export "second") (param i32 i64) (result i64) (local.get 1)))
                        """);
    }

    @AfterAll
    static void close() {
        embedding.close();
    }

    static Stream<Arguments> taken() {
        return Stream.of(Arguments.of("i32", -1, -1), Arguments.of("i32", Integer.MIN_VALUE, Integer.MIN_VALUE),
                        Arguments.of("i32", 0xFFFF_FFFFL, -1), Arguments.of("i32", 0x8000_0000L, Integer.MIN_VALUE),
                        Arguments.of("i32", (byte) 7, 7), Arguments.of("i32", (short) -7, -7), Arguments.of("i32", 3.0, 3),
                        Arguments.of("i32", BigInteger.TWO, 2),
                        Arguments.of("i64", Long.MIN_VALUE, Long.MIN_VALUE), Arguments.of("i64", 5, 5L),
                        Arguments.of("i64", TWO_TO_64.subtract(BigInteger.ONE), -1L), Arguments.of("i64", BigInteger.TWO.pow(63), Long.MIN_VALUE),
                        Arguments.of("f32", 0.1, 0.1f), Arguments.of("f32", 1, 1f), Arguments.of("f32", 16_777_217, 16_777_216f),
                        Arguments.of("f32", Double.POSITIVE_INFINITY, Float.POSITIVE_INFINITY), Arguments.of("f32", 1e-300, 0f),
                        Arguments.of("f32", BigInteger.TWO.pow(100), (float) Math.pow(2, 100)),
                        Arguments.of("f64", 0.1f, (double) 0.1f), Arguments.of("f64", Long.MAX_VALUE, 0x1p63),
                        Arguments.of("f64", TWO_TO_64, 0x1p64), Arguments.of("f64", -0.0, -0.0));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void numbersThatFitAreTaken(String type, Object given, Object expected) {
        assertEquals(expected, identity.invokeMember(type, given).as(expected.getClass()));
    }

    static Stream<Arguments> refused() {
        return Stream.of(Arguments.of("i32", 1L << 32), Arguments.of("i32", Integer.MIN_VALUE - 1L), Arguments.of("i32", 0.5),
                        Arguments.of("i32", -0.0), Arguments.of("i32", Double.NaN), Arguments.of("i32", TWO_TO_64), Arguments.of("i32", "1"),
                        Arguments.of("i32", true), Arguments.of("i64", TWO_TO_64), Arguments.of("i64", BigInteger.TWO.pow(63).negate().subtract(BigInteger.ONE)),
                        Arguments.of("i64", 0.5), Arguments.of("f32", 1e300), Arguments.of("f32", "1"),
                        Arguments.of("f64", BigInteger.TEN.pow(400)), Arguments.of("func", 5), Arguments.of("func", (ProxyExecutable) _ -> 1));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void otherValuesAreRefused(String type, Object given) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> identity.getMember(type).execute(given));
        assertTrue(refused.getMessage().contains("argument 1 of " + type), refused.getMessage());
    }

    @Test
    void aRefusalNamesFunctionParameterAndValue() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> identity.invokeMember("second", 1, "one"));
        assertTrue(refused.getMessage().contains("argument 2 of second [i32 i64] -> [i64]: \"one\" is not an i64"), refused.getMessage());
    }

    static Stream<Arguments> shown() {
        return Stream.of(Arguments.of("f32", 1e300, "1.0E300 is too large for an f32"), Arguments.of("i64", 1.5, "1.5 is not an i64"),
                        Arguments.of("i32", -0.0, "-0.0 is not an i32"), Arguments.of("i32", 0x1p32, "4.294967296E9 is not an i32"),
                        Arguments.of("i64", TWO_TO_64, "18446744073709551616 is not an i64"), Arguments.of("i32", null, "null is not an i32"),
                        Arguments.of("i64", BigInteger.TEN.pow(500), "1" + "0".repeat(78) + "… is not an i64"),
                        Arguments.of("i32", "x".repeat(500), '"' + "x".repeat(79) + "…\" is not an i32"), Arguments.of("f64", 'c', "\"c\" is not an f64"));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void aRefusalShowsTheValueAsItIs(String type, Object given, String message) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> identity.invokeMember(type, new Object[]{given}));
        assertTrue(refused.getMessage().contains("argument 1 of " + type + " [" + type + "] -> [" + type + "]: " + message), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void numbersOfArgumentsMustMatch(int count) {
        Object[] arguments = Collections.nCopies(count, 1).toArray();
        for (Executable call : List.<Executable>of(() -> identity.getMember("second").execute(arguments), () -> identity.invokeMember("second", arguments))) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, call);
            assertTrue(refused.getMessage().contains("Expected 2 argument(s) but got " + count), refused.getMessage());
            assertTrue(refused.getMessage().contains("second"), refused.getMessage());
        }
    }

    @Test
    void severalResultsAreAnArray() {
        Value several = embedding.exports("""
                        (module (func (export "f") (result i32 i64 f32 f64 externref funcref)
                          (i32.const -1) (i64.const -2) (f32.const 0.5) (f64.const -0) (ref.null extern) (ref.null func)))
                        """).invokeMember("f");
        assertEquals(6, several.getArraySize());
        assertEquals(List.of(-1, -2L, 0.5f, -0.0), several.as(List.class).subList(0, 4));
        assertTrue(several.getArrayElement(4).isNull());
        assertTrue(several.getArrayElement(5).isNull());
        assertEquals("[-1, -2, 0.5, -0.0, ref.null, ref.null]", several.toString());
    }

    @Test
    void referencesKeepTheirIdentity() {
        Object object = new Object();
        assertEquals(object, identity.invokeMember("ref", object).asHostObject());
        assertEquals("text", identity.invokeMember("ref", "text").asString());
        assertTrue(identity.invokeMember("ref", new Object[]{null}).isNull());
        assertTrue(identity.invokeMember("func", new Object[]{null}).isNull());
        assertEquals(identity.getMember("i32"), identity.invokeMember("func", identity.getMember("i32")));
        assertEquals(identity.getMember("i32"), identity.invokeMember("ref", identity.getMember("i32")));
    }

    @Test
    void resultsOfHostFunctionsAreConverted() {
        String text = """
                        (module (import "env" "f" (func $f (result i32 i64))) (func (export "sum") (result i64)
                          (local i64) (call $f) (local.set 0) (i64.extend_i32_u) (i64.add (local.get 0))))
                        """;
        ProxyExecutable pair = _ -> ProxyArray.fromArray(0xFFFF_FFFFL, TWO_TO_64.subtract(BigInteger.ONE));
        assertEquals(0xFFFF_FFFEL, run(text, pair).asLong());
        ProxyExecutable list = _ -> List.of(1, 2);
        PolyglotException notShared = assertThrows(PolyglotException.class, () -> run(text, list));
        assertEquals("type error", notShared.getGuestObject().getMember("kind").asString());
        ProxyExecutable one = _ -> 1;
        PolyglotException refused = assertThrows(PolyglotException.class, () -> run(text, one));
        assertTrue(refused.getMessage().contains("result of env.f: 1 is not an array of 2 values"), refused.getMessage());
        ProxyExecutable misfit = _ -> ProxyArray.fromArray(1, "x");
        assertTrue(assertThrows(PolyglotException.class, () -> run(text, misfit)).getMessage().contains("is not an i64"));
    }

    private static Value run(String text, ProxyExecutable function) {
        return embedding.exports(text, Embedding.object("env", Embedding.object("f", function))).invokeMember("sum");
    }
}
