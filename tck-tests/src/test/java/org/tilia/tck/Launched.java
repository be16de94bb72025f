package org.tilia.tck;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.tilia.launcher.Main;

/** What a command of the launcher gave, in this process. */
record Launched(int exitCode, String out, String err) {

    static Launched run(String input, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Main.run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err, words);
        return new Launched(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The file of an example. */
    static String example(String name) {
        return Project.root().resolve("examples").resolve(name).toString();
    }
}
