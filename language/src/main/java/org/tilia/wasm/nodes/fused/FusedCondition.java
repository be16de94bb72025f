package org.tilia.wasm.nodes.fused;

import java.lang.classfile.Label;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ConditionNode;

/** A condition that stands for a plain one. */
abstract class FusedCondition extends ConditionNode {

    @Child private ConditionNode plain;

    FusedCondition(ConditionNode plain) {
        this.plain = plain;
    }

    final ConditionNode plain() {
        return plain;
    }

    @Override
    public final void emitBranch(Emitter emitter, Label target, boolean when) {
        plain.emitBranch(emitter, target, when);
    }
}
