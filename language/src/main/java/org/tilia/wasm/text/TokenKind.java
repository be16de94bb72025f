package org.tilia.wasm.text;

/** What a token is (spec 6.3.1). */
enum TokenKind {
    LEFT_PARENTHESIS,
    RIGHT_PARENTHESIS,
    KEYWORD,
    /** {@code $name} or {@code $"any name"}. */
    IDENTIFIER,
    STRING,
    /** An integer without a sign. */
    NATURAL,
    /** An integer with a sign. */
    INTEGER,
    FLOAT,
    /** What has the form of no other token. */
    RESERVED,
    END
}
