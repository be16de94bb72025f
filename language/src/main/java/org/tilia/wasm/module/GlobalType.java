package org.tilia.wasm.module;

/** A global's type (spec 2.3.15). */
public record GlobalType(ValueType value, boolean mutable) implements ExternalType {

    @Override
    public ExternalKind kind() {
        return ExternalKind.GLOBAL;
    }
}
