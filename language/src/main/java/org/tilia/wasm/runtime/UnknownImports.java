package org.tilia.wasm.runtime;

import java.util.List;
import java.util.Locale;
import org.tilia.wasm.module.ExternalType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.GuestText;
import org.tilia.wasm.module.Import;
import org.tilia.wasm.module.ValueType;
import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

/** What a function does that a module imports and nothing provides. Other imports that are missing are always an error. */
public enum UnknownImports {
    /** The module cannot be instantiated. */
    ERROR,
    /** A call traps, and names the import. */
    TRAP,
    /** A call gives zeros and null references; it traps where a result has no such value. */
    DEFAULT;

    /** Imports of a resolver, and behind it these functions. */
    public ImportResolver behind(ImportResolver first) {
        return this == ERROR ? first : new ImportResolver() {

            @Override
            public External resolve(WasmModule module, Import request) {
                External found = first.resolve(module, request);
                return found == null && request.type() instanceof ExternalType.Function(int type)
                                ? function(request, (FunctionType) module.definition().types().get(type).composite())
                                : found;
            }

            @Override
            public boolean provides(String module) {
                return first.provides(module);
            }
        };
    }

    private External function(Import request, FunctionType type) {
        String name = GuestText.quote(request.module()) + "." + GuestText.quote(request.name());
        boolean traps = this == TRAP || !type.results().stream().allMatch(ValueType::isDefaultable);
        return new External.Host(name, null, (_, _) -> {
            if (traps) {
                throw Trap.of(TrapKind.UNREACHABLE, "the import " + name + " was called, which nothing provides");
            }
            return zeros(type.results());
        });
    }

    private static Object zeros(List<ValueType> results) {
        return switch (results.size()) {
            case 0 -> null;
            case 1 -> Values.zero(results.getFirst().kind());
            default -> results.stream().map(result -> Values.zero(result.kind())).toArray();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
