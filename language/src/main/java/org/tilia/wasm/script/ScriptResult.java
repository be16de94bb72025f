package org.tilia.wasm.script;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tilia.wasm.module.Feature;

/**
 * What came of a script.
 *
 * @param passed how many assertions held
 * @param waiting how many assertions are about modules that need a feature that there are no trees for, by that feature
 * @param failures what did not hold, one text for each assertion or other command, starting with {@code script:line: }
 */
public record ScriptResult(int passed, Map<Feature, Integer> waiting, List<String> failures) {

    public ScriptResult {
        EnumMap<Feature, Integer> sorted = new EnumMap<>(Feature.class);
        sorted.putAll(waiting);
        waiting = Collections.unmodifiableMap(sorted);
        failures = List.copyOf(failures);
    }

    /** How many commands failed. */
    public int failed() {
        return failures.size();
    }
}
