package org.tilia.wasm.module;

import java.util.Locale;

/** The number types and the one vector type (spec 2.3.1, 2.3.2). */
public enum NumberType implements ValueType {
    I32(ValueKind.I32, 0x7F),
    I64(ValueKind.I64, 0x7E),
    F32(ValueKind.F32, 0x7D),
    F64(ValueKind.F64, 0x7C),
    V128(ValueKind.V128, 0x7B);

    private final ValueKind kind;
    private final int code;

    NumberType(ValueKind kind, int code) {
        this.kind = kind;
        this.code = code;
    }

    /** The byte of the binary format (spec 5.3.1, 5.3.2). */
    public int code() {
        return code;
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
