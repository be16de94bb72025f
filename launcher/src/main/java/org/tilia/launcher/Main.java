package org.tilia.launcher;

/** Starts the {@code tilia} command. */
public final class Main {

    private Main() {
    }

    /** Ends the process with the exit code that {@link ExitCode} describes. */
    public static void main(String[] arguments) {
        System.exit(TiliaCommand.execute(Console.ofProcess(), arguments));
    }
}
