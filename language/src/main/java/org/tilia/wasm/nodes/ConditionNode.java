package org.tilia.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.lang.classfile.Label;
import org.tilia.wasm.emit.Emitter;

/** An i32 that is 1 or 0: a comparison or a test. Where it is a condition, no number is made of it. */
public abstract class ConditionNode extends I32Node {

    @Override
    public abstract boolean executeBoolean(VirtualFrame frame);

    @Override
    public int executeI32(VirtualFrame frame) {
        return executeBoolean(frame) ? 1 : 0;
    }

    @Override
    public abstract void emitBranch(Emitter emitter, Label target, boolean when);

    @Override
    public final void emit(Emitter emitter) {
        Label isTrue = emitter.code().newLabel();
        Label done = emitter.code().newLabel();
        emitBranch(emitter, isTrue, true);
        emitter.code().iconst_0().goto_(done).labelBinding(isTrue).iconst_1().labelBinding(done);
    }
}
