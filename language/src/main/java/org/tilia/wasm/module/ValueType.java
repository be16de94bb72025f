package org.tilia.wasm.module;

/** A value type (spec 2.3.5): a number, a vector or a reference. */
public sealed interface ValueType extends StorageType permits NumberType, ReferenceType {

    /** How a value of this type is held by the machine, whatever the heap type of a reference. */
    ValueKind kind();

    /** Whether a local of this type starts with a value: all but the non-nullable references. */
    boolean isDefaultable();
}
