package org.tilia.wasm.module;

/** How a value is held: the value types with every reference counted as one. */
public enum ValueKind {
    I32,
    I64,
    F32,
    F64,
    V128,
    REF
}
