package org.tilia.wasm.text;

import java.util.List;

/** What a script does with an instance. */
public sealed interface Action {

    /** The identifier of the instance, or null for the latest one. */
    String instance();

    /** The name of the export. */
    String export();

    /** Calls an exported function. */
    record Invoke(String instance, String export, List<ScriptValue> arguments) implements Action {

        public Invoke {
            arguments = List.copyOf(arguments);
        }
    }

    /** Reads an exported global. */
    record Get(String instance, String export) implements Action {
    }
}
