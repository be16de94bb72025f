package org.tilia.wasm.module;

import java.util.List;

/** A struct's fields (spec 2.3.9). */
public record StructType(List<FieldType> fields) implements CompositeType {

    public StructType {
        fields = List.copyOf(fields);
    }
}
