package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.StatementNode;

/** Statements of which none branches, known when the tree is built: nothing is checked between them. */
final class StraightBlockNode extends StatementNode {

    @Children private final StatementNode[] statements;

    StraightBlockNode(StatementNode[] statements) {
        this.statements = statements;
    }

    @Override
    @ExplodeLoop
    public int execute(VirtualFrame frame) {
        for (StatementNode statement : statements) {
            statement.execute(frame);
        }
        return FALL_THROUGH;
    }

    @Override
    public void emit(Emitter emitter) {
        emitter.statements(statements);
    }
}
