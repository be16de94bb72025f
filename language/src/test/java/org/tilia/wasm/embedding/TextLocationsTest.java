package org.tilia.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilia.wasm.WasmLanguage;

/** A module that came as a text is shown as that text: in stack traces, and where it is not valid. */
class TextLocationsTest {

    private static final String TEXT = """
                    (module $lines
                      (; größer 𝄞 ;) (memory 1) (table 1 funcref) (elem (i32.const 0) $inner)
                      (func $inner (param i32) (result i32)
                        (if (i32.eqz (local.get 0)) (then (unreachable)))
                        local.get 0
                        i32.const 1
                        i32.eq
                        if
                          i32.const 65536 (; ü𝄞 ;) i32.load
                          drop
                        end
                        (i32.div_s
                          (i32.const 7)
                          (i32.sub (local.get 0) (i32.const 2))))
                      (func (export "direct") (param i32) (result i32)
                        (i32.add
                          (call $inner
                            (local.get 0))
                          (i32.const 1)))
                      (func (export "indirect") (param i32) (result i32)
                        (loop (result i32)
                          local.get 0
                          i32.const 0
                          call_indirect (param i32) (result i32))))
                    """;

    private static Embedding open(String compiler, int calls, int turns) {
        return Embedding.with("wasm.Compiler", compiler, "wasm.CompileThreshold", Integer.toString(calls), "wasm.LoopThreshold", Integer.toString(turns));
    }

    private static String place(SourceSection section) {
        return section.getStartLine() + ":" + section.getStartColumn() + " " + section.getCharacters();
    }

    private static List<String> places(Value function, int argument) {
        PolyglotException trap = assertThrows(PolyglotException.class, () -> function.execute(argument));
        List<PolyglotException.StackFrame> frames = StreamSupport.stream(trap.getPolyglotStackTrace().spliterator(), false)
                        .filter(PolyglotException.StackFrame::isGuestFrame).toList();
        assertEquals(place(trap.getSourceLocation()), place(frames.getFirst().getSourceLocation()));
        return frames.stream().map(frame -> place(frame.getSourceLocation())).toList();
    }

    @ParameterizedTest
    @CsvSource({"none, 0, 0", "jvm, 0, 0", "jvm, 2, 1000", "jvm, 1000, 0", "truffle, 0, 0"})
    void framesHaveTheirInstructions(String compiler, int calls, int turns) {
        try (Embedding embedding = open(compiler, calls, turns)) {
            Value exports = embedding.exports(TEXT);
            for (int i = 0; i < 5; i++) {
                assertEquals(List.of("4:40 unreachable", "17:8 call"), places(exports.getMember("direct"), 0));
                assertEquals(List.of("9:33 i32.load", "17:8 call"), places(exports.getMember("direct"), 1));
                assertEquals(List.of("12:6 i32.div_s", "17:8 call"), places(exports.getMember("direct"), 2));
                assertEquals(List.of("12:6 i32.div_s", "24:7 call_indirect"), places(exports.getMember("indirect"), 2));
                assertEquals(8, exports.invokeMember("direct", 3).asInt());
            }
        }
    }

    @Test
    void theTraceOfAHostShowsLines() {
        try (Embedding embedding = open("none", 0, 0)) {
            Value direct = embedding.exports(TEXT).getMember("direct");
            PolyglotException trap = assertThrows(PolyglotException.class, () -> direct.execute(2));
            assertEquals("<wasm>.inner(test:12)", trap.getStackTrace()[0].toString());
            assertEquals("<wasm>.direct(test:17)", trap.getStackTrace()[1].toString());
        }
    }

    @Test
    void functionsKnowTheirDefinitions() {
        try (Embedding embedding = Embedding.with()) {
            SourceSection direct = embedding.exports(TEXT).getMember("direct").getSourceLocation();
            assertEquals(15, direct.getStartLine());
            assertEquals(19, direct.getEndLine());
            assertTrue(direct.getCharacters().toString().matches("(?s)\\(func \\(export \"direct\"\\).*\\(i32.const 1\\)\\)\\)"), direct.toString());
        }
    }

    @Test
    void bytesThatAreATextHaveLinesToo() {
        try (Embedding embedding = Embedding.with()) {
            Source bytes = Source.newBuilder("wasm", ByteSequence.create(TEXT.getBytes(StandardCharsets.UTF_8)), "bytes.wat").buildLiteral();
            Value direct = embedding.context().eval(bytes).newInstance().getMember("exports").getMember("direct");
            assertEquals("12:6 i32.div_s", places(direct, 2).getFirst());
        }
    }

    @Test
    void quotedModulesHaveNone() {
        try (Embedding embedding = Embedding.with()) {
            Value run = embedding.exports("(module quote \"(func (export \\22run\\22) unreachable)\")").getMember("run");
            PolyglotException trap = assertThrows(PolyglotException.class, run::execute);
            assertFalse(trap.getSourceLocation().isAvailable());
            assertEquals("test", trap.getSourceLocation().getSource().getName());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(module\n  (func (result i32)\n    (i64.const\n 1)))", "(module\n (func (drop (i32.add\n (i32.const 1) (i64.const 2)))))", "(func\n\n local.get 3)"})
    void whatIsNotValidIsShownByItsLine(String text) {
        try (Embedding embedding = Embedding.with()) {
            Source source = Source.newBuilder("wasm", text, "text").mimeType(WasmLanguage.TEXT_MIME_TYPE).buildLiteral();
            PolyglotException invalid = assertThrows(PolyglotException.class, () -> embedding.context().eval(source));
            assertTrue(invalid.isSyntaxError());
            assertEquals("invalid", invalid.getGuestObject().getMember("kind").asString());
            assertTrue(invalid.getMessage().matches("(?s).* at line [23], column \\d+"), invalid.getMessage());
            assertTrue(invalid.getSourceLocation().getStartLine() > 1);
        }
    }
}
