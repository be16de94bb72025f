package org.tilia.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.tilia.benchmarks.Kernel.Size;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code benchmarks/compare}. */
@Command(name = "compare", sortOptions = false, usageHelpWidth = 120, description = {
                "Sets Tilia beside other engines and prints tables in Markdown.",
                "Every run is a process of its own, one at a time, and the engines take turns: A B A B.%n"})
public final class Compare implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--kernels", split = ",", paramLabel = "KERNEL", description = "The kernels to run, of those in kernels.json. Default: all.")
    private Set<String> chosenKernels = Set.of();

    @Option(names = "--engines", split = ",", paramLabel = "ENGINE", description = "The engines to run: ${COMPLETION-CANDIDATES}. The first two are "
                    + "interpreters and run the small size of a kernel, the others the large one. Default: those that need no Graal compiler.")
    private Set<Engine> engines = Engine.ofStockJdk();

    @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "Processes for each kernel and engine. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "40", description = "Rounds of a compiler's process. Default: ${DEFAULT-VALUE}.")
    private int compiledRounds;

    @Option(names = "--interpreted-rounds", paramLabel = "N", defaultValue = "10",
                    description = "Rounds of an interpreter's process. Default: ${DEFAULT-VALUE}.")
    private int interpretedRounds;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "600", description = "The longest time of a process. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Option(names = "--node", paramLabel = "PROGRAM", description = "The Node to run. Default: the version that the project names, installed with npm.")
    private Path node;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write every round to a file.")
    private Path json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    private Compare() {
    }

    public static void main(String[] arguments) {
        System.exit(commandLine(new Compare()).execute(arguments));
    }

    /** A command that tells of a failure to read, to install or to run something in one message. */
    static CommandLine commandLine(Callable<Integer> program) {
        CommandLine commandLine = new CommandLine(program).setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (!(failure instanceof IOException)) {
                throw failure;
            }
            System.err.println(command.getCommandName() + ": " + failure.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        return commandLine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (runs < 1 || compiledRounds < 1 || interpretedRounds < 1 || timeout < 1) {
            throw new ParameterException(spec.commandLine(), "--runs, --rounds, --interpreted-rounds and --timeout need at least 1");
        }
        Peers peers = new Peers(Path.of(System.getProperty("tilia.root"), "benchmarks"), node);
        List<Kernel> kernels = Kernel.readAll(peers.kernelsFile());
        String machine = Machine.description();
        Results results = new Results();
        for (Kernel kernel : selected(kernels)) {
            for (Size size : Size.values()) {
                run(peers, kernel, size, results);
            }
        }
        if (json != null) {
            results.writeJson(json, machine);
        }
        System.out.println(machine + "\n\n" + new Report(engine -> engine.title(peers), kernels).markdown(results));
        return 0;
    }

    private List<Kernel> selected(List<Kernel> kernels) {
        Set<String> unknown = new TreeSet<>(chosenKernels);
        kernels.forEach(kernel -> unknown.remove(kernel.name()));
        if (!unknown.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no kernel " + String.join(", ", unknown) + " in kernels.json");
        }
        return kernels.stream().filter(kernel -> chosenKernels.isEmpty() || chosenKernels.contains(kernel.name())).toList();
    }

    /** The processes of a kernel, of the engines in turn. */
    private void run(Peers peers, Kernel kernel, Size size, Results results) throws IOException, InterruptedException {
        List<Engine> inTurn = EnumSet.copyOf(engines).stream().filter(engine -> engine.size() == size).toList();
        int rounds = switch (size) {
            case INTERPRETED -> interpretedRounds;
            case COMPILED -> compiledRounds;
        };
        for (int run = 1; run <= runs; run++) {
            for (Engine engine : inTurn) {
                List<String> command = engine.command(peers, kernel, rounds);
                List<Round> result = Child.run(command, rounds, timeout);
                results.add(kernel, engine, result);
                System.err.printf(Locale.ROOT, "%s %s %d/%d: first round after %.2f s, peak %.4f s%n", kernel.name(), engine, run, runs,
                                result.getFirst().sinceStart(), Statistics.peak(result));
            }
        }
    }
}
