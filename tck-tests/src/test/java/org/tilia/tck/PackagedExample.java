package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs scripts of {@code examples} that fetch their program from a package, with the launcher that this build has packaged, on a JVM without
 * options. Where the package cannot be had, the test that asks is skipped, and says how to get it.
 *
 * @param folder where the scripts are run
 */
record PackagedExample(Path folder) {

    /** The status of a script that cannot fetch its package. */
    private static final int UNAVAILABLE = 69;
    private static final List<String> FILES = List.of("examples/npm-package.sh", "examples/host/QuickJs.java", "examples/host/Gofmt.java",
                    "launcher/find-jdk.sh");

    /** What the script prints, when it succeeds. */
    String run(String script, String input, String... words) throws IOException, InterruptedException {
        Launched outcome = outcome(script, input, words);
        assertEquals(0, outcome.exitCode(), outcome.err());
        return outcome.out();
    }

    Launched outcome(String script, String input, String... words) throws IOException, InterruptedException {
        Path project = prepare(script);
        List<String> command = new ArrayList<>(List.of(project.resolve("examples").resolve(script).toString()));
        command.addAll(List.of(words));
        Path in = Files.writeString(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectInput(in.toFile())
                        .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("TILIA_PACKAGES", Project.root().resolve("target/packages").toString());
        builder.environment().put("TILIA_JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        String problems = Files.readString(err, StandardCharsets.UTF_8);
        Assumptions.assumeFalse(process.exitValue() == UNAVAILABLE, "the example " + script + " is not tested: " + problems);
        return new Launched(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), problems);
    }

    /** Lays out what the script looks at, so that it finds nothing to build, and gives that folder. */
    private static Path prepare(String script) throws IOException {
        Path project = Project.root().resolve("tck-tests/target/examples");
        List<String> files = new ArrayList<>(FILES);
        files.add("examples/" + script);
        for (String file : files) {
            Path copy = project.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(Project.root().resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        }
        PackagedLauncher.command(project.resolve("tilia"));
        Path link = project.resolve("launcher/target/modules");
        if (!Files.exists(link)) {
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, PackagedLauncher.modules());
        }
        return project;
    }
}
