package org.tilia.wasm.tree;

import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;

/** A block, loop, conditional or function that is being built. */
final class ControlFrame {

    /** {@code BLOCK}, {@code LOOP} or {@code IF}; null for the function. */
    final Opcode kind;
    final int label;
    /** The operand stack's size below the parameters. */
    final int height;
    final List<ValueKind> parameters;
    final List<ValueKind> results;
    /** The innermost loop that it lies in; null outside of loops. */
    final ControlFrame loop;
    /** What has been built of the content since the last {@link #leading} segment. */
    List<StatementNode> statements = new ArrayList<>();
    /** The segments of the block with which this one begins; null where it begins otherwise. */
    List<StatementNode> leading;
    /** Of a conditional: what decides. */
    ExpressionNode condition;
    /** Of a conditional: the first branch, once the second has begun. */
    StatementNode then;
    /** Of a conditional: whether control falls out of the first branch. */
    boolean thenFallsOut;
    /** Of a loop: whether it calls a function of another language, itself or in its blocks. */
    boolean callsForeign;
    /** Of a loop: whether there is a loop in it. */
    boolean hasLoop;
    /** Whether a branch goes to the label. */
    boolean targeted;
    /** The outermost frame that a branch from inside goes to, by its place on the control stack. */
    int outermostTarget = Integer.MAX_VALUE;

    ControlFrame(Opcode kind, int label, int height, List<ValueKind> parameters, List<ValueKind> results, ControlFrame loop) {
        this.kind = kind;
        this.label = label;
        this.height = height;
        this.parameters = parameters;
        this.results = results;
        this.loop = loop;
    }

    /** The kinds of the values that a branch to the label carries. */
    List<ValueKind> labelKinds() {
        return kind == Opcode.LOOP ? parameters : results;
    }

    /** Whether nothing has been built in it yet. */
    boolean isEmpty() {
        return statements.isEmpty() && leading == null;
    }
}
