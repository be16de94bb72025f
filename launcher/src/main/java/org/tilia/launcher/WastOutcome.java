package org.tilia.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/**
 * What a script has come to.
 *
 * @param waiting how many assertions were not run because Tilia lacks a proposal that they need, by the proposal
 * @param failures the failed commands, each in words with its line
 */
record WastOutcome(String file, int passed, int failed, Map<String, Integer> waiting, List<String> failures) {

    /** Runs a script. An internal error's trace goes to the console where {@code traces} is true. */
    static WastOutcome of(Input script, Context.Builder contexts, Console console, boolean traces) {
        try (Context context = contexts.build()) {
            Value result = context.eval(script.scriptSource());
            List<String> failures = new ArrayList<>();
            Value texts = result.getMember("failures");
            for (long i = 0; i < texts.getArraySize(); i++) {
                failures.add(texts.getArrayElement(i).asString());
            }
            Map<String, Integer> waiting = new TreeMap<>();
            Value proposals = result.getMember("waiting");
            proposals.getMemberKeys().forEach(proposal -> waiting.put(proposal, count(proposals, proposal)));
            return new WastOutcome(script.name(), count(result, "passed"), count(result, "failed"), waiting, failures);
        } catch (PolyglotException e) {
            if (e.isInternalError() && traces) {
                e.printStackTrace(console.errorWriter());
            }
            return new WastOutcome(script.name(), 0, 1, Map.of(), List.of(script.name() + ": " + e.getMessage()));
        }
    }

    private static int count(Value result, String member) {
        return result.getMember(member).asInt();
    }

    /** All of these together, under another name. */
    static WastOutcome sum(String name, Collection<WastOutcome> outcomes) {
        Map<String, Integer> waiting = new TreeMap<>();
        outcomes.forEach(outcome -> outcome.waiting.forEach((proposal, count) -> waiting.merge(proposal, count, Integer::sum)));
        return new WastOutcome(name, outcomes.stream().mapToInt(WastOutcome::passed).sum(), outcomes.stream().mapToInt(WastOutcome::failed).sum(),
                        waiting, outcomes.stream().flatMap(outcome -> outcome.failures.stream()).toList());
    }

    int allWaiting() {
        return waiting.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The folder that the script is in, or {@code .} */
    String folder() {
        Path parent = Path.of(file).getParent();
        return parent == null ? "." : parent.toString();
    }
}
