package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.StatementNode;

/** {@code br} and {@code return} (spec 4.4.8): the values are in the label's slots already. */
public final class BranchNode extends StatementNode {

    private final int label;

    public BranchNode(int label) {
        this.label = label;
    }

    @Override
    public int execute(VirtualFrame frame) {
        return label;
    }

    @Override
    public boolean mayBranch() {
        return true;
    }

    @Override
    public void emit(Emitter emitter) {
        emitter.code().goto_(emitter.target(label));
    }
}
