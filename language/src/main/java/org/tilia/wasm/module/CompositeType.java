package org.tilia.wasm.module;

/** What a type definition describes (spec 2.3.10): a function, a struct or an array. */
public sealed interface CompositeType permits FunctionType, StructType, ArrayType {
}
