package org.tilia.wasm.nodes.fused;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.I64Node;
import org.tilia.wasm.nodes.numeric.I64Nodes;

/** Arithmetic on i64 whose operands are locals and constants. */
final class I64Fused {

    private I64Fused() {
    }

    /** The fused node, or {@code plain} where there is none. */
    static ExpressionNode localConst(I64Nodes.Binary plain, int slot, long constant) {
        if (plain instanceof I64Nodes.Add) {
            return new AddConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.Sub) {
            return new SubConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.Mul) {
            return new MulConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.And) {
            return new AndConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.Or) {
            return new OrConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.Xor) {
            return new XorConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.Shl) {
            return new ShlConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.ShrS) {
            return new ShrSConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.ShrU) {
            return new ShrUConst(plain, slot, constant);
        }
        return plain;
    }

    /** The fused node, or {@code plain} where there is none. */
    static ExpressionNode locals(I64Nodes.Binary plain, int left, int right) {
        if (plain instanceof I64Nodes.Add) {
            return new AddLocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.Sub) {
            return new SubLocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.Mul) {
            return new MulLocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.And) {
            return new AndLocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.Or) {
            return new OrLocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.Xor) {
            return new XorLocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.Shl) {
            return new ShlLocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.ShrS) {
            return new ShrSLocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.ShrU) {
            return new ShrULocals(plain, left, right);
        }
        return plain;
    }

    /** A local and a constant. */
    abstract static class LocalConst extends I64Node {
        @Child private ExpressionNode plain;
        final int slot;
        final long constant;

        LocalConst(ExpressionNode plain, int slot, long constant) {
            this.plain = plain;
            this.slot = slot;
            this.constant = constant;
        }

        @Override
        public void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    static final class AddConst extends LocalConst {
        AddConst(ExpressionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public long executeI64(VirtualFrame frame) { return frame.getLongStatic(slot) + constant; }
    }

    static final class SubConst extends LocalConst {
        SubConst(ExpressionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public long executeI64(VirtualFrame frame) { return frame.getLongStatic(slot) - constant; }
    }

    static final class MulConst extends LocalConst {
        MulConst(ExpressionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public long executeI64(VirtualFrame frame) { return frame.getLongStatic(slot) * constant; }
    }

    static final class AndConst extends LocalConst {
        AndConst(ExpressionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public long executeI64(VirtualFrame frame) { return frame.getLongStatic(slot) & constant; }
    }

    static final class OrConst extends LocalConst {
        OrConst(ExpressionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public long executeI64(VirtualFrame frame) { return frame.getLongStatic(slot) | constant; }
    }

    static final class XorConst extends LocalConst {
        XorConst(ExpressionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public long executeI64(VirtualFrame frame) { return frame.getLongStatic(slot) ^ constant; }
    }

    static final class ShlConst extends LocalConst {
        ShlConst(ExpressionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public long executeI64(VirtualFrame frame) { return frame.getLongStatic(slot) << constant; }
    }

    static final class ShrSConst extends LocalConst {
        ShrSConst(ExpressionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public long executeI64(VirtualFrame frame) { return frame.getLongStatic(slot) >> constant; }
    }

    static final class ShrUConst extends LocalConst {
        ShrUConst(ExpressionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public long executeI64(VirtualFrame frame) { return frame.getLongStatic(slot) >>> constant; }
    }

    /** Two locals. */
    abstract static class Locals extends I64Node {
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
        @Override public long executeI64(VirtualFrame frame) {
            return frame.getLongStatic(left) + frame.getLongStatic(right);
        }
    }

    static final class SubLocals extends Locals {
        SubLocals(ExpressionNode plain, int left, int right) { super(plain, left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return frame.getLongStatic(left) - frame.getLongStatic(right);
        }
    }

    static final class MulLocals extends Locals {
        MulLocals(ExpressionNode plain, int left, int right) { super(plain, left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return frame.getLongStatic(left) * frame.getLongStatic(right);
        }
    }

    static final class AndLocals extends Locals {
        AndLocals(ExpressionNode plain, int left, int right) { super(plain, left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return frame.getLongStatic(left) & frame.getLongStatic(right);
        }
    }

    static final class OrLocals extends Locals {
        OrLocals(ExpressionNode plain, int left, int right) { super(plain, left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return frame.getLongStatic(left) | frame.getLongStatic(right);
        }
    }

    static final class XorLocals extends Locals {
        XorLocals(ExpressionNode plain, int left, int right) { super(plain, left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return frame.getLongStatic(left) ^ frame.getLongStatic(right);
        }
    }

    static final class ShlLocals extends Locals {
        ShlLocals(ExpressionNode plain, int left, int right) { super(plain, left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return frame.getLongStatic(left) << frame.getLongStatic(right);
        }
    }

    static final class ShrSLocals extends Locals {
        ShrSLocals(ExpressionNode plain, int left, int right) { super(plain, left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return frame.getLongStatic(left) >> frame.getLongStatic(right);
        }
    }

    static final class ShrULocals extends Locals {
        ShrULocals(ExpressionNode plain, int left, int right) { super(plain, left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return frame.getLongStatic(left) >>> frame.getLongStatic(right);
        }
    }
}
