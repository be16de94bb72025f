package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

/** {@code unreachable} (spec 4.4.8). */
public final class UnreachableNode extends StatementNode {

    private final int offset;

    /** @param offset where the instruction stands in the module's bytes */
    public UnreachableNode(int offset) {
        this.offset = offset;
    }

    @Override
    public int execute(VirtualFrame frame) {
        throw Trap.of(TrapKind.UNREACHABLE).at(offset);
    }

    /** A trap ends the function as surely as a branch: nothing behind it is reached. */
    @Override
    public void emit(Emitter emitter) {
        emitter.position(offset);
        emitter.code().getstatic(Emitter.describe(TrapKind.class), TrapKind.UNREACHABLE.name(), Emitter.describe(TrapKind.class));
        emitter.invokeStatic(Trap.class, "of", Trap.class, TrapKind.class);
        emitter.code().athrow();
    }
}
