package org.tilia.wasi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.NumberType;
import org.tilia.wasm.module.ValueType;
import org.tilia.wasm.runtime.External;
import org.tilia.wasm.runtime.Instance;

/** The functions of a module of the host, with the guest's calling convention. */
final class Functions {

    private static final List<ValueType> ERRNO = List.of(NumberType.I32);

    private final Map<String, External.Host> functions = new LinkedHashMap<>();
    private final Trace trace;

    /** @param trace what tells of each call; or null */
    Functions(Trace trace) {
        this.trace = trace;
    }

    Map<String, External.Host> all() {
        return functions;
    }

    /**
     * Adds a function that returns an error code.
     *
     * @param parameters a letter for each: {@code i} is an i32, {@code l} an i64
     */
    Functions add(String name, String parameters, WasiFunction function) {
        WasiFunction traced = traced(name, function);
        functions.put(name, new External.Host(name, new FunctionType(types(parameters), ERRNO), (importer, arguments) -> call(traced, importer, arguments)));
        return this;
    }

    /** Adds a function that returns nothing. */
    Functions addVoid(String name, String parameters, WasiFunction function) {
        WasiFunction traced = traced(name, function);
        functions.put(name, new External.Host(name, new FunctionType(types(parameters), List.of()), (importer, arguments) -> {
            call(traced, importer, arguments);
            return null;
        }));
        return this;
    }

    private WasiFunction traced(String name, WasiFunction function) {
        return trace == null ? function : trace.of(name, function);
    }

    private static Integer call(WasiFunction function, Instance importer, Object[] arguments) {
        try {
            function.call(new WasiCall(new WasiMemory(importer.programMemory()), arguments));
            return Errno.SUCCESS.code();
        } catch (WasiException e) {
            return e.errno().code();
        }
    }

    private static List<ValueType> types(String parameters) {
        List<ValueType> types = new ArrayList<>();
        parameters.chars().forEach(letter -> types.add(letter == 'l' ? NumberType.I64 : NumberType.I32));
        return types;
    }
}
