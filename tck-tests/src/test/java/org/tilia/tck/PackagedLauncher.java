package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The launcher that this build has packaged. */
final class PackagedLauncher {

    private PackagedLauncher() {
    }

    /** The modules of the launcher. */
    static Path modules() {
        Path modules = Project.root().resolve("launcher/target/modules");
        assertTrue(Files.isDirectory(modules), "the launcher has been packaged before: run ./mvnw verify");
        return modules;
    }

    /** Makes a command that runs it, on a JVM without options. */
    static Path command(Path file) throws IOException {
        Files.writeString(file, "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' -p '" + modules()
                        + "' -m org.tilia.launcher/org.tilia.launcher.Main \"$@\"\n");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }
}
