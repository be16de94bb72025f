package org.tilia.wasm.runtime;

import org.tilia.wasm.module.Import;

/** Where a module's imports come from. */
@FunctionalInterface
public interface ImportResolver {

    /** Nothing at all. */
    ImportResolver NONE = (_, _) -> null;

    /**
     * Finds an import; the linker checks its type.
     *
     * @param module the importing module, whose types {@code request} refers to
     * @return null when there is nothing of this name, otherwise what it is
     */
    External resolve(WasmModule module, Import request);

    /** Whether there is a module of this name, whatever it holds; to explain an import that is missing. */
    default boolean provides(@SuppressWarnings("unused") String module) {
        return false;
    }
}
