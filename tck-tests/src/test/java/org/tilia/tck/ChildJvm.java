package org.tilia.tck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A JVM that a test started, and what it printed to both streams. One that does not end is killed, and the failure shows where its threads were.
 */
record ChildJvm(int exitCode, String output) {

    /** Longer than any of them takes, on a machine that does other things besides; {@code tilia.child.minutes} is for those that are asked to do more. */
    static final Duration LIMIT = Duration.ofMinutes(Integer.getInteger("tilia.child.minutes", 10));

    /** A JVM that cannot stop its threads cannot show them either. */
    private static final Duration ASKING = Duration.ofSeconds(30);

    static ChildJvm run(Path folder, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool("java")));
        command.addAll(arguments);
        Path output = Files.createTempFile("child-", ".out");
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            int exitCode = exitCode(process, LIMIT, () -> read(output));
            return new ChildJvm(exitCode, read(output));
        } finally {
            Files.delete(output);
        }
    }

    /**
     * The exit code of a JVM, which has ended.
     *
     * @param output what it has printed
     * @throws AssertionError if it was killed because it did not end in time
     */
    static int exitCode(Process process, Duration limit, Supplier<String> output) throws IOException, InterruptedException {
        try {
            if (process.waitFor(limit)) {
                return process.exitValue();
            }
            throw new AssertionError("killed after " + limit.toMinutes() + " minutes; its threads were\n" + threads(process) + "\nand it had printed\n" + output.get());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String threads(Process process) throws IOException, InterruptedException {
        Path threads = Files.createTempFile("threads-", ".out");
        try {
            Process asking = new ProcessBuilder(tool("jcmd"), Long.toString(process.pid()), "Thread.print").redirectErrorStream(true)
                            .redirectOutput(threads.toFile()).start();
            String told = asking.waitFor(ASKING) ? "" : "(not all of them: it did not answer)\n";
            asking.destroyForcibly().waitFor();
            return told + read(threads);
        } finally {
            Files.delete(threads);
        }
    }

    /** A program of the JDK that runs the tests. */
    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** What was killed may have stopped within a character. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
