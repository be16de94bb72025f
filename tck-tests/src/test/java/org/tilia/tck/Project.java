package org.tilia.tck;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project lies. */
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
}
