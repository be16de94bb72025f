package org.tilia.wasm.nodes.numeric;

import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ConditionNode;
import org.tilia.wasm.nodes.ExpressionNode;

/** A comparison of two operands: one instruction of the JVM compares, or the jump itself does. */
public abstract class Comparison extends ConditionNode {

    @Child protected ExpressionNode left;
    @Child protected ExpressionNode right;

    protected Comparison(ExpressionNode left, ExpressionNode right) {
        this.left = left;
        this.right = right;
    }

    public final ExpressionNode left() {
        return left;
    }

    public final ExpressionNode right() {
        return right;
    }

    @Override
    public final void emitBranch(Emitter emitter, Label target, boolean when) {
        left.emit(emitter);
        right.emit(emitter);
        compare(emitter);
        emitter.code().branch(when ? jump() : opposite(jump()), target);
    }

    /** Emits what comes before the jump: nothing, or what makes a number to compare with 0. */
    protected abstract void compare(Emitter emitter);

    /** The jump that is taken when the comparison holds. */
    protected abstract Opcode jump();

    private static Opcode opposite(Opcode jump) {
        return switch (jump) {
            case IF_ICMPEQ -> Opcode.IF_ICMPNE;
            case IF_ICMPNE -> Opcode.IF_ICMPEQ;
            case IF_ICMPLT -> Opcode.IF_ICMPGE;
            case IF_ICMPGE -> Opcode.IF_ICMPLT;
            case IF_ICMPGT -> Opcode.IF_ICMPLE;
            case IF_ICMPLE -> Opcode.IF_ICMPGT;
            case IFEQ -> Opcode.IFNE;
            case IFNE -> Opcode.IFEQ;
            case IFLT -> Opcode.IFGE;
            case IFGE -> Opcode.IFLT;
            case IFGT -> Opcode.IFLE;
            case IFLE -> Opcode.IFGT;
            default -> throw new IllegalArgumentException("not a comparison: " + jump);
        };
    }
}
