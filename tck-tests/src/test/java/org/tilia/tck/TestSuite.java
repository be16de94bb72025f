package org.tilia.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where the test suites are that lie beside the project. */
final class TestSuite {

    private static final String VARIABLE = "TILIA_TESTSUITE";

    private TestSuite() {
    }

    /** A folder of the suites; the test is skipped, and says how to get the suite, where it is absent. */
    static Path folder(String name, String repository) {
        Path root = root();
        Path folder = root.resolve(name);
        Assumptions.assumeTrue(Files.isDirectory(folder), () -> "skipped: no test suite at " + folder + ". Get it with\n  git clone " + repository
                        + " " + folder + "\nor set " + VARIABLE + " to the folder that has it as \"" + name + "\".");
        return folder;
    }

    /** The files with this ending in a folder, without those below it, by name. */
    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        String given = System.getProperty(VARIABLE, System.getenv(VARIABLE));
        if (given != null) {
            return Path.of(given);
        }
        // The project's root, or that of the clone that a worktree of it lies beside.
        Path project = Path.of(System.getProperty("tilia.root", "")).toAbsolutePath();
        for (Path folder = project; folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared").resolve("testsuite");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return project.resolveSibling("shared").resolve("testsuite");
    }
}
