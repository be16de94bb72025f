package org.tilia.wasm.script;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.tilia.wasm.module.AbstractHeapType;
import org.tilia.wasm.text.Expectation;
import org.tilia.wasm.text.ScriptValue;

/** Values of scripts and values at run time: conversion, comparison, and words for messages. */
final class Patterns {

    private static final int F32_QUIET = 0x7FC0_0000;
    private static final long F64_QUIET = 0x7FF8_0000_0000_0000L;

    private Patterns() {
    }

    /** The value, boxed as functions take it. */
    static Object toGuest(ScriptValue value) {
        return switch (value) {
            case ScriptValue.I32(int number) -> number;
            case ScriptValue.I64(long number) -> number;
            case ScriptValue.F32(int bits) -> Float.intBitsToFloat(bits);
            case ScriptValue.F64(long bits) -> Double.longBitsToDouble(bits);
            case ScriptValue.V128(byte[] bytes) -> bytes;
            case ScriptValue.RefNull _ -> null;
            case ScriptValue.RefExtern(int number) -> new HostReference(number);
            case ScriptValue.RefHost(int number) -> new HostReference(number);
        };
    }

    static boolean matches(List<Expectation> patterns, List<Object> values) {
        boolean matches = patterns.size() == values.size();
        for (int i = 0; matches && i < values.size(); i++) {
            matches = matches(patterns.get(i), values.get(i));
        }
        return matches;
    }

    static boolean matches(Expectation pattern, Object value) {
        return switch (pattern) {
            case Expectation.Value(ScriptValue expected) -> equal(expected, value);
            case Expectation.F32NaN(Expectation.NaN kind) -> value instanceof Float number && isNaN(kind, Float.floatToRawIntBits(number));
            case Expectation.F64NaN(Expectation.NaN kind) -> value instanceof Double number && isNaN(kind, Double.doubleToRawLongBits(number));
            case Expectation.Lanes(List<Expectation> lanes) -> value instanceof byte[] vector && matches(lanes, lanes(vector, lanes.size()));
            case Expectation.Null() -> value == null;
            case Expectation.Reference(AbstractHeapType type) -> value != null && belongs(value, type);
            case Expectation.Either(List<Expectation> alternatives) -> alternatives.stream().anyMatch(one -> matches(one, value));
        };
    }

    private static boolean equal(ScriptValue expected, Object value) {
        return switch (expected) {
            case ScriptValue.F32(int bits) -> value instanceof Float number && Float.floatToRawIntBits(number) == bits;
            case ScriptValue.F64(long bits) -> value instanceof Double number && Double.doubleToRawLongBits(number) == bits;
            case ScriptValue.V128(byte[] bytes) -> value instanceof byte[] vector && Arrays.equals(vector, bytes);
            case ScriptValue.RefNull _ -> value == null;
            case ScriptValue.I32 _, ScriptValue.I64 _, ScriptValue.RefExtern _, ScriptValue.RefHost _ -> toGuest(expected).equals(value);
        };
    }

    private static boolean isNaN(Expectation.NaN kind, int bits) {
        return switch (kind) {
            case CANONICAL -> (bits & Integer.MAX_VALUE) == F32_QUIET;
            case ARITHMETIC -> (bits & F32_QUIET) == F32_QUIET;
        };
    }

    private static boolean isNaN(Expectation.NaN kind, long bits) {
        return switch (kind) {
            case CANONICAL -> (bits & Long.MAX_VALUE) == F64_QUIET;
            case ARITHMETIC -> (bits & F64_QUIET) == F64_QUIET;
        };
    }

    private static List<Object> lanes(byte[] vector, int count) {
        ByteBuffer bytes = ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN);
        Object[] lanes = new Object[count];
        Arrays.setAll(lanes, _ -> count == 4 ? (Object) bytes.getFloat() : (Object) bytes.getDouble());
        return Arrays.asList(lanes);
    }

    /** Whether a reference that is not null points to something of this type. */
    private static boolean belongs(Object reference, AbstractHeapType type) {
        return switch (type) {
            case FUNC -> reference instanceof FunctionReference;
            case EXTERN, ANY -> !(reference instanceof FunctionReference);
            case NOFUNC, NOEXTERN, NONE, NOEXN, EQ, I31, STRUCT, ARRAY, EXN -> false;
        };
    }

    static String describe(List<Expectation> patterns) {
        return patterns.isEmpty() ? "no result" : patterns.stream().map(Patterns::describe).collect(Collectors.joining(", "));
    }

    private static String describe(Expectation pattern) {
        return switch (pattern) {
            case Expectation.Value(ScriptValue value) -> describe(toGuest(value));
            case Expectation.F32NaN(Expectation.NaN kind) -> "f32 " + describe(kind);
            case Expectation.F64NaN(Expectation.NaN kind) -> "f64 " + describe(kind);
            case Expectation.Lanes(List<Expectation> lanes) -> lanes.stream().map(Patterns::describe).collect(Collectors.joining(" ", "v128 (", ")"));
            case Expectation.Null() -> "ref.null";
            case Expectation.Reference(AbstractHeapType type) -> "ref." + type;
            case Expectation.Either(List<Expectation> alternatives) -> alternatives.stream().map(Patterns::describe).collect(Collectors.joining(" or "));
        };
    }

    private static String describe(Expectation.NaN kind) {
        return kind == Expectation.NaN.CANONICAL ? "nan:canonical" : "nan:arithmetic";
    }

    /** A value in words, floats with their bits. */
    static String describe(Object value) {
        return switch (value) {
            case null -> "ref.null";
            case Integer number -> "i32 " + number;
            case Long number -> "i64 " + number;
            case Float number -> "f32 " + number + " (0x" + HexFormat.of().toHexDigits(Float.floatToRawIntBits(number)) + ")";
            case Double number -> "f64 " + number + " (0x" + HexFormat.of().toHexDigits(Double.doubleToRawLongBits(number)) + ")";
            case byte[] vector -> "v128 0x" + HexFormat.of().formatHex(vector);
            default -> value.toString();
        };
    }
}
