package org.tilia.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.tilia.launcher.GuestOptions.Compiler;
import org.tilia.launcher.GuestOptions.Thresholds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tilia wast}: runs scripts of the spec's test suite. */
@Command(name = "wast", description = "Runs scripts of the specification's test suite (.wast).", footer = {"",
                "Prints a line for each file and each assertion that failed. Ends with 1 if any failed.", "", "Examples:",
                "  tilia wast --compiler jvm --thresholds 1 i32.wast i64.wast", "  tilia wast --summary testsuite testsuite/custom"})
final class WastCommand implements Callable<Integer> {

    /** Scripts let recursion run into the stack's end, which takes time with its size. */
    private static final long STACK_BYTES = 16L << 20;

    private final Console console;

    @Option(names = "--json", description = "Prints the results as JSON, instead of a table.")
    private boolean json;

    @Option(names = "--summary", description = "Runs the scripts interpreted, compiled and mixed, and prints the sums of each folder as tables in Markdown.")
    private boolean summary;

    @Mixin
    private GuestOptions options;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scripts, or folders whose .wast files are meant; - reads standard input.")
    private List<String> files;

    WastCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (summary && (json || options.isFormGiven())) {
            throw new LauncherException(ExitCode.USAGE, "--summary prints Markdown, of all ways to run code: it goes without --json, --compiler and --thresholds");
        }
        List<Input> inputs = files.stream().flatMap(WastCommand::scripts).map(file -> Input.read(file, console)).toList();
        return summary ? summarize(inputs) : list(inputs);
    }

    private int list(List<Input> inputs) {
        List<WastOutcome> outcomes = run(inputs, () -> options.contextBuilder(console));
        console.print(json ? WastReport.json(outcomes) : WastReport.table(outcomes));
        return exitCode(outcomes);
    }

    private int summarize(List<Input> inputs) {
        Map<String, List<WastOutcome>> forms = new LinkedHashMap<>();
        forms.put("interpreted", runQuietly(inputs, Compiler.none, null));
        forms.put("compiled", runQuietly(inputs, Compiler.jvm, new Thresholds(0, 0)));
        forms.put("mixed", runQuietly(inputs, Compiler.jvm, new Thresholds(2, 3)));
        console.print(WastReport.summary(forms));
        return forms.values().stream().mapToInt(WastCommand::exitCode).max().orElse(ExitCode.OK);
    }

    /** What scripts print does not belong into a table. */
    private List<WastOutcome> runQuietly(List<Input> inputs, Compiler compiler, Thresholds thresholds) {
        return run(inputs, () -> GuestOptions.contextBuilder(console, compiler, thresholds).out(OutputStream.nullOutputStream()));
    }

    private List<WastOutcome> run(List<Input> inputs, Supplier<Context.Builder> contexts) {
        return GuestThread.run(STACK_BYTES, () -> inputs.stream().map(input -> WastOutcome.of(input, contexts.get(), console, options.isVerbose())).toList());
    }

    private static int exitCode(List<WastOutcome> outcomes) {
        return outcomes.stream().allMatch(outcome -> outcome.failed() == 0) ? ExitCode.OK : ExitCode.FAILED;
    }

    /** The file itself, or the scripts that are directly in a folder, by name. */
    private static Stream<String> scripts(String file) {
        Path path = Input.path(file);
        if (file.equals(Input.STANDARD_INPUT) || !Files.isDirectory(path)) {
            return Stream.of(file);
        }
        try (Stream<Path> members = Files.list(path)) {
            List<String> scripts = members.map(Path::toString).filter(name -> name.endsWith(".wast")).sorted().toList();
            if (scripts.isEmpty()) {
                throw new LauncherException(ExitCode.CANNOT_READ, file + ": has no .wast files");
            }
            return scripts.stream();
        } catch (IOException e) {
            throw new LauncherException(ExitCode.CANNOT_READ, file + ": cannot be read: " + e.getMessage());
        }
    }
}
