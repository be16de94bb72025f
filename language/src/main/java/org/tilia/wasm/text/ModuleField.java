package org.tilia.wasm.text;

/**
 * A field of a module (spec 6.6.2).
 *
 * @param keyword what it starts with
 * @param start the index of its opening parenthesis
 */
record ModuleField(String keyword, int start) {

    /** The index of the first token behind the keyword. */
    int content() {
        return start + 2;
    }
}
