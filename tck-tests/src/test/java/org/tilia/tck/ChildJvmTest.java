package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that tests start. */
class ChildJvmTest {

    private static final List<String> PROGRAM = List.of("-cp", System.getProperty("java.class.path"), ChildJvmTest.class.getName());

    /** Does not end, or does so with a status: its argument. */
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("ready");
        if (arguments.length == 0) {
            new CountDownLatch(1).await();
        }
        System.exit(Integer.parseInt(arguments[0]));
    }

    @Test
    void oneThatEndsTellsItsStatusAndWhatItPrinted(@TempDir Path folder) throws IOException, InterruptedException {
        ChildJvm ended = ChildJvm.run(folder, Stream.concat(PROGRAM.stream(), Stream.of("3")).toList());
        assertEquals("ready", ended.output().strip());
        assertEquals(3, ended.exitCode());
    }

    @Test
    void oneThatHangsIsKilledAndShowsItsThreads() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(ChildJvm.tool("java"));
        builder.command().addAll(PROGRAM);
        Process process = builder.redirectErrorStream(true).start();
        try (BufferedReader printed = process.inputReader()) {
            assertEquals("ready", printed.readLine());
            AssertionError failure = assertThrows(AssertionError.class, () -> ChildJvm.exitCode(process, Duration.ZERO, () -> "what it printed"));
            assertTrue(failure.getMessage().contains(ChildJvmTest.class.getName() + ".main"), failure.getMessage());
            assertTrue(failure.getMessage().endsWith("what it printed"), failure.getMessage());
            assertFalse(process.isAlive());
        }
    }
}
