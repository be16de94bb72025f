package org.tilia.wasm.module;

/** Where the code of a module stands in the text that it was assembled from. */
public interface CodeMap {

    /**
     * A piece of the text. Lines and columns count from 1, columns in UTF-16 units.
     *
     * @param endColumn of the last character, in the line {@code endLine}
     */
    record Place(int line, int column, int endLine, int endColumn) {
    }

    /** The instruction at this offset in the module's bytes, or the last one before it; null outside of the functions' code. */
    Place instruction(int offset);

    /** A function's whole definition, by its index without imports; null where there is none. */
    Place function(int index);
}
