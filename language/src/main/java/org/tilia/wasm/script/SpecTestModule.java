package org.tilia.wasm.script;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.Limits;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.module.NumberType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.TableType;
import org.tilia.wasm.module.ValueType;
import org.tilia.wasm.runtime.External;
import org.tilia.wasm.runtime.GlobalInstance;
import org.tilia.wasm.runtime.ResolvedType;
import org.tilia.wasm.runtime.StoreObject;
import org.tilia.wasm.runtime.TableInstance;
import org.tilia.wasm.runtime.WasmStore;

/** The host module {@code spectest} that scripts may import from; its parts are made when they are first asked for. */
final class SpecTestModule {

    static final String NAME = "spectest";

    private final WasmStore store;
    private final PrintStream output;
    private final Map<String, External> parts = new HashMap<>();

    /** @param output where the print functions write to */
    SpecTestModule(WasmStore store, PrintStream output) {
        this.store = store;
        this.output = output;
    }

    /** A part by its name, or null. */
    synchronized External find(String name) {
        return parts.computeIfAbsent(name, this::create);
    }

    private External create(String name) {
        return switch (name) {
            case "print" -> print(name);
            case "print_i32" -> print(name, NumberType.I32);
            case "print_i64" -> print(name, NumberType.I64);
            case "print_f32" -> print(name, NumberType.F32);
            case "print_f64" -> print(name, NumberType.F64);
            case "print_i32_f32" -> print(name, NumberType.I32, NumberType.F32);
            case "print_f64_f64" -> print(name, NumberType.F64, NumberType.F64);
            case "global_i32" -> global(NumberType.I32, 666);
            case "global_i64" -> global(NumberType.I64, 666L);
            case "global_f32" -> global(NumberType.F32, 666.6f);
            case "global_f64" -> global(NumberType.F64, 666.6);
            case "table" -> table(AddressType.I32);
            case "table64" -> table(AddressType.I64);
            case "memory" -> memory(false);
            case "shared_memory" -> memory(true);
            default -> null;
        };
    }

    private External print(String name, NumberType... parameters) {
        FunctionType type = new FunctionType(List.<ValueType>of(parameters), List.of());
        return new External.Host(name, type, (_, arguments) -> {
            output.println(Stream.of(arguments).map(Patterns::describe).collect(Collectors.joining(", ")));
            return null;
        });
    }

    private static External global(NumberType type, Object value) {
        return stored(new GlobalInstance(ResolvedType.of(type), false, value));
    }

    private External table(AddressType address) {
        TableType type = new TableType(address, Limits.between(10, 20), ReferenceType.FUNCREF);
        return stored(new TableInstance(type, ResolvedType.of(type.element()), store.tableBudget(), null));
    }

    private External memory(boolean shared) {
        MemoryType type = new MemoryType(AddressType.I32, Limits.between(1, 2), shared, MemoryType.DEFAULT_PAGE_SIZE_LOG2);
        return stored(store.engine().memoryKind().allocate(type, store.memoryBudget()));
    }

    private static External stored(StoreObject object) {
        return new External.Stored(object);
    }
}
