package org.tilia.wasm.nodes;

import com.oracle.truffle.api.nodes.ControlFlowException;
import java.util.Arrays;

/**
 * A branch on its way to its label in partially evaluated code, where a throw that is caught in the same compilation is a
 * jump. The interpreter returns the label instead.
 */
public final class BranchException extends ControlFlowException {

    private static final long serialVersionUID = 1L;

    /** Exceptions for labels below this are shared by all functions, so that a label is an object's identity. */
    private static final int SHARED = 1 << 12;

    private static BranchException[] shared = new BranchException[64];

    private final int label;

    private BranchException(int label) {
        this.label = label;
    }

    /** The exception that goes to a label. */
    public static BranchException to(int label) {
        return label < SHARED ? shared(label) : new BranchException(label);
    }

    private static synchronized BranchException shared(int label) {
        if (label >= shared.length) {
            shared = Arrays.copyOf(shared, Math.min(SHARED, Integer.highestOneBit(label) * 2));
        }
        if (shared[label] == null) {
            shared[label] = new BranchException(label);
        }
        return shared[label];
    }

    /** The label that it goes to. */
    public int label() {
        return label;
    }

    /** Whether it goes to this label, which is constant where this is compiled. */
    public boolean goesTo(BranchException target) {
        return target.label < SHARED ? this == target : label == target.label;
    }
}
