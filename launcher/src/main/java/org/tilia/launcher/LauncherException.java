package org.tilia.launcher;

/** Ends the command with a message for its user. */
final class LauncherException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String remedy;

    /**
     * @param message what is wrong, beginning with the thing that is; may have several lines
     * @param remedy what to do about it, or null where nothing is known
     */
    LauncherException(int exitCode, String message, String remedy) {
        super(message);
        this.exitCode = exitCode;
        this.remedy = remedy;
    }

    LauncherException(int exitCode, String message) {
        this(exitCode, message, null);
    }

    int exitCode() {
        return exitCode;
    }

    String remedy() {
        return remedy;
    }
}
