package org.tilia.wasm.module;

/** What addresses a memory or a table (spec 2.3.13). */
public enum AddressType {
    I32(NumberType.I32),
    I64(NumberType.I64);

    private final NumberType valueType;

    AddressType(NumberType valueType) {
        this.valueType = valueType;
    }

    /** The type of operands that are addresses. */
    public NumberType valueType() {
        return valueType;
    }
}
