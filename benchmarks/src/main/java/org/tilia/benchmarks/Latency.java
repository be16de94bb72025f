package org.tilia.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code benchmarks/latency}. */
@Command(name = "latency", sortOptions = false, usageHelpWidth = 120, description = {
                "Times what an embedder pays to get into a module and out of it, in Tilia and in other engines for Java.",
                "Every run is a process of its own, one at a time, and the engines take turns: A B C A B C.%n"})
public final class Latency implements Callable<Integer> {
    /** An engine for Java. */
    enum Embedded {
        TILIA, GRAALWASM, ENDIVE;

        String title(Peers peers) {
            return switch (this) {
                case TILIA -> "Tilia";
                case GRAALWASM -> "GraalWasm " + peers.graalWasmVersion();
                case ENDIVE -> "Endive " + peers.endiveVersion();
            };
        }

        List<String> command(Peers peers, Crossing crossing, int rounds) throws IOException {
            String classPath = switch (this) {
                case TILIA -> peers.tiliaClassPath();
                case GRAALWASM -> peers.graalWasmClassPath();
                case ENDIVE -> peers.endiveClassPath();
            };
            Class<?> host = this == ENDIVE ? EndiveHost.class : crossing.isTyped() ? TiliaHost.class : PolyglotHost.class;
            return List.of(Peers.java(), "-cp", classPath, host.getName(), crossing.name(), peers.crossingModule().toString(), Integer.toString(rounds));
        }

        /** Endive has no contexts: whatever an instance needs is its own. */
        boolean has(Crossing crossing) {
            return crossing.isTyped() ? this == TILIA : this != ENDIVE || crossing != Crossing.CONTEXT;
        }

        /** Its name on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec private CommandSpec spec;

    @Option(names = "--engines", split = ",", paramLabel = "ENGINE", description = "The engines to run: ${COMPLETION-CANDIDATES}. Default: all.")
    private Set<Embedded> engines = EnumSet.allOf(Embedded.class);

    @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "Processes for each figure. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "20", description = "Rounds of a process. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "300", description = "The longest time of a process. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    private Latency() {
    }

    public static void main(String[] arguments) {
        System.exit(Compare.commandLine(new Latency()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (runs < 1 || rounds < 1 || timeout < 1) {
            throw new ParameterException(spec.commandLine(), "--runs, --rounds and --timeout need at least 1");
        }
        Peers peers = new Peers(Path.of(System.getProperty("tilia.root"), "benchmarks"), null);
        System.out.println(Machine.description() + "\n");
        row(engines.stream().map(engine -> engine.title(peers)).toList(), "microseconds");
        System.out.println("|---|" + "--:|".repeat(engines.size()));
        for (Crossing crossing : Crossing.values()) {
            Map<Embedded, List<Double>> figures = measure(peers, crossing);
            row(engines.stream().map(engine -> cell(crossing, engine, figures)).toList(), crossing.title());
        }
        return 0;
    }

    /** Microseconds for one operation, in each process. */
    private Map<Embedded, List<Double>> measure(Peers peers, Crossing crossing) throws IOException, InterruptedException {
        Map<Embedded, List<Double>> figures = new EnumMap<>(Embedded.class);
        for (int run = 1; run <= runs; run++) {
            for (Embedded engine : engines.stream().filter(engine -> engine.has(crossing)).toList()) {
                List<Round> result = Child.run(engine.command(peers, crossing, rounds), rounds, timeout);
                double microseconds = Statistics.peak(result) / crossing.operations() * 1e6;
                System.err.printf(Locale.ROOT, "%s %s %d/%d: %.3f µs%n", crossing, engine, run, runs, microseconds);
                figures.computeIfAbsent(engine, key -> new ArrayList<>()).add(microseconds);
            }
        }
        return figures;
    }

    private static String cell(Crossing crossing, Embedded engine, Map<Embedded, List<Double>> figures) {
        return !engine.has(crossing) ? "–" : String.format(Locale.ROOT, "%.3g", Statistics.median(figures.get(engine)));
    }

    private static void row(List<String> cells, String title) {
        System.out.println("| " + title + " | " + String.join(" | ", cells) + " |");
    }
}
