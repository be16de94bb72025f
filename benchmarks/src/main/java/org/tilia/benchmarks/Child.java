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
        return run(command, rounds, timeoutSeconds, Child::round);
    }

    /** The lines that the command prints, as many as are expected; fails as the other method does. */
    static List<String> lines(List<String> command, int count, int timeoutSeconds) throws IOException, InterruptedException {
        return run(command, count, timeoutSeconds, (line, _) -> line);
    }

    private static <T> List<T> run(List<String> command, int lines, int timeoutSeconds, LineReader<T> reader)
                    throws IOException, InterruptedException {
        Path errors = Files.createTempFile("compare-", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().keySet().removeAll(HIDDEN_OPTIONS);
            long start = System.nanoTime();
            Process process = builder.start();
            process.onExit().orTimeout(timeoutSeconds, TimeUnit.SECONDS).exceptionally(timeout -> process.destroyForcibly());
            try {
                List<T> result = read(process.inputReader(), start, reader);
                int exitCode = process.waitFor();
                if (exitCode != 0) {
                    String cause = secondsSince(start) < timeoutSeconds ? "failed with exit code " + exitCode : "took over " + timeoutSeconds + " s";
                    throw failure(command, cause, errors);
                }
                if (result.size() != lines) {
                    throw failure(command, "printed " + result.size() + " lines instead of " + lines, errors);
                }
                return result;
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.delete(errors);
        }
    }

    /** What a line stands for. */
    private interface LineReader<T> {
        T read(String line, double secondsSinceStart) throws IOException;
    }

    private static Round round(String line, double sinceStart) throws IOException {
        return new Round(JSON.readTree(line).required("seconds").asDouble(), sinceStart);
    }

    private static <T> List<T> read(BufferedReader lines, long start, LineReader<T> reader) throws IOException {
        List<T> result = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            result.add(reader.read(line, secondsSince(start)));
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
