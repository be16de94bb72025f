package org.tilia.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where the test suites are: in {@code TILIA_TESTSUITE}, or else in {@code ../shared/testsuite} beside the project. */
final class TestSuite {

    private static final String VARIABLE = "TILIA_TESTSUITE";

    private TestSuite() {
    }

    /** A folder of the suites; the test is skipped, and says how to get the suite, where it is absent. */
    static Path folder(String name, String repository) {
        Path folder = root().resolve(name);
        if (!Files.isDirectory(folder)) {
            String message = "skipped: no test suite at " + folder + ". Get it with\n  git clone " + repository + " " + folder + "\nor set " + VARIABLE
                            + " to the folder that has it as \"" + name + "\".";
            // Maven does not show why a test was skipped.
            System.err.println(message);
            Assumptions.abort(message);
        }
        return folder;
    }

    /** The files with this ending in a folder, without those below it, by name; the test is skipped where the folder is absent. */
    static List<Path> files(Path folder, String ending) {
        Assumptions.assumeTrue(Files.isDirectory(folder), () -> "skipped: the test suite has no folder " + folder + ". `git pull` there may bring it.");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        String given = System.getProperty(VARIABLE, System.getenv(VARIABLE));
        return given != null ? Path.of(given) : Project.root().resolveSibling("shared").resolve("testsuite");
    }
}
