package org.tilia.launcher;

import java.util.ArrayList;
import java.util.List;
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
     * @param waiting how many commands were not run, because they need what the engine lacks
     * @param failures the failed commands, each in words with its line
     */
    record Outcome(String file, int passed, int failed, int waiting, List<String> failures) {
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
            return new Outcome(input.name(), count(result, "passed"), count(result, "failed"), count(result, "waiting"), failures);
        } catch (PolyglotException e) {
            if (e.isInternalError() && options.isVerbose()) {
                e.printStackTrace(console.errorWriter());
            }
            return new Outcome(input.name(), 0, 1, 0, List.of(String.valueOf(e.getMessage())));
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
            table.append(row.formatted(outcome.file(), outcome.passed(), outcome.failed(), outcome.waiting()));
            outcome.failures().forEach(failure -> table.append("  ").append(failure).append('\n'));
        }
        if (outcomes.size() > 1) {
            table.append(row.formatted("total", sum(outcomes, Outcome::passed), sum(outcomes, Outcome::failed), sum(outcomes, Outcome::waiting)));
        }
        return table.toString();
    }

    private static int sum(List<Outcome> outcomes, ToIntFunction<Outcome> count) {
        return outcomes.stream().mapToInt(count).sum();
    }

    private static String json(List<Outcome> outcomes) {
        return "[\n  " + String.join(",\n  ", outcomes.stream().map(WastCommand::toJson).toList()) + "\n]\n";
    }

    private static String toJson(Outcome outcome) {
        return "{\"file\": " + Json.quote(outcome.file()) + ", \"passed\": " + outcome.passed() + ", \"failed\": " + outcome.failed()
                        + ", \"waiting\": " + outcome.waiting() + ", \"failures\": ["
                        + String.join(", ", outcome.failures().stream().map(Json::quote).toList()) + "]}";
    }
}
