package org.tilia.wasm.text;

import org.tilia.wasm.binary.BinaryWriter;

/** The branch hints of one function, in the form of the custom section {@code metadata.code.branch_hint}. */
final class BranchHints {

    private final BinaryWriter hints = new BinaryWriter();
    private int count;

    /** @param offset of the instruction from the start of the function's body, its local declarations */
    void add(int offset, int hint) {
        hints.u32(offset);
        hints.u32(1);
        hints.u8(hint);
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Writes this function's entry. */
    void write(int functionIndex, BinaryWriter out) {
        out.u32(functionIndex);
        out.u32(count);
        out.append(hints, 0);
    }
}
