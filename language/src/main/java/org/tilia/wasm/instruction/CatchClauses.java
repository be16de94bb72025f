package org.tilia.wasm.instruction;

import java.util.Arrays;
import org.tilia.wasm.module.ByteReader;
import org.tilia.wasm.module.ModuleException;

/** The catch clauses of a {@code try_table} (spec 5.4.1), in their order. */
public final class CatchClauses {

    private static final int CATCH_REF = 1;
    private static final int CATCH_ALL_REF = 3;

    private int count;
    private byte[] codes = new byte[4];
    private int[] tags = new int[4];
    private int[] labels = new int[4];

    CatchClauses() {
    }

    void read(ByteReader in) {
        count = in.count("catch clauses", 2);
        if (count > codes.length) {
            codes = Arrays.copyOf(codes, count);
            tags = Arrays.copyOf(tags, count);
            labels = Arrays.copyOf(labels, count);
        }
        for (int i = 0; i < count; i++) {
            int at = in.position();
            int code = in.u8();
            if (code > CATCH_ALL_REF) {
                throw ModuleException.malformed("malformed catch clause: 0x" + Integer.toHexString(code), at);
            }
            codes[i] = (byte) code;
            tags[i] = code <= CATCH_REF ? in.u32() : -1;
            labels[i] = in.u32();
        }
    }

    public int count() {
        return count;
    }

    /** Whether a clause catches every exception: {@code catch_all} or {@code catch_all_ref}. */
    public boolean isAll(int clause) {
        return codes[clause] > CATCH_REF;
    }

    /** Whether a clause hands on the exception itself: {@code catch_ref} or {@code catch_all_ref}. */
    public boolean isReference(int clause) {
        return codes[clause] == CATCH_REF || codes[clause] == CATCH_ALL_REF;
    }

    /** The tag of a clause that does not catch all. */
    public int tag(int clause) {
        return tags[clause];
    }

    /** The label that a clause branches to, counted outside the {@code try_table}. */
    public int label(int clause) {
        return labels[clause];
    }
}
