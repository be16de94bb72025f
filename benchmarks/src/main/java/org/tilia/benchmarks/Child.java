package org.tilia.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one measured process to its end. */
final class Child {
    /** Variables that would give a child options that its command does not show. */
    private static final List<String> HIDDEN_OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "NODE_OPTIONS");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Child() {
    }

    /**
     * The rounds that the command reports, one line {@code {"seconds": …}} each. {@link Round#sinceStart} is measured here, when a
     * line arrives, so that it means the same for every engine and includes the start of the process itself.
     *
     * @throws IOException if the process fails, takes longer than {@code timeoutSeconds} or reports another number of rounds; the
     *             message ends with what it printed to standard error
     */
    static List<Round> run(List<String> command, int rounds, int timeoutSeconds) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("compare-", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().keySet().removeAll(HIDDEN_OPTIONS);
            long start = System.nanoTime();
            Process process = builder.start();
            process.onExit().orTimeout(timeoutSeconds, TimeUnit.SECONDS).exceptionally(timeout -> process.destroyForcibly());
            try {
                List<Round> result = read(process.inputReader(), start);
                int exitCode = process.waitFor();
                if (exitCode != 0) {
                    String cause = secondsSince(start) < timeoutSeconds ? "failed with exit code " + exitCode : "took over " + timeoutSeconds + " s";
                    throw failure(command, cause, errors);
                }
                if (result.size() != rounds) {
                    throw failure(command, "reported " + result.size() + " rounds instead of " + rounds, errors);
                }
                return result;
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.delete(errors);
        }
    }

    private static List<Round> read(BufferedReader lines, long start) throws IOException {
        List<Round> result = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            double sinceStart = secondsSince(start);
            result.add(new Round(JSON.readTree(line).required("seconds").asDouble(), sinceStart));
        }
        return result;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static IOException failure(List<String> command, String cause, Path errors) throws IOException {
        return new IOException(String.join(" ", command) + "\n  " + cause + "\n" + Files.readString(errors));
    }
}
