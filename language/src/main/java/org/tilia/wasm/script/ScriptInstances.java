package org.tilia.wasm.script;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
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
import org.tilia.wasm.text.Action;
import org.tilia.wasm.text.ModuleSource;
import org.tilia.wasm.text.ScriptValue;
import org.tilia.wasm.trap.Trap;

/** The modules and instances of a script by their identifiers, and what is done with them. */
final class ScriptInstances {

    private final WasmStore store;
    private final Function<byte[], Module> loader;
    private final SpecTestModule specTest;
    private final Map<String, Definition> definitions = new HashMap<>();
    private final Map<String, Place> instances = new HashMap<>();
    private final Map<String, Place> registered = new HashMap<>();
    private Definition latestDefinition;
    private Place latest;

    ScriptInstances(WasmStore store, Function<byte[], Module> loader, SpecTestModule specTest) {
        this.store = store;
        this.loader = loader;
        this.specTest = specTest;
    }

    /** A module; null with the reason where it was refused. */
    private record Definition(WasmModule module, Outcome refusal) {
    }

    /** Where an instance is, or null with what came instead. */
    private record Place(Instance instance, Outcome instead) {
    }

    /** Those of a thread, which sees one instance of this script, or none. */
    ScriptInstances forThread(String shared) {
        ScriptInstances inner = new ScriptInstances(store, loader, specTest);
        if (shared != null) {
            inner.instances.put(shared, instances.get(shared));
        }
        return inner;
    }

    /** Decodes and validates; how that ends. */
    Outcome tryDefinition(ModuleSource source) {
        return outcome(define(source));
    }

    private static Outcome outcome(Definition definition) {
        return definition.refusal() != null ? definition.refusal() : new Outcome.Returned(List.of());
    }

    /** Makes an instance that no command can name. */
    Outcome tryInstance(ModuleSource source) {
        return instantiate(define(source)).instead();
    }

    /** A module and an instance of it at once. */
    Outcome addModule(String name, ModuleSource source) {
        addDefinition(name, source);
        return addInstance(name, name);
    }

    Outcome addDefinition(String name, ModuleSource source) {
        latestDefinition = define(source);
        if (name != null) {
            definitions.put(name, latestDefinition);
        }
        return outcome(latestDefinition);
    }

    /** An instance of a definition, the latest where {@code definition} is null. */
    Outcome addInstance(String name, String definition) {
        Definition found = definition == null ? latestDefinition : definitions.get(definition);
        latest = found != null ? instantiate(found) : missing("module", definition);
        if (name != null) {
            instances.put(name, latest);
        }
        return latest.instead();
    }

    Outcome register(String module, String instance) {
        Place place = place(instance);
        registered.put(module, place);
        return place.instead();
    }

    private Definition define(ModuleSource source) {
        WasmModule[] module = {null};
        Outcome outcome = attempt(() -> {
            module[0] = new WasmModule(loader.apply(source.assemble()), "script", store.engine());
            return List.of();
        });
        return new Definition(module[0], module[0] == null ? outcome : null);
    }

    private Place instantiate(Definition definition) {
        if (definition.refusal() != null) {
            return new Place(null, definition.refusal());
        }
        WasmModule module = definition.module();
        Outcome obstacle = obstacle(module.definition());
        if (obstacle != null) {
            return new Place(null, obstacle);
        }
        Instance[] instance = {null};
        Outcome outcome = attempt(() -> {
            instance[0] = Linker.instantiate(module, this::resolve, store);
            return List.of();
        });
        return new Place(instance[0], outcome);
    }

    /** Why the module cannot be linked, or null: something that it imports from was not made. */
    private Outcome obstacle(Module definition) {
        for (Import request : definition.imports()) {
            Place place = registered.get(request.module());
            if (place != null && place.instance() == null) {
                return unusable(place);
            }
        }
        return null;
    }

    private static Outcome unusable(Place place) {
        return place.instead() instanceof Outcome.Waiting waiting ? waiting
                        : new Outcome.Failed("the instance that it needs was not made: " + place.instead());
    }

    private External resolve(WasmModule importer, Import request) {
        Place place = registered.get(request.module());
        if (place != null) {
            StoreObject object = place.instance().export(request.name());
            return object == null ? null : new External.Stored(object);
        }
        return request.module().equals(SpecTestModule.NAME) ? specTest.find(request.name()) : null;
    }

    private Place place(String name) {
        Place found = name == null ? latest : instances.get(name);
        return found != null ? found : missing("instance", name);
    }

    private static Place missing(String what, String name) {
        return new Place(null, new Outcome.Failed("there is no " + what + (name == null ? "" : " $" + name)));
    }

    Outcome perform(Action action) {
        Place place = place(action.instance());
        if (place.instance() == null) {
            return unusable(place);
        }
        StoreObject export = place.instance().export(action.export());
        return switch (action) {
            case Action.Invoke(_, String name, List<ScriptValue> arguments) -> export instanceof WasmFunction function
                            ? attempt(() -> call(function, arguments))
                            : new Outcome.Failed("no function is exported as \"" + name + "\"");
            case Action.Get(_, String name) -> export instanceof GlobalInstance global
                            ? new Outcome.Returned(Arrays.asList(global.get()))
                            : new Outcome.Failed("no global is exported as \"" + name + "\"");
        };
    }

    private List<Object> call(WasmFunction function, List<ScriptValue> arguments) {
        List<ValueKind> kinds = function.type().parameters().stream().map(ResolvedType::kind).toList();
        List<ValueKind> given = arguments.stream().map(Patterns::kind).toList();
        if (!kinds.equals(given)) {
            throw new IllegalArgumentException("the function takes " + kinds + ", given " + given);
        }
        Object[] values = new Object[GuestEntry.HIDDEN_ARGUMENTS + given.size()];
        for (int i = 0; i < given.size(); i++) {
            values[GuestEntry.HIDDEN_ARGUMENTS + i] = Patterns.toGuest(arguments.get(i));
        }
        ThreadState thread = store.thread();
        Object first = GuestEntry.call(function, thread, values);
        return results(function.type().results(), first, thread);
    }

    private static List<Object> results(List<ResolvedType> types, Object first, ThreadState thread) {
        List<Object> results = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            ValueKind kind = types.get(i).kind();
            results.add(i == 0 ? first
                            : kind == ValueKind.REF ? thread.referenceResults[i] : Values.fromBits(kind, thread.primitiveResults[i]));
        }
        return results;
    }

    /** Whatever goes wrong is an outcome, errors of the engine too: a script goes on with its next command. */
    private static Outcome attempt(Supplier<List<Object>> computation) {
        try {
            return new Outcome.Returned(computation.get());
        } catch (Trap trap) {
            return new Outcome.Trapped(trap.getMessage());
        } catch (MissingFeatureException e) {
            return new Outcome.Waiting(Collections.max(e.features()));
        } catch (LinkException e) {
            return new Outcome.Unlinkable(e.getMessage());
        } catch (ModuleException e) {
            return new Outcome.Refused(e.kind(), e.getMessage());
        } catch (AllocationException | ExitException | IllegalArgumentException e) {
            return new Outcome.Failed(e.getMessage());
        } catch (AbstractTruffleException e) {
            return new Outcome.Threw(e.getMessage());
        } catch (RuntimeException | LinkageError | AssertionError e) {
            StackTraceElement[] trace = e.getStackTrace();
            return new Outcome.Failed("error of the engine: " + e + (trace.length == 0 ? "" : " at " + trace[0]));
        }
    }
}
