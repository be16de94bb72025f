package org.tilia.wasm.module;

/** What a field of a struct or an array may hold (spec 2.3.9): a value type or a packed integer. */
public sealed interface StorageType permits ValueType, PackedType {
}
