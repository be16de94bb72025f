package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.runtime.ThreadState;
import org.tilia.wasm.trap.Trap;

/**
 * Pays for a straight-line sequence of instructions before it runs. It is part of the tree, so that all that comes of the tree
 * counts alike.
 */
public final class FuelNode extends StatementNode {

    private final int offset;
    /** Final once the tree is built. */
    private long cost;

    /** @param offset where the sequence begins in the module's bytes */
    public FuelNode(int offset) {
        this.offset = offset;
    }

    /** The sequence has one more instruction; called while the tree is built. */
    public void add() {
        cost++;
    }

    @Override
    public int execute(VirtualFrame frame) {
        try {
            thread(frame).burn(cost);
        } catch (Trap trap) {
            throw trap.at(offset);
        }
        return FALL_THROUGH;
    }

    @Override
    public void emit(Emitter emitter) {
        emitter.loadThread();
        emitter.code().loadConstant(cost);
        emitter.position(offset);
        emitter.invokeVirtual(ThreadState.class, "burn", void.class, long.class);
    }
}
