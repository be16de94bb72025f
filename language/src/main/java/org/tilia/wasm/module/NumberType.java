package org.tilia.wasm.module;

import java.util.Locale;

/** The number types and the one vector type (spec 2.3.1, 2.3.2). */
public enum NumberType implements ValueType {
    I32(ValueKind.I32),
    I64(ValueKind.I64),
    F32(ValueKind.F32),
    F64(ValueKind.F64),
    V128(ValueKind.V128);

    private final ValueKind kind;

    NumberType(ValueKind kind) {
        this.kind = kind;
    }

    @Override
    public ValueKind kind() {
        return kind;
    }

    @Override
    public boolean isDefaultable() {
        return true;
    }

    /** The name in the text format. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
