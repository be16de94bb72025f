package org.tilia.wasm.script;

import java.util.List;
import java.util.Map;
import org.tilia.wasm.text.ModuleSource;

/**
 * What a script is run on: it makes modules and instances, and calls them. What goes wrong is thrown, and then told as an {@link Outcome}.
 *
 * <p>Values are boxed: Integer, Long, Float, Double, the bytes of a v128, {@link HostReference}, {@link FunctionReference}, another object for any
 * other reference, or null.
 *
 * @param <M> a module
 * @param <I> an instance
 */
public interface ScriptTarget<M, I> {

    /** Assembles, decodes and validates. */
    M define(ModuleSource source);

    /** The names of the modules that a module imports from; a name may come several times. */
    List<String> importedModules(M module);

    /**
     * Links and starts an instance. Besides what is registered, {@code spectest} can be imported from.
     *
     * @param registered instances by the names that imports know them by
     */
    I instantiate(M module, Map<String, I> registered);

    /**
     * Calls an exported function.
     *
     * @return its results
     * @throws IllegalArgumentException where no function is exported so, or the arguments are not those that it takes
     */
    List<Object> invoke(I instance, String export, List<Object> arguments);

    /**
     * Reads an exported global.
     *
     * @throws IllegalArgumentException where no global is exported so
     */
    Object get(I instance, String export);

    /** What something thrown by these methods means; never {@link Outcome.Returned}. */
    Outcome outcome(Throwable failure);
}
