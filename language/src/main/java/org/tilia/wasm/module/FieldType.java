package org.tilia.wasm.module;

/** A field of a struct or the element of an array (spec 2.3.9). */
public record FieldType(StorageType storage, boolean mutable) {
}
