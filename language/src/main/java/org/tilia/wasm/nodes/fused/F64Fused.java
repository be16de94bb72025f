package org.tilia.wasm.nodes.fused;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.F64Node;
import org.tilia.wasm.nodes.numeric.F64Nodes;

/** Arithmetic on f64 whose operands are locals. */
final class F64Fused {

    private F64Fused() {
    }

    /** The fused node, or {@code plain} where there is none. */
    static ExpressionNode locals(F64Nodes.Binary plain, int left, int right) {
        if (plain instanceof F64Nodes.Add) {
            return new AddLocals(plain, left, right);
        }
        if (plain instanceof F64Nodes.Sub) {
            return new SubLocals(plain, left, right);
        }
        if (plain instanceof F64Nodes.Mul) {
            return new MulLocals(plain, left, right);
        }
        if (plain instanceof F64Nodes.Div) {
            return new DivLocals(plain, left, right);
        }
        return plain;
    }

    /** Two locals. */
    abstract static class Locals extends F64Node {
        @Child private ExpressionNode plain;
        final int left;
        final int right;

        Locals(ExpressionNode plain, int left, int right) {
            this.plain = plain;
            this.left = left;
            this.right = right;
        }

        @Override
        public void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    static final class AddLocals extends Locals {
        AddLocals(ExpressionNode plain, int left, int right) { super(plain, left, right); }
        @Override public double executeF64(VirtualFrame frame) {
            return frame.getDoubleStatic(left) + frame.getDoubleStatic(right);
        }
    }

    static final class SubLocals extends Locals {
        SubLocals(ExpressionNode plain, int left, int right) { super(plain, left, right); }
        @Override public double executeF64(VirtualFrame frame) {
            return frame.getDoubleStatic(left) - frame.getDoubleStatic(right);
        }
    }

    static final class MulLocals extends Locals {
        MulLocals(ExpressionNode plain, int left, int right) { super(plain, left, right); }
        @Override public double executeF64(VirtualFrame frame) {
            return frame.getDoubleStatic(left) * frame.getDoubleStatic(right);
        }
    }

    static final class DivLocals extends Locals {
        DivLocals(ExpressionNode plain, int left, int right) { super(plain, left, right); }
        @Override public double executeF64(VirtualFrame frame) {
            return frame.getDoubleStatic(left) / frame.getDoubleStatic(right);
        }
    }
}
