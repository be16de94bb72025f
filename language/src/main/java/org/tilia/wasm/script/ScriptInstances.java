package org.tilia.wasm.script;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tilia.wasm.text.Action;
import org.tilia.wasm.text.ModuleSource;
import org.tilia.wasm.text.ScriptValue;

/**
 * The modules and instances of a script by their identifiers, and what is done with them.
 *
 * @param <M> a module of the target
 * @param <I> an instance of the target
 */
final class ScriptInstances<M, I> {

    private final ScriptTarget<M, I> target;
    private final Map<String, Definition<M>> definitions = new HashMap<>();
    private final Map<String, Place<I>> instances = new HashMap<>();
    private final Map<String, Place<I>> registered = new HashMap<>();
    private Definition<M> latestDefinition;
    private Place<I> latest;

    ScriptInstances(ScriptTarget<M, I> target) {
        this.target = target;
    }

    /** A module; null with the reason where it was refused. */
    private record Definition<M>(M module, Outcome refusal) {
    }

    /** Where an instance is, or null with what came instead. */
    private record Place<I>(I instance, Outcome instead) {
    }

    /** Those of a thread, which sees one instance of this script, or none. */
    ScriptInstances<M, I> forThread(String shared) {
        ScriptInstances<M, I> inner = new ScriptInstances<>(target);
        if (shared != null) {
            inner.instances.put(shared, instances.get(shared));
        }
        return inner;
    }

    /** Decodes and validates; how that ends. */
    Outcome tryDefinition(ModuleSource source) {
        return outcome(define(source));
    }

    private static Outcome outcome(Definition<?> definition) {
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
        Definition<M> found = definition == null ? latestDefinition : definitions.get(definition);
        latest = found != null ? instantiate(found) : missing("module", definition);
        if (name != null) {
            instances.put(name, latest);
        }
        return latest.instead();
    }

    Outcome register(String module, String instance) {
        Place<I> place = place(instance);
        registered.put(module, place);
        return place.instead();
    }

    private Definition<M> define(ModuleSource source) {
        try {
            return new Definition<>(target.define(source), null);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return new Definition<>(null, target.outcome(e));
        }
    }

    private Place<I> instantiate(Definition<M> definition) {
        if (definition.refusal() != null) {
            return new Place<>(null, definition.refusal());
        }
        Map<String, I> made = new HashMap<>();
        for (String module : target.importedModules(definition.module())) {
            Place<I> place = registered.get(module);
            if (place != null && place.instance() == null) {
                return new Place<>(null, unusable(place));
            }
            if (place != null) {
                made.put(module, place.instance());
            }
        }
        try {
            return new Place<>(target.instantiate(definition.module(), made), new Outcome.Returned(List.of()));
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return new Place<>(null, target.outcome(e));
        }
    }

    /** What comes of using something that was not made. */
    private static Outcome unusable(Place<?> place) {
        return place.instead() instanceof Outcome.Waiting waiting ? waiting
                        : new Outcome.Failed("the instance that it needs was not made: " + place.instead());
    }

    private Place<I> place(String name) {
        Place<I> found = name == null ? latest : instances.get(name);
        return found != null ? found : missing("instance", name);
    }

    private static <I> Place<I> missing(String what, String name) {
        return new Place<>(null, new Outcome.Failed("there is no " + what + (name == null ? "" : " $" + name)));
    }

    Outcome perform(Action action) {
        Place<I> place = place(action.instance());
        if (place.instance() == null) {
            return unusable(place);
        }
        return switch (action) {
            case Action.Invoke(_, String name, List<ScriptValue> arguments) ->
                attempt(() -> target.invoke(place.instance(), name, Arrays.asList(arguments.stream().map(Patterns::toGuest).toArray())));
            case Action.Get(_, String name) -> attempt(() -> Arrays.asList(target.get(place.instance(), name)));
        };
    }

    /** Whatever goes wrong is an outcome, errors of the engine too: a script goes on with its next command. */
    private Outcome attempt(Supplier<List<Object>> computation) {
        try {
            return new Outcome.Returned(computation.get());
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return target.outcome(e);
        }
    }
}
