package org.tilia.wasm.script;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tilia.wasm.module.Feature;

/** Counts while a script runs. */
final class Tally {

    private final String script;
    private int passed;
    private final Map<Feature, Integer> waiting = new EnumMap<>(Feature.class);
    private final List<String> failures = new ArrayList<>();

    Tally(String script) {
        this.script = script;
    }

    void pass() {
        passed++;
    }

    void await(Feature feature) {
        waiting.merge(feature, 1, Integer::sum);
    }

    void fail(int line, String what) {
        failures.add(script + ":" + line + ": " + what);
    }

    void add(Tally other) {
        passed += other.passed;
        other.waiting.forEach((feature, count) -> waiting.merge(feature, count, Integer::sum));
        failures.addAll(other.failures);
    }

    ScriptResult result() {
        return new ScriptResult(passed, waiting, failures);
    }
}
