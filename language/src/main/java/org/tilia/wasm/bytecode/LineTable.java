package org.tilia.wasm.bytecode;

import java.util.Arrays;

/** Line numbers of a class as places in a list of module offsets, because a line number has only 16 bits. */
final class LineTable {

    private static final int MAXIMUM = 0xFFFF;

    private int[] offsets = new int[8];
    private int size;

    /** The line for an offset; when there are no more, the last one. */
    int line(int offset) {
        if (size > 0 && offsets[size - 1] == offset || size == MAXIMUM) {
            return size;
        }
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size * 2);
        }
        offsets[size++] = offset;
        return size;
    }

    /** The offset for a line, or −1. */
    int offset(int line) {
        return line > 0 && line <= size ? offsets[line - 1] : -1;
    }

    /** Gives back what is not needed once the table is complete. */
    LineTable trim() {
        offsets = Arrays.copyOf(offsets, size);
        return this;
    }
}
