package org.tilia.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tilia wast}: runs scripts of the spec's test suite. */
@Command(name = "wast", description = "Runs scripts of the specification's test suite (.wast).", footer = {"",
                "Prints a line for each file and each assertion that failed. Ends with 1 if any failed.", "", "Example:",
                "  tilia wast --compiler jvm --thresholds 1 i32.wast i64.wast"})
final class WastCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--json", description = "Prints the results as JSON, instead of a table.")
    private boolean json;

    @Mixin
    private GuestOptions options;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scripts; - reads standard input.")
    private List<String> files;

    WastCommand(Console console) {
        this.console = console;
    }

    /**
     * What a script has come to.
     *
     * @param waiting how many commands were not run because Tilia lacks a proposal that they need, by the proposal
     * @param failures the failed commands, each in words with its line
     */
    record Outcome(String file, int passed, int failed, Map<String, Integer> waiting, List<String> failures) {

        int allWaiting() {
            return waiting.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    @Override
    public Integer call() {
        List<Input> inputs = files.stream().map(file -> Input.read(file, console)).toList();
        List<Outcome> outcomes = GuestThread.run(() -> inputs.stream().map(this::run).toList());
        console.print(json ? json(outcomes) : table(outcomes));
        return outcomes.stream().allMatch(outcome -> outcome.failed() == 0) ? ExitCode.OK : ExitCode.FAILED;
    }

    private Outcome run(Input input) {
        try (Context context = options.contextBuilder(console).build()) {
            Value result = context.eval(input.scriptSource());
            List<String> failures = new ArrayList<>();
            Value texts = result.getMember("failures");
            for (long i = 0; i < texts.getArraySize(); i++) {
                failures.add(texts.getArrayElement(i).asString());
            }
            Map<String, Integer> waiting = new TreeMap<>();
            Value proposals = result.getMember("waiting");
            proposals.getMemberKeys().forEach(proposal -> waiting.put(proposal, count(proposals, proposal)));
            return new Outcome(input.name(), count(result, "passed"), count(result, "failed"), waiting, failures);
        } catch (PolyglotException e) {
            if (e.isInternalError() && options.isVerbose()) {
                e.printStackTrace(console.errorWriter());
            }
            return new Outcome(input.name(), 0, 1, Map.of(), List.of(String.valueOf(e.getMessage())));
        }
    }

    private static int count(Value result, String member) {
        return result.getMember(member).asInt();
    }

    private static String table(List<Outcome> outcomes) {
        int width = outcomes.stream().mapToInt(outcome -> outcome.file().length()).reduce("total".length(), Math::max);
        String row = "%-" + width + "s %8s %8s %8s\n";
        StringBuilder table = new StringBuilder(row.formatted("", "passed", "failed", "waiting"));
        for (Outcome outcome : outcomes) {
            table.append(row.formatted(outcome.file(), outcome.passed(), outcome.failed(), outcome.allWaiting()));
            outcome.failures().forEach(failure -> table.append("  ").append(failure).append('\n'));
        }
        if (outcomes.size() > 1) {
            table.append(row.formatted("total", sum(outcomes, Outcome::passed), sum(outcomes, Outcome::failed), sum(outcomes, Outcome::allWaiting)));
        }
        waitingFor(outcomes).forEach((proposal, count) -> table.append("waiting for ").append(proposal).append(": ").append(count).append('\n'));
        return table.toString();
    }

    private static Map<String, Integer> waitingFor(List<Outcome> outcomes) {
        Map<String, Integer> all = new TreeMap<>();
        outcomes.forEach(outcome -> outcome.waiting().forEach((proposal, count) -> all.merge(proposal, count, Integer::sum)));
        return all;
    }

    private static int sum(List<Outcome> outcomes, ToIntFunction<Outcome> count) {
        return outcomes.stream().mapToInt(count).sum();
    }

    private static String json(List<Outcome> outcomes) {
        return "[\n  " + String.join(",\n  ", outcomes.stream().map(WastCommand::toJson).toList()) + "\n]\n";
    }

    private static String toJson(Outcome outcome) {
        return "{\"file\": " + Json.quote(outcome.file()) + ", \"passed\": " + outcome.passed() + ", \"failed\": " + outcome.failed()
                        + ", \"waiting\": {"
                        + String.join(", ", outcome.waiting().entrySet().stream().map(entry -> Json.quote(entry.getKey()) + ": " + entry.getValue()).toList())
                        + "}, \"failures\": [" + String.join(", ", outcome.failures().stream().map(Json::quote).toList()) + "]}";
    }
}
