package org.tilia.wasm.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ConditionNode;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.I32Node;
import org.tilia.wasm.semantics.I32;
import org.tilia.wasm.trap.Trap;

/**
 * Numeric instructions on i32 (spec 4.3.2).
 *
 * <p>One line per fact, so that the family reads as a table: how it executes, and how it is emitted.
 */
public final class I32Nodes {

    private I32Nodes() {
    }

    /** {@code i32.const}. */
    public static final class Const extends I32Node {
        private final int value;

        public Const(int value) {
            this.value = value;
        }

        public int value() {
            return value;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            return value;
        }

        @Override
        public void emit(Emitter emitter) {
            emitter.code().loadConstant(value);
        }
    }

    /** Two operands of kind i32 make another. */
    public abstract static class Binary extends I32Node {
        @Child protected ExpressionNode left;
        @Child protected ExpressionNode right;

        protected Binary(ExpressionNode left, ExpressionNode right) {
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
        public final void emit(Emitter emitter) {
            left.emit(emitter);
            right.emit(emitter);
            operation(emitter);
        }

        /** Emits what turns the operands on the stack into the result. */
        protected abstract void operation(Emitter emitter);

        /** Emits a call of the semantics. */
        protected static void call(Emitter emitter, String name) {
            emitter.invokeStatic(I32.class, name, int.class, int.class, int.class);
        }
    }

    /** One operand, of any kind, makes an i32. */
    public abstract static class Unary extends I32Node {
        @Child protected ExpressionNode value;

        protected Unary(ExpressionNode value) {
            this.value = value;
        }

        @Override
        public final void emit(Emitter emitter) {
            value.emit(emitter);
            operation(emitter);
        }

        /** Emits what turns the operand on the stack into the result. */
        protected abstract void operation(Emitter emitter);

        /** Emits a call of the semantics, with an operand of the same kind. */
        protected static void call(Emitter emitter, String name) {
            emitter.invokeStatic(I32.class, name, int.class, int.class);
        }
    }

