package org.tilia.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;

/** A node that acts and says where control goes. */
public abstract class StatementNode extends WasmNode {

    /** Control falls out of the statement's end. */
    public static final int FALL_THROUGH = 0;

    /**
     * Runs the statement.
     *
     * @return {@link #FALL_THROUGH}, or the label that it branches to: a positive number, unique in the function
     */
    public abstract int execute(VirtualFrame frame);

    /** Whether {@link #execute} can return a label; a block of statements that never do checks nothing. */
    public boolean mayBranch() {
        return false;
    }
}
