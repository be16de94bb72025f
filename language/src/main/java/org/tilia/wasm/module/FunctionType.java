package org.tilia.wasm.module;

import java.util.List;
import java.util.stream.Collectors;

/** A function's parameters and results (spec 2.3.8). */
public record FunctionType(List<ValueType> parameters, List<ValueType> results) implements CompositeType {

    public FunctionType {
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    /** As in the spec's prose: {@code [i32 i64] -> [f32]}. */
    @Override
    public String toString() {
        return list(parameters) + " -> " + list(results);
    }

    private static String list(List<ValueType> types) {
        return types.stream().map(ValueType::toString).collect(Collectors.joining(" ", "[", "]"));
    }
}
