package org.tilia.wasm.host;

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Value;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.NumberType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.ValueType;

/** Java's types as WebAssembly's. */
final class JavaTypes {

    private static final String KNOWN = "none of int, long, float, double, boolean and Value";

    private JavaTypes() {
    }

    /**
     * The type of a function with this signature.
     *
     * @param name for errors
     * @throws IllegalArgumentException when Java's types stand for none of WebAssembly's
     */
    static FunctionType function(String name, MethodType signature) {
        List<ValueType> parameters = new ArrayList<>();
        for (int i = 0; i < signature.parameterCount(); i++) {
            Class<?> parameter = signature.parameterType(i);
            if (i > 0 || parameter != Caller.class) {
                parameters.add(value(name + ": parameter " + (i + 1), parameter));
            }
        }
        return new FunctionType(parameters, results(name, signature.returnType()));
    }

    private static List<ValueType> results(String name, Class<?> type) {
        if (type == void.class) {
            return List.of();
        }
        String place = name + ": the result";
        return !type.isRecord() ? List.of(value(place, type))
                        : Stream.of(type.getRecordComponents()).map(part -> value(place + "'s " + part.getName(), part.getType())).toList();
    }

    private static ValueType value(String place, Class<?> type) {
        ValueType value = type == int.class || type == boolean.class ? NumberType.I32
                        : type == long.class ? NumberType.I64
                        : type == float.class ? NumberType.F32
                        : type == double.class ? NumberType.F64
                        : type == Value.class ? ReferenceType.EXTERNREF : null;
        if (value == null) {
            String hint = type == Caller.class ? "; a Caller must come first" : type == String.class
                            ? "; a text lies in the guest's memory: take its address and length, and a Caller to read it" : "";
            throw new IllegalArgumentException(place + " is a " + type.getSimpleName() + ", which is " + KNOWN + hint);
        }
        return value;
    }
}
