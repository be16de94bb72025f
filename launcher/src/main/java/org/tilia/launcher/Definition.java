package org.tilia.launcher;

/** An option's value of the form {@code NAME=SOMETHING}. */
final class Definition {

    private Definition() {
    }

    /**
     * Splits it at the first equals sign.
     *
     * @param value what stands behind the sign, for the message
     * @throws LauncherException when it has no name
     */
    static String[] split(String option, String value, String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new LauncherException(ExitCode.USAGE, option + " " + text + ": must be NAME=" + value);
        }
        return new String[]{text.substring(0, equals), text.substring(equals + 1)};
    }
}
