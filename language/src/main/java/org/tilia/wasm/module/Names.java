package org.tilia.wasm.module;

import java.util.Map;

/**
 * What the name section says (spec 7.4.1), as far as messages use it.
 *
 * @param module the module's name, or null
 * @param functions names by function index
 */
public record Names(String module, Map<Integer, String> functions) {

    /** No names at all. */
    public static final Names NONE = new Names(null, Map.of());

    public Names {
        functions = Map.copyOf(functions);
    }
}
