package org.tilia.wasm.nodes;

import org.tilia.wasm.emit.Emitter;

/** A statement on a range of a memory or a table: where, with what, how many. It traps before it changes anything. */
public abstract class RangeStatement extends StatementNode {

    @Child protected ExpressionNode target;
    @Child protected ExpressionNode source;
    @Child protected ExpressionNode count;
    protected final int position;

    /** @param position of the instruction in the module's bytes */
    protected RangeStatement(ExpressionNode target, ExpressionNode source, ExpressionNode count, int position) {
        this.target = target;
        this.source = source;
        this.count = count;
        this.position = position;
    }

    @Override
    public final void emit(Emitter emitter) {
        emitReceiver(emitter);
        target.emit(emitter);
        source.emit(emitter);
        count.emit(emitter);
        emitter.position(position);
        emitCall(emitter);
    }

    /** Pushes the object that does it, and the arguments that come before the operands. */
    protected abstract void emitReceiver(Emitter emitter);

    /** Emits the call that does it. */
    protected abstract void emitCall(Emitter emitter);
}
