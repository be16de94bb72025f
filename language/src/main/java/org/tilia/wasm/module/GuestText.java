package org.tilia.wasm.module;

/**
 * Names that a module chose, as the host's own messages show them: a guest can neither move a terminal's cursor with them,
 * nor pass one name off as another, nor fill a log.
 */
public final class GuestText {

    /** How many characters of a name are shown. */
    private static final int SHOWN = 120;
    /** How many characters of a type, or of a function in a stack trace, are shown. */
    private static final int SHOWN_AT_MOST = 300;

    private GuestText() {
    }

    /**
     * A name: as it is where that is plain, otherwise in quotation marks with the text format's escapes. Shortened behind 120
     * characters.
     */
    public static String quote(String name) {
        StringBuilder quoted = new StringBuilder();
        boolean plain = !name.isEmpty() && name.length() <= SHOWN;
        for (int i = 0; i < Math.min(name.length(), SHOWN);) {
            int c = name.codePointAt(i);
            plain &= isVisible(c) && c != '"' && c != '\\';
            append(quoted, c);
            i += Character.charCount(c);
        }
        return plain ? name : "\"" + quoted + "\"" + (name.length() > SHOWN ? "… (" + name.length() + " characters)" : "");
    }

    /** A name that may have any form, such as that of a function: as it is but for escapes. Shortened behind 300 characters. */
    public static String escape(String name) {
        if (name.length() <= SHOWN_AT_MOST && name.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return name;
        }
        StringBuilder escaped = new StringBuilder();
        name.codePoints().limit(SHOWN_AT_MOST).forEach(c -> {
            if (c == '"' || c == '\\') {
                escaped.append((char) c);
            } else {
                append(escaped, c);
            }
        });
        return name.length() > SHOWN_AT_MOST ? escaped + "…" : escaped.toString();
    }

    private static void append(StringBuilder quoted, int c) {
        switch (c) {
            case '"', '\\' -> quoted.append('\\').append((char) c);
            case ' ' -> quoted.append(' ');
            default -> {
                if (isVisible(c)) {
                    quoted.appendCodePoint(c);
                } else {
                    quoted.append("\\u{").append(Integer.toHexString(c)).append('}');
                }
            }
        }
    }

    /** Marks may be drawn over what stands before them; formats change the direction of what follows. */
    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED, Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> false;
            default -> true;
        };
    }

    /** A type in words, which is plain but may be long: shortened behind 300 characters. */
    public static String shorten(String type) {
        return type.length() <= SHOWN_AT_MOST ? type : type.substring(0, SHOWN_AT_MOST) + "… (" + type.length() + " characters)";
    }
}
