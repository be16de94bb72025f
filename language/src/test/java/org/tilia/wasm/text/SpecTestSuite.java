package org.tilia.wasm.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Finds the scripts of the spec's test suite, which is data beside the project. */
final class SpecTestSuite {

    private static final String VARIABLE = "TILIA_TESTSUITE";

    private SpecTestSuite() {
    }

    /** The scripts in these folders of {@code spec}; the test is skipped where the suite is absent. */
    static List<Path> scripts(String... folders) throws IOException {
        Path spec = root().resolve("spec");
        Assumptions.assumeTrue(Files.isDirectory(spec), () -> "no test suite at " + spec + ": set " + VARIABLE + " to the folder that holds it");
        List<Path> scripts = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.list(spec.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".wast")).sorted().forEach(scripts::add);
            }
        }
        return scripts;
    }

    private static Path root() {
        String given = System.getProperty(VARIABLE, System.getenv(VARIABLE));
        if (given != null) {
            return Path.of(given);
        }
        // The working directory is the project's root or one of its modules, possibly in a worktree.
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared").resolve("testsuite");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return Path.of("..", "shared", "testsuite").toAbsolutePath().normalize();
    }
}
