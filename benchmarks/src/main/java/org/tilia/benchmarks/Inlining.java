package org.tilia.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The command {@code benchmarks/inlining/run}: a loop in one language round an addition in another, under Graal, in Tilia and in
 * GraalWasm. Prints nanoseconds an iteration as a table in Markdown.
 */
public final class Inlining {
    private static final int ROUNDS = 25;
    private static final int TIMEOUT = 300;

    private Inlining() {
    }

    /** Arguments: how many processes run for each figure; 1 if there is none. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
        Path benchmarks = Path.of(System.getProperty("tilia.root"), "benchmarks");
        Peers peers = new Peers(benchmarks, null);
        System.out.println("| loop | Tilia | GraalWasm " + peers.graalWasmVersion() + " |\n|---|--:|--:|");
        for (Loop loop : Loop.values()) {
            List<Double> tilia = new ArrayList<>();
            List<Double> graalWasm = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                tilia.add(measure(peers, peers.tiliaClassPath(), loop, benchmarks));
                if (loop.portable()) {
                    graalWasm.add(measure(peers, peers.graalWasmClassPath(), loop, benchmarks));
                }
            }
            System.out.println("| " + loop.title() + " | " + median(tilia) + " | " + median(graalWasm) + " |");
        }
    }

    private static String median(List<Double> figures) {
        return figures.isEmpty() ? "–" : String.format(Locale.ROOT, "%.2f", Statistics.median(figures));
    }

    private static double measure(Peers peers, String classPath, Loop loop, Path benchmarks) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Peers.java()));
        command.addAll(peers.graalOptions());
        command.addAll(List.of("-cp", peers.withJavaScript(peers.withTruffleRuntime(classPath)), JavaScriptHost.class.getName(), loop.name(),
                        benchmarks.resolve("inlining/inlining.wasm").toString(), Integer.toString(ROUNDS)));
        return Statistics.peak(Child.run(command, ROUNDS, TIMEOUT)) / JavaScriptHost.ITERATIONS * 1e9;
    }
}