    /** {@code i32.add}. */
    public static final class Add extends Binary {
        public Add(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public int executeI32(VirtualFrame frame) { return left.executeI32(frame) + right.executeI32(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().iadd(); }
    }

    /** {@code i32.sub}. */
    public static final class Sub extends Binary {
        public Sub(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public int executeI32(VirtualFrame frame) { return left.executeI32(frame) - right.executeI32(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().isub(); }
    }

    /** {@code i32.mul}. */
    public static final class Mul extends Binary {
        public Mul(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public int executeI32(VirtualFrame frame) { return left.executeI32(frame) * right.executeI32(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().imul(); }
    }

    /** {@code i32.and}. */
    public static final class And extends Binary {
        public And(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public int executeI32(VirtualFrame frame) { return left.executeI32(frame) & right.executeI32(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().iand(); }
    }

    /** {@code i32.or}. */
    public static final class Or extends Binary {
        public Or(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public int executeI32(VirtualFrame frame) { return left.executeI32(frame) | right.executeI32(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().ior(); }
    }

    /** {@code i32.xor}. */
    public static final class Xor extends Binary {
        public Xor(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public int executeI32(VirtualFrame frame) { return left.executeI32(frame) ^ right.executeI32(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().ixor(); }
    }

    /** {@code i32.shl}. */
    public static final class Shl extends Binary {
        public Shl(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public int executeI32(VirtualFrame frame) {
            return left.executeI32(frame) << right.executeI32(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().ishl(); }
    }

    /** {@code i32.shr_s}. */
    public static final class ShrS extends Binary {
        public ShrS(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public int executeI32(VirtualFrame frame) {
            return left.executeI32(frame) >> right.executeI32(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().ishr(); }
    }

    /** {@code i32.shr_u}. */
    public static final class ShrU extends Binary {
        public ShrU(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public int executeI32(VirtualFrame frame) {
            return left.executeI32(frame) >>> right.executeI32(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().iushr(); }
    }

    /** {@code i32.rotl}. */
    public static final class Rotl extends Binary {
        public Rotl(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public int executeI32(VirtualFrame frame) {
            return I32.rotl(left.executeI32(frame), right.executeI32(frame));
        }
        @Override protected void operation(Emitter emitter) { call(emitter, "rotl"); }
    }

    /** {@code i32.rotr}. */
    public static final class Rotr extends Binary {
        public Rotr(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public int executeI32(VirtualFrame frame) {
            return I32.rotr(left.executeI32(frame), right.executeI32(frame));
        }
        @Override protected void operation(Emitter emitter) { call(emitter, "rotr"); }
    }

    /** A division: it may trap. */
    private abstract static class Division extends Binary {
        final int position;

        Division(ExpressionNode left, ExpressionNode right, int position) {
            super(left, right);
            this.position = position;
        }

        @Override
        public final int executeI32(VirtualFrame frame) {
            int dividend = left.executeI32(frame);
            int divisor = right.executeI32(frame);
            try {
                return divide(dividend, divisor);
            } catch (Trap trap) {
                throw trap.at(position);
            }
        }

        abstract int divide(int dividend, int divisor);
    }

    /** {@code i32.div_s}. */
    public static final class DivS extends Division {
        public DivS(ExpressionNode left, ExpressionNode right, int position) { super(left, right, position); }
        @Override int divide(int dividend, int divisor) { return I32.divS(dividend, divisor); }
        @Override protected void operation(Emitter emitter) { emitter.position(position); call(emitter, "divS"); }
    }

    /** {@code i32.div_u}. */
    public static final class DivU extends Division {
        public DivU(ExpressionNode left, ExpressionNode right, int position) { super(left, right, position); }
        @Override int divide(int dividend, int divisor) { return I32.divU(dividend, divisor); }
        @Override protected void operation(Emitter emitter) { emitter.position(position); call(emitter, "divU"); }
    }

    /** {@code i32.rem_s}. */
    public static final class RemS extends Division {
        public RemS(ExpressionNode left, ExpressionNode right, int position) { super(left, right, position); }
        @Override int divide(int dividend, int divisor) { return I32.remS(dividend, divisor); }
        @Override protected void operation(Emitter emitter) { emitter.position(position); call(emitter, "remS"); }
    }

    /** {@code i32.rem_u}. */
    public static final class RemU extends Division {
        public RemU(ExpressionNode left, ExpressionNode right, int position) { super(left, right, position); }
        @Override int divide(int dividend, int divisor) { return I32.remU(dividend, divisor); }
        @Override protected void operation(Emitter emitter) { emitter.position(position); call(emitter, "remU"); }
    }

    /** {@code i32.clz}. */
    public static final class Clz extends Unary {
        public Clz(ExpressionNode value) { super(value); }
        @Override public int executeI32(VirtualFrame frame) { return I32.clz(value.executeI32(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "clz"); }
    }

    /** {@code i32.ctz}. */
    public static final class Ctz extends Unary {
        public Ctz(ExpressionNode value) { super(value); }
        @Override public int executeI32(VirtualFrame frame) { return I32.ctz(value.executeI32(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "ctz"); }
    }

    /** {@code i32.popcnt}. */
    public static final class Popcnt extends Unary {
        public Popcnt(ExpressionNode value) { super(value); }
        @Override public int executeI32(VirtualFrame frame) { return I32.popcnt(value.executeI32(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "popcnt"); }
    }

    /** {@code i32.extend8_s}. */
    public static final class Extend8S extends Unary {
        public Extend8S(ExpressionNode value) { super(value); }
        @Override public int executeI32(VirtualFrame frame) { return (byte) value.executeI32(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().i2b(); }
    }

    /** {@code i32.extend16_s}. */
    public static final class Extend16S extends Unary {
        public Extend16S(ExpressionNode value) { super(value); }
        @Override public int executeI32(VirtualFrame frame) { return (short) value.executeI32(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().i2s(); }
    }

    /** {@code i32.eqz}: as a condition it turns its operand's branch round. */
    public static final class Eqz extends ConditionNode {
        @Child private ExpressionNode value;

        public Eqz(ExpressionNode value) {
            this.value = value;
        }

        public ExpressionNode value() {
            return value;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return !value.executeBoolean(frame);
        }

        @Override
        public void emitBranch(Emitter emitter, Label target, boolean when) {
            value.emitBranch(emitter, target, !when);
        }
    }

    /** Signed, or of equality: the jump itself compares. */
    private abstract static class Signed extends Comparison {
        Signed(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override protected final void compare(Emitter emitter) {  }
    }

    /** {@code i32.eq}. */
    public static final class Eq extends Signed {
        public Eq(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeI32(frame) == right.executeI32(frame);
        }
        @Override protected Opcode jump() { return Opcode.IF_ICMPEQ; }
    }

    /** {@code i32.ne}. */
    public static final class Ne extends Signed {
        public Ne(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeI32(frame) != right.executeI32(frame);
        }
        @Override protected Opcode jump() { return Opcode.IF_ICMPNE; }
    }

    /** {@code i32.lt_s}. */
    public static final class LtS extends Signed {
        public LtS(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeI32(frame) < right.executeI32(frame);
        }
        @Override protected Opcode jump() { return Opcode.IF_ICMPLT; }
    }

    /** {@code i32.gt_s}. */
    public static final class GtS extends Signed {
        public GtS(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeI32(frame) > right.executeI32(frame);
        }
        @Override protected Opcode jump() { return Opcode.IF_ICMPGT; }
    }

    /** {@code i32.le_s}. */
    public static final class LeS extends Signed {
        public LeS(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeI32(frame) <= right.executeI32(frame);
        }
        @Override protected Opcode jump() { return Opcode.IF_ICMPLE; }
    }

    /** {@code i32.ge_s}. */
    public static final class GeS extends Signed {
        public GeS(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeI32(frame) >= right.executeI32(frame);
        }
        @Override protected Opcode jump() { return Opcode.IF_ICMPGE; }
    }

    /** A comparison of unsigned numbers. */
    public abstract static class Unsigned extends Comparison {
        Unsigned(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override protected final void compare(Emitter emitter) {
            emitter.invokeStatic(I32.class, "compareU", int.class, int.class, int.class);
        }
    }

    /** {@code i32.lt_u}. */
    public static final class LtU extends Unsigned {
        public LtU(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I32.compareU(left.executeI32(frame), right.executeI32(frame)) < 0;
        }
        @Override protected Opcode jump() { return Opcode.IFLT; }
    }

    /** {@code i32.gt_u}. */
    public static final class GtU extends Unsigned {
        public GtU(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I32.compareU(left.executeI32(frame), right.executeI32(frame)) > 0;
        }
        @Override protected Opcode jump() { return Opcode.IFGT; }
    }

    /** {@code i32.le_u}. */
    public static final class LeU extends Unsigned {
        public LeU(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I32.compareU(left.executeI32(frame), right.executeI32(frame)) <= 0;
        }
        @Override protected Opcode jump() { return Opcode.IFLE; }
    }

    /** {@code i32.ge_u}. */
    public static final class GeU extends Unsigned {
        public GeU(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I32.compareU(left.executeI32(frame), right.executeI32(frame)) >= 0;
        }
        @Override protected Opcode jump() { return Opcode.IFGE; }
    }
}
