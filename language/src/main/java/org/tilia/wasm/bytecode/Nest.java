package org.tilia.wasm.bytecode;

/**
 * The labels of a nest of blocks that became segments.
 *
 * @param segments how many there are
 * @param outermost the label of the outermost block, behind the last segment; the others count up inwards
 */
record Nest(int segments, int outermost) {

    /** The label at the start of a segment from 1 on, or, for the number of segments, that behind the last one. */
    int start(int segment) {
        return outermost + segments - segment;
    }
}
