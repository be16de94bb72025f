package org.tilia.wasm.nodes.fused;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.I32Node;
import org.tilia.wasm.nodes.numeric.I32Nodes;

/** Arithmetic on i32 whose right operand is a constant and whose left one is anything. */
final class I32FusedConstants {

    private I32FusedConstants() {
    }

    /** The fused node, or {@code plain} where there is none. */
    static ExpressionNode of(I32Nodes.Binary plain, int constant) {
        if (plain instanceof I32Nodes.Add) {
            return new Add(plain, constant);
        }
        if (plain instanceof I32Nodes.Sub) {
            return new Sub(plain, constant);
        }
        if (plain instanceof I32Nodes.Mul) {
            return new Mul(plain, constant);
        }
        if (plain instanceof I32Nodes.And) {
            return new And(plain, constant);
        }
        if (plain instanceof I32Nodes.Or) {
            return new Or(plain, constant);
        }
        if (plain instanceof I32Nodes.Xor) {
            return new Xor(plain, constant);
        }
        if (plain instanceof I32Nodes.Shl) {
            return new Shl(plain, constant);
        }
        if (plain instanceof I32Nodes.ShrS) {
            return new ShrS(plain, constant);
        }
        if (plain instanceof I32Nodes.ShrU) {
            return new ShrU(plain, constant);
        }
        return plain;
    }

    /** Something and a constant. */
    abstract static class Base extends I32Node {
        @Child private ExpressionNode plain;
        /** A child of the plain node. */
        final ExpressionNode left;
        final int constant;

        Base(I32Nodes.Binary plain, int constant) {
            this.plain = plain;
            this.left = plain.left();
            this.constant = constant;
        }

        @Override
        public final void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    static final class Add extends Base {
        Add(I32Nodes.Binary plain, int constant) { super(plain, constant); }
        @Override public int executeI32(VirtualFrame frame) { return left.executeI32(frame) + constant; }
    }

    static final class Sub extends Base {
        Sub(I32Nodes.Binary plain, int constant) { super(plain, constant); }
        @Override public int executeI32(VirtualFrame frame) { return left.executeI32(frame) - constant; }
    }

    static final class Mul extends Base {
        Mul(I32Nodes.Binary plain, int constant) { super(plain, constant); }
        @Override public int executeI32(VirtualFrame frame) { return left.executeI32(frame) * constant; }
    }

    static final class And extends Base {
        And(I32Nodes.Binary plain, int constant) { super(plain, constant); }
        @Override public int executeI32(VirtualFrame frame) { return left.executeI32(frame) & constant; }
    }

    static final class Or extends Base {
        Or(I32Nodes.Binary plain, int constant) { super(plain, constant); }
        @Override public int executeI32(VirtualFrame frame) { return left.executeI32(frame) | constant; }
    }

    static final class Xor extends Base {
        Xor(I32Nodes.Binary plain, int constant) { super(plain, constant); }
        @Override public int executeI32(VirtualFrame frame) { return left.executeI32(frame) ^ constant; }
    }

    static final class Shl extends Base {
        Shl(I32Nodes.Binary plain, int constant) { super(plain, constant); }
        @Override public int executeI32(VirtualFrame frame) { return left.executeI32(frame) << constant; }
    }

    static final class ShrS extends Base {
        ShrS(I32Nodes.Binary plain, int constant) { super(plain, constant); }
        @Override public int executeI32(VirtualFrame frame) { return left.executeI32(frame) >> constant; }
    }

    static final class ShrU extends Base {
        ShrU(I32Nodes.Binary plain, int constant) { super(plain, constant); }
        @Override public int executeI32(VirtualFrame frame) { return left.executeI32(frame) >>> constant; }
    }
}
