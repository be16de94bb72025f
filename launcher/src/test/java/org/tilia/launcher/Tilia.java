package org.tilia.launcher;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a run of the command came to. */
record Tilia(int exitCode, String out, String err) {

    static Tilia run(String... words) {
        return runWithInput(new byte[0], words);
    }

    static Tilia runWithInput(byte[] input, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = TiliaCommand.execute(new Console(new ByteArrayInputStream(input), out, err), words);
        return new Tilia(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
