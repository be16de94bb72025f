package org.tilia.wasm.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Finds the scripts of the spec's test suite: in {@code TILIA_TESTSUITE}, or else in {@code ../shared/testsuite} beside the project. */
final class SpecTestSuite {

    private static final String VARIABLE = "TILIA_TESTSUITE";
    private static final String REPOSITORY = "https://github.com/WebAssembly/testsuite";

    private SpecTestSuite() {
    }

    /** The scripts in these folders of {@code spec}; the test is skipped where one of them is absent. */
    static List<Path> scripts(String... folders) throws IOException {
        Path spec = root().resolve("spec");
        List<Path> scripts = new ArrayList<>();
        for (String name : folders) {
            Path folder = spec.resolve(name).normalize();
            Assumptions.assumeTrue(Files.isDirectory(folder), () -> "skipped: no test suite at " + folder + ". Get it with\n  git clone " + REPOSITORY + " "
                            + spec + "\nor set " + VARIABLE + " to the folder that has it as \"spec\".");
            try (Stream<Path> files = Files.list(folder)) {
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
        String project = System.getProperty("tilia.root");
        // Where the build does not say so, the working directory is that of the module.
        return (project != null ? Path.of(project) : Path.of("").toAbsolutePath().getParent()).resolveSibling("shared").resolve("testsuite");
    }
}
