package org.tilia.launcher;

import java.util.regex.Pattern;

/** What the language advises programs to do that embed it, as it is done on the command line. */
final class Remedies {

    private static final Pattern MEMBER = Pattern.compile("as a member (\\S+|\"[^\"]*\") of what newInstance is given");
    private static final Pattern UNKNOWN_IMPORTS = Pattern.compile("set the option wasm\\.UnknownImports to (\\w+)");

    private Remedies() {
    }

    /** @param message with advice at its end, or without */
    static String onCommandLine(String message) {
        String provided = MEMBER.matcher(message).replaceAll("by another module: --preload $1=FILE");
        return UNKNOWN_IMPORTS.matcher(provided).replaceAll("--unknown-imports=$1");
    }
}
