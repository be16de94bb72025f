package org.tilia.launcher;

import java.io.InputStream;
import java.io.OutputStream;

/** Starts the {@code tilia} command. */
public final class Main {

    private Main() {
    }

    /** Ends the process with the exit code that {@link ExitCode} describes. */
    public static void main(String[] arguments) {
        System.exit(TiliaCommand.execute(Console.ofProcess(), arguments));
    }

    /** Runs the command in this process, with these streams in place of the process's own, and gives its exit code. */
    public static int run(InputStream in, OutputStream out, OutputStream err, String... arguments) {
        return TiliaCommand.execute(new Console(in, out, err), arguments);
    }
}
