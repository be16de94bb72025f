package org.tilia.wasm.module;

/** An array's elements (spec 2.3.9). */
public record ArrayType(FieldType element) implements CompositeType {
}
