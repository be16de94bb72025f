package org.tilia.wasm.script;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tilia.wasm.module.Import;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.runtime.AllocationException;
import org.tilia.wasm.runtime.ExitException;
import org.tilia.wasm.runtime.External;
import org.tilia.wasm.runtime.GlobalInstance;
import org.tilia.wasm.runtime.GuestEntry;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.LinkException;
import org.tilia.wasm.runtime.Linker;
import org.tilia.wasm.runtime.MissingFeatureException;
import org.tilia.wasm.runtime.ResolvedType;
import org.tilia.wasm.runtime.StoreObject;
import org.tilia.wasm.runtime.ThreadState;
import org.tilia.wasm.runtime.Values;
import org.tilia.wasm.runtime.WasmFunction;
import org.tilia.wasm.runtime.WasmModule;
import org.tilia.wasm.runtime.WasmStore;
import org.tilia.wasm.text.ModuleSource;
import org.tilia.wasm.trap.Trap;

/** The parts of the language themselves, with nothing in between. */
public final class StoreTarget implements ScriptTarget<WasmModule, Instance> {

    private final WasmStore store;
    private final Function<byte[], Module> loader;
    private final SpecTestModule specTest;

    /**
     * @param store where the instances live
     * @param loader decodes and validates, or throws {@link ModuleException}
     * @param output where the functions of {@code spectest} print to
     */
    public StoreTarget(WasmStore store, Function<byte[], Module> loader, PrintStream output) {
        this.store = store;
        this.loader = loader;
        this.specTest = new SpecTestModule(store, output);
    }

    @Override
    public WasmModule define(ModuleSource source) {
        return new WasmModule(loader.apply(source.assemble()), "script", store.engine());
    }

    @Override
    public List<String> importedModules(WasmModule module) {
        return module.definition().imports().stream().map(Import::module).toList();
    }

    @Override
    public Instance instantiate(WasmModule module, Map<String, Instance> registered) {
        return Linker.instantiate(module, (_, request) -> resolve(request, registered.get(request.module())), store);
    }

    private External resolve(Import request, Instance instance) {
        if (instance != null) {
            StoreObject object = instance.export(request.name());
            return object == null ? null : new External.Stored(object);
        }
        return request.module().equals(SpecTestModule.NAME) ? specTest.find(request.name()) : null;
    }

    @Override
    public List<Object> invoke(Instance instance, String export, List<Object> arguments) {
        if (!(instance.export(export) instanceof WasmFunction function)) {
            throw new IllegalArgumentException("no function is exported as \"" + export + "\"");
        }
        List<ValueKind> kinds = function.type().parameters().stream().map(ResolvedType::kind).toList();
        List<ValueKind> given = arguments.stream().map(StoreTarget::kind).toList();
        if (!kinds.equals(given)) {
            throw new IllegalArgumentException("the function takes " + kinds + ", given " + given);
        }
        Object[] values = new Object[GuestEntry.HIDDEN_ARGUMENTS + given.size()];
        for (int i = 0; i < given.size(); i++) {
            values[GuestEntry.HIDDEN_ARGUMENTS + i] = arguments.get(i);
        }
        ThreadState thread = store.thread();
        Object first = GuestEntry.call(function, thread, values);
        return results(function.type().results(), first, thread);
    }

    private static ValueKind kind(Object value) {
        return switch (value) {
            case Integer _ -> ValueKind.I32;
            case Long _ -> ValueKind.I64;
            case Float _ -> ValueKind.F32;
            case Double _ -> ValueKind.F64;
            case byte[] _ -> ValueKind.V128;
            case null, default -> ValueKind.REF;
        };
    }

    private static List<Object> results(List<ResolvedType> types, Object first, ThreadState thread) {
        List<Object> results = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            ValueKind kind = types.get(i).kind();
            results.add(told(i == 0 ? first
                            : kind == ValueKind.REF ? thread.referenceResults[i] : Values.fromBits(kind, thread.primitiveResults[i])));
        }
        return results;
    }

    private static Object told(Object value) {
        return value instanceof WasmFunction function ? new FunctionReference(function.code().name()) : value;
    }

    @Override
    public Object get(Instance instance, String export) {
        if (!(instance.export(export) instanceof GlobalInstance global)) {
            throw new IllegalArgumentException("no global is exported as \"" + export + "\"");
        }
        return told(global.get());
    }

    @Override
    public Outcome outcome(Throwable failure) {
        return switch (failure) {
            case Trap trap -> new Outcome.Trapped(trap.getMessage());
            case MissingFeatureException e -> new Outcome.Waiting(Collections.max(e.features()));
            case LinkException e -> new Outcome.Unlinkable(e.getMessage());
            case ModuleException e -> new Outcome.Refused(e.kind(), e.getMessage());
            case AllocationException e -> new Outcome.Failed(e.getMessage());
            case ExitException e -> new Outcome.Failed(e.getMessage());
            case IllegalArgumentException e -> new Outcome.Failed(e.getMessage());
            case AbstractTruffleException e -> new Outcome.Threw(e.getMessage());
            default -> Outcome.Failed.of(failure);
        };
    }
}
