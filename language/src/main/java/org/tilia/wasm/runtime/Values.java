package org.tilia.wasm.runtime;

import org.tilia.wasm.module.ValueKind;

/** Numbers between their boxes and their bits. */
public final class Values {

    private Values() {
    }

    /** The bits of a boxed number; an i32's are sign-extended. */
    public static long toBits(Object value) {
        return switch (value) {
            case Integer i -> i;
            case Long l -> l;
            case Float f -> Float.floatToRawIntBits(f);
            case Double d -> Double.doubleToRawLongBits(d);
            default -> throw new IllegalArgumentException("not a number of WebAssembly: " + value);
        };
    }

    /** The box of a number given by its bits. */
    public static Object fromBits(ValueKind kind, long bits) {
        return switch (kind) {
            case I32 -> (int) bits;
            case I64 -> bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
            case V128, REF -> throw new IllegalArgumentException("not a scalar number: " + kind);
        };
    }

    /** What a local, a global or a table's element of this kind starts as; null stands for the null reference. */
    public static Object zero(ValueKind kind) {
        return kind == ValueKind.REF ? null : fromBits(kind, 0);
    }
}
