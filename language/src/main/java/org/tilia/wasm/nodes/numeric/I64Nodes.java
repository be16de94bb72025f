package org.tilia.wasm.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ConditionNode;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.I64Node;
import org.tilia.wasm.semantics.I64;
import org.tilia.wasm.trap.Trap;

/**
 * Numeric instructions on i64 (spec 4.3.2).
 *
 * <p>One line per fact, so that the family reads as a table: how it executes, and how it is emitted.
 */
public final class I64Nodes {

    private I64Nodes() {
    }

    /** {@code i64.const}. */
    public static final class Const extends I64Node {
        private final long value;

        public Const(long value) {
            this.value = value;
        }

        public long value() {
            return value;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            return value;
        }

        @Override
        public void emit(Emitter emitter) {
            emitter.code().loadConstant(value);
        }
    }

    /** Two operands of kind i64 make another. */
    public abstract static class Binary extends I64Node {
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
            emitter.invokeStatic(I64.class, name, long.class, long.class, long.class);
        }
    }

    /** One operand, of any kind, makes an i64. */
    public abstract static class Unary extends I64Node {
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
            emitter.invokeStatic(I64.class, name, long.class, long.class);
        }
    }

    /** {@code i64.add}. */
    public static final class Add extends Binary {
        public Add(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return left.executeI64(frame) + right.executeI64(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().ladd(); }
    }

    /** {@code i64.sub}. */
    public static final class Sub extends Binary {
        public Sub(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return left.executeI64(frame) - right.executeI64(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().lsub(); }
    }

    /** {@code i64.mul}. */
    public static final class Mul extends Binary {
        public Mul(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return left.executeI64(frame) * right.executeI64(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().lmul(); }
    }

    /** {@code i64.and}. */
    public static final class And extends Binary {
        public And(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return left.executeI64(frame) & right.executeI64(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().land(); }
    }

    /** {@code i64.or}. */
    public static final class Or extends Binary {
        public Or(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return left.executeI64(frame) | right.executeI64(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().lor(); }
    }

    /** {@code i64.xor}. */
    public static final class Xor extends Binary {
        public Xor(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return left.executeI64(frame) ^ right.executeI64(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().lxor(); }
    }

    /** {@code i64.shl}. */
    public static final class Shl extends Binary {
        public Shl(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return left.executeI64(frame) << right.executeI64(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().l2i().lshl(); }
    }

    /** {@code i64.shr_s}. */
    public static final class ShrS extends Binary {
        public ShrS(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return left.executeI64(frame) >> right.executeI64(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().l2i().lshr(); }
    }

    /** {@code i64.shr_u}. */
    public static final class ShrU extends Binary {
        public ShrU(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return left.executeI64(frame) >>> right.executeI64(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().l2i().lushr(); }
    }

    /** {@code i64.rotl}. */
    public static final class Rotl extends Binary {
        public Rotl(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return I64.rotl(left.executeI64(frame), right.executeI64(frame));
        }
        @Override protected void operation(Emitter emitter) { call(emitter, "rotl"); }
    }

    /** {@code i64.rotr}. */
    public static final class Rotr extends Binary {
        public Rotr(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public long executeI64(VirtualFrame frame) {
            return I64.rotr(left.executeI64(frame), right.executeI64(frame));
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
        public final long executeI64(VirtualFrame frame) {
            long dividend = left.executeI64(frame);
            long divisor = right.executeI64(frame);
            try {
                return divide(dividend, divisor);
            } catch (Trap trap) {
                throw trap.at(position);
            }
        }

        abstract long divide(long dividend, long divisor);
    }

    /** {@code i64.div_s}. */
    public static final class DivS extends Division {
        public DivS(ExpressionNode left, ExpressionNode right, int position) { super(left, right, position); }
        @Override long divide(long dividend, long divisor) { return I64.divS(dividend, divisor); }
        @Override protected void operation(Emitter emitter) { emitter.position(position); call(emitter, "divS"); }
    }

    /** {@code i64.div_u}. */
    public static final class DivU extends Division {
        public DivU(ExpressionNode left, ExpressionNode right, int position) { super(left, right, position); }
        @Override long divide(long dividend, long divisor) { return I64.divU(dividend, divisor); }
        @Override protected void operation(Emitter emitter) { emitter.position(position); call(emitter, "divU"); }
    }

    /** {@code i64.rem_s}. */
    public static final class RemS extends Division {
        public RemS(ExpressionNode left, ExpressionNode right, int position) { super(left, right, position); }
        @Override long divide(long dividend, long divisor) { return I64.remS(dividend, divisor); }
        @Override protected void operation(Emitter emitter) { emitter.position(position); call(emitter, "remS"); }
    }

    /** {@code i64.rem_u}. */
    public static final class RemU extends Division {
        public RemU(ExpressionNode left, ExpressionNode right, int position) { super(left, right, position); }
        @Override long divide(long dividend, long divisor) { return I64.remU(dividend, divisor); }
        @Override protected void operation(Emitter emitter) { emitter.position(position); call(emitter, "remU"); }
    }

    /** {@code i64.clz}. */
    public static final class Clz extends Unary {
        public Clz(ExpressionNode value) { super(value); }
        @Override public long executeI64(VirtualFrame frame) { return I64.clz(value.executeI64(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "clz"); }
    }

    /** {@code i64.ctz}. */
    public static final class Ctz extends Unary {
        public Ctz(ExpressionNode value) { super(value); }
        @Override public long executeI64(VirtualFrame frame) { return I64.ctz(value.executeI64(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "ctz"); }
    }

    /** {@code i64.popcnt}. */
    public static final class Popcnt extends Unary {
        public Popcnt(ExpressionNode value) { super(value); }
        @Override public long executeI64(VirtualFrame frame) { return I64.popcnt(value.executeI64(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "popcnt"); }
    }

    /** {@code i64.extend8_s}. */
    public static final class Extend8S extends Unary {
        public Extend8S(ExpressionNode value) { super(value); }
        @Override public long executeI64(VirtualFrame frame) { return (byte) value.executeI64(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().l2i().i2b().i2l(); }
    }

    /** {@code i64.extend16_s}. */
    public static final class Extend16S extends Unary {
        public Extend16S(ExpressionNode value) { super(value); }
        @Override public long executeI64(VirtualFrame frame) { return (short) value.executeI64(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().l2i().i2s().i2l(); }
    }

    /** {@code i64.extend32_s}. */
    public static final class Extend32S extends Unary {
        public Extend32S(ExpressionNode value) { super(value); }
        @Override public long executeI64(VirtualFrame frame) { return (int) value.executeI64(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().l2i().i2l(); }
    }

    /** {@code i64.eqz}. */
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
            return value.executeI64(frame) == 0;
        }

        @Override
        public void emitBranch(Emitter emitter, Label target, boolean when) {
            value.emit(emitter);
            emitter.code().lconst_0().lcmp().branch(when ? Opcode.IFEQ : Opcode.IFNE, target);
        }
    }

    /** Signed, or of equality. */
    private abstract static class Signed extends Comparison {
        Signed(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override protected final void compare(Emitter emitter) { emitter.code().lcmp(); }
    }

    /** {@code i64.eq}. */
    public static final class Eq extends Signed {
        public Eq(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeI64(frame) == right.executeI64(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFEQ; }
    }

    /** {@code i64.ne}. */
    public static final class Ne extends Signed {
        public Ne(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeI64(frame) != right.executeI64(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFNE; }
    }

    /** {@code i64.lt_s}. */
    public static final class LtS extends Signed {
        public LtS(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeI64(frame) < right.executeI64(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFLT; }
    }

    /** {@code i64.gt_s}. */
    public static final class GtS extends Signed {
        public GtS(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeI64(frame) > right.executeI64(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFGT; }
    }

    /** {@code i64.le_s}. */
    public static final class LeS extends Signed {
        public LeS(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeI64(frame) <= right.executeI64(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFLE; }
    }

    /** {@code i64.ge_s}. */
    public static final class GeS extends Signed {
        public GeS(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeI64(frame) >= right.executeI64(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFGE; }
    }

    /** A comparison of unsigned numbers. */
    public abstract static class Unsigned extends Comparison {
        Unsigned(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override protected final void compare(Emitter emitter) {
            emitter.invokeStatic(I64.class, "compareU", int.class, long.class, long.class);
        }
    }

    /** {@code i64.lt_u}. */
    public static final class LtU extends Unsigned {
        public LtU(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I64.compareU(left.executeI64(frame), right.executeI64(frame)) < 0;
        }
        @Override protected Opcode jump() { return Opcode.IFLT; }
    }

    /** {@code i64.gt_u}. */
    public static final class GtU extends Unsigned {
        public GtU(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I64.compareU(left.executeI64(frame), right.executeI64(frame)) > 0;
        }
        @Override protected Opcode jump() { return Opcode.IFGT; }
    }

    /** {@code i64.le_u}. */
    public static final class LeU extends Unsigned {
        public LeU(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I64.compareU(left.executeI64(frame), right.executeI64(frame)) <= 0;
        }
        @Override protected Opcode jump() { return Opcode.IFLE; }
    }

    /** {@code i64.ge_u}. */
    public static final class GeU extends Unsigned {
        public GeU(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I64.compareU(left.executeI64(frame), right.executeI64(frame)) >= 0;
        }
        @Override protected Opcode jump() { return Opcode.IFGE; }
    }
}
