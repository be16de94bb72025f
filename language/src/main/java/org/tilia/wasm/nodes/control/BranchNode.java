package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.BranchException;
import org.tilia.wasm.nodes.StatementNode;

/** {@code br} and {@code return} (spec 4.4.8): the values are in the label's slots already. */
public final class BranchNode extends StatementNode implements Branching {

    private final int label;
    private final BranchException exception;

    public BranchNode(int label) {
        this.label = label;
        this.exception = BranchException.to(label);
    }

    @Override
    public int execute(VirtualFrame frame) {
        if (CompilerDirectives.inInterpreter()) {
            return label;
        }
        throw exception;
    }

    @Override
    public int[] targets() {
        return new int[]{label};
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
