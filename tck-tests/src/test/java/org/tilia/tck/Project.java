package org.tilia.tck;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the project and the suites lie. */
final class Project {

    private Project() {
    }

    /** The folder of the project. */
    static Path root() {
        String given = System.getProperty("tilia.root");
        Path root = given != null ? Path.of(given) : Path.of("").toAbsolutePath().getParent();
        if (!Files.isRegularFile(root.resolve("mvnw"))) {
            throw new IllegalStateException(root + " is not the project's folder");
        }
        return root;
    }

    /** The folder of a conformance suite, if the suites are there: {@code TILIA_TESTSUITE}, or {@code ../shared/testsuite} beside the project. */
    static Optional<Path> suite(String name) {
        String given = System.getenv("TILIA_TESTSUITE");
        Path suites = given != null ? Path.of(given) : root().resolve("../shared/testsuite").normalize();
        return Optional.of(suites.resolve(name)).filter(Files::isDirectory);
    }
}
