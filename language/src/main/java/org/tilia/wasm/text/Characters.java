package org.tilia.wasm.text;

/** The classes of characters that tokens are made of (spec 6.3.1, 6.3.5). */
final class Characters {

    private static final boolean[] IDENTIFIER = new boolean[128];
    private static final boolean[] RESERVED = new boolean[128];

    static {
        for (char c = '0'; c <= 'z'; c++) {
            IDENTIFIER[c] = Character.isLetterOrDigit(c);
        }
        for (char c : "!#$%&'*+-./:<=>?@\\^_`|~".toCharArray()) {
            IDENTIFIER[c] = true;
        }
        for (char c : ",;[]{}".toCharArray()) {
            RESERVED[c] = true;
        }
    }

    private Characters() {
    }

    /** Whether an identifier or a keyword may contain this byte. */
    static boolean isIdentifier(byte c) {
        return c >= 0 && IDENTIFIER[c];
    }

    /** Whether this byte is punctuation that no token of the grammar has. */
    static boolean isReserved(byte c) {
        return c >= 0 && RESERVED[c];
    }
}
