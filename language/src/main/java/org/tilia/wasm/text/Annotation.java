package org.tilia.wasm.text;

/**
 * A custom annotation (spec 6.3.5) with an id that Tilia knows.
 *
 * @param before the index of the token of the main stream that follows it
 * @param body its tokens without the opening and closing parenthesis
 */
record Annotation(String id, int before, Tokens body) {

    static final String CUSTOM = "custom";
    static final String NAME = "name";
    static final String BRANCH_HINT = "metadata.code.branch_hint";

    static boolean isKnown(String id) {
        return id.equals(CUSTOM) || id.equals(NAME) || id.equals(BRANCH_HINT);
    }
}
