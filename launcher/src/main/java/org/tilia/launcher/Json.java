package org.tilia.launcher;

/** Text in JSON. */
final class Json {

    private Json() {
    }

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c < ' ' ? String.format("\\u%04x", c) : Character.toString((char) c));
            }
        });
        return quoted.append('"').toString();
    }
}
