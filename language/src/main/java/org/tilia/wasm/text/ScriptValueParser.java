package org.tilia.wasm.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.module.AbstractHeapType;

/** The arguments and the expected results in scripts. */
final class ScriptValueParser {

    private final TokenReader in;

    ScriptValueParser(TokenReader in) {
        this.in = in;
    }

    List<ScriptValue> arguments() {
        List<ScriptValue> arguments = new ArrayList<>();
        while (in.at(TokenKind.LEFT_PARENTHESIS)) {
            int start = in.position();
            if (!(expectation() instanceof Expectation.Value(ScriptValue value))) {
                throw in.tokens().unexpected(start, "a value");
            }
            arguments.add(value);
        }
        return arguments;
    }

    /** A pattern in parentheses; a value alone is the pattern that only it matches. */
    Expectation expectation() {
        in.expect(TokenKind.LEFT_PARENTHESIS, "a value");
        String keyword = in.keyword("a value");
        Expectation expectation = switch (keyword) {
            case "i32.const" -> new Expectation.Value(new ScriptValue.I32(in.i32()));
            case "i64.const" -> new Expectation.Value(new ScriptValue.I64(in.i64()));
            case "f32.const" -> f32();
            case "f64.const" -> f64();
            case "v128.const" -> vector();
            case "either" -> either();
            default -> reference(keyword);
        };
        in.expectClose();
        return expectation;
    }

    private Expectation.NaN nan() {
        if (in.accept("nan:canonical")) {
            return Expectation.NaN.CANONICAL;
        }
        return in.accept("nan:arithmetic") ? Expectation.NaN.ARITHMETIC : null;
    }

    private Expectation f32() {
        Expectation.NaN nan = nan();
        return nan != null ? new Expectation.F32NaN(nan) : new Expectation.Value(new ScriptValue.F32(in.f32()));
    }

    private Expectation f64() {
        Expectation.NaN nan = nan();
        return nan != null ? new Expectation.F64NaN(nan) : new Expectation.Value(new ScriptValue.F64(in.f64()));
    }

    private Expectation vector() {
        int start = in.position();
        VectorLiterals.Shape shape = VectorLiterals.shape(in);
        boolean floats = shape == VectorLiterals.Shape.F32X4 || shape == VectorLiterals.Shape.F64X2;
        if (floats) {
            List<Expectation> lanes = new ArrayList<>();
            boolean exact = true;
            for (int i = 0; i < shape.lanes(); i++) {
                Expectation lane = shape == VectorLiterals.Shape.F32X4 ? f32() : f64();
                exact &= lane instanceof Expectation.Value;
                lanes.add(lane);
            }
            return exact ? new Expectation.Value(new ScriptValue.V128(bytes(lanes))) : new Expectation.Lanes(lanes);
        }
        in.moveTo(start);
        return new Expectation.Value(new ScriptValue.V128(VectorLiterals.read(in)));
    }

    private static byte[] bytes(List<Expectation> lanes) {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        for (Expectation lane : lanes) {
            switch (((Expectation.Value) lane).value()) {
                case ScriptValue.F32(int bits) -> bytes.putInt(bits);
                case ScriptValue.F64(long bits) -> bytes.putLong(bits);
                default -> throw new IllegalStateException("a lane that is no float");
            }
        }
        return bytes.array();
    }

    private Expectation either() {
        List<Expectation> alternatives = new ArrayList<>();
        while (in.at(TokenKind.LEFT_PARENTHESIS)) {
            alternatives.add(expectation());
        }
        return new Expectation.Either(alternatives);
    }

    /** {@code ref.null}; {@code ref.extern} or {@code ref.host}, with a number if one value is meant; {@code ref.} and a heap type. */
    private Expectation reference(String keyword) {
        boolean number = in.at(TokenKind.NATURAL);
        switch (keyword) {
            case "ref.null" -> {
                AbstractHeapType type = in.at(TokenKind.KEYWORD) ? Keywords.heapType(in.tokens().text(in.position())) : null;
                if (type == null) {
                    return new Expectation.Null();
                }
                in.advance();
                return new Expectation.Value(new ScriptValue.RefNull(type));
            }
            case "ref.extern" -> {
                return number ? new Expectation.Value(new ScriptValue.RefExtern(in.u32()))
                                : new Expectation.Reference(AbstractHeapType.EXTERN);
            }
            case "ref.host" -> {
                return number ? new Expectation.Value(new ScriptValue.RefHost(in.u32()))
                                : new Expectation.Reference(AbstractHeapType.ANY);
            }
            default -> {
                boolean named = keyword.startsWith("ref.");
                AbstractHeapType type = named ? Keywords.heapType(keyword.substring("ref.".length())) : null;
                if (type == null) {
                    in.moveTo(in.position() - 1);
                    throw in.unexpected("a value");
                }
                return new Expectation.Reference(type);
            }
        }
    }
}
