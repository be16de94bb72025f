package org.tilia.wasm.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.lang.classfile.Opcode;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.F64Node;
import org.tilia.wasm.semantics.F64;

/**
 * Numeric instructions on f64 (spec 4.3.3).
 *
 * <p>One line per fact, so that the family reads as a table: how it executes, and how it is emitted.
 */
public final class F64Nodes {

    private F64Nodes() {
    }

    /** {@code f64.const}. */
    public static final class Const extends F64Node {
        private final double value;

        public Const(double value) {
            this.value = value;
        }

        public double value() {
            return value;
        }

        @Override
        public double executeF64(VirtualFrame frame) {
            return value;
        }

        @Override
        public void emit(Emitter emitter) {
            if (value != value) {
                // a constant of a class file may lose a NaN's payload
                emitter.code().loadConstant(Double.doubleToRawLongBits(value));
                emitter.invokeStatic(Double.class, "longBitsToDouble", double.class, long.class);
            } else {
                emitter.code().loadConstant(value);
            }
        }
    }

    /** Two operands of kind f64 make another. */
    public abstract static class Binary extends F64Node {
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
            emitter.invokeStatic(F64.class, name, double.class, double.class, double.class);
        }
    }

    /** One operand, of any kind, makes an f64. */
    public abstract static class Unary extends F64Node {
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
            emitter.invokeStatic(F64.class, name, double.class, double.class);
        }
    }

    /** {@code f64.add}. */
    public static final class Add extends Binary {
        public Add(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public double executeF64(VirtualFrame frame) {
            return left.executeF64(frame) + right.executeF64(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().dadd(); }
    }

    /** {@code f64.sub}. */
    public static final class Sub extends Binary {
        public Sub(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public double executeF64(VirtualFrame frame) {
            return left.executeF64(frame) - right.executeF64(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().dsub(); }
    }

    /** {@code f64.mul}. */
    public static final class Mul extends Binary {
        public Mul(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public double executeF64(VirtualFrame frame) {
            return left.executeF64(frame) * right.executeF64(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().dmul(); }
    }

    /** {@code f64.div}. */
    public static final class Div extends Binary {
        public Div(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public double executeF64(VirtualFrame frame) {
            return left.executeF64(frame) / right.executeF64(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().ddiv(); }
    }

    /** {@code f64.min}. */
    public static final class Min extends Binary {
        public Min(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public double executeF64(VirtualFrame frame) {
            return F64.min(left.executeF64(frame), right.executeF64(frame));
        }
        @Override protected void operation(Emitter emitter) { call(emitter, "min"); }
    }

    /** {@code f64.max}. */
    public static final class Max extends Binary {
        public Max(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public double executeF64(VirtualFrame frame) {
            return F64.max(left.executeF64(frame), right.executeF64(frame));
        }
        @Override protected void operation(Emitter emitter) { call(emitter, "max"); }
    }

    /** {@code f64.copysign}. */
    public static final class Copysign extends Binary {
        public Copysign(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public double executeF64(VirtualFrame frame) {
            return F64.copysign(left.executeF64(frame), right.executeF64(frame));
        }
        @Override protected void operation(Emitter emitter) { call(emitter, "copysign"); }
    }

    /** {@code f64.neg}. */
    public static final class Neg extends Unary {
        public Neg(ExpressionNode value) { super(value); }
        @Override public double executeF64(VirtualFrame frame) { return -value.executeF64(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().dneg(); }
    }

    /** {@code f64.add}, {@code f64.sub}, {@code f64.mul} and {@code f64.div} with a constant that changes the sign at most. */
    public static final class Quiet extends Unary {
        public Quiet(ExpressionNode value) { super(value); }
        @Override public double executeF64(VirtualFrame frame) { return F64.quiet(value.executeF64(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "quiet"); }
    }

    /** {@code f64.abs}. */
    public static final class Abs extends Unary {
        public Abs(ExpressionNode value) { super(value); }
        @Override public double executeF64(VirtualFrame frame) { return F64.abs(value.executeF64(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "abs"); }
    }

    /** {@code f64.ceil}. */
    public static final class Ceil extends Unary {
        public Ceil(ExpressionNode value) { super(value); }
        @Override public double executeF64(VirtualFrame frame) { return F64.ceil(value.executeF64(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "ceil"); }
    }

    /** {@code f64.floor}. */
    public static final class Floor extends Unary {
        public Floor(ExpressionNode value) { super(value); }
        @Override public double executeF64(VirtualFrame frame) { return F64.floor(value.executeF64(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "floor"); }
    }

    /** {@code f64.trunc}. */
    public static final class Trunc extends Unary {
        public Trunc(ExpressionNode value) { super(value); }
        @Override public double executeF64(VirtualFrame frame) { return F64.trunc(value.executeF64(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "trunc"); }
    }

    /** {@code f64.nearest}. */
    public static final class Nearest extends Unary {
        public Nearest(ExpressionNode value) { super(value); }
        @Override public double executeF64(VirtualFrame frame) { return F64.nearest(value.executeF64(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "nearest"); }
    }

    /** {@code f64.sqrt}. */
    public static final class Sqrt extends Unary {
        public Sqrt(ExpressionNode value) { super(value); }
        @Override public double executeF64(VirtualFrame frame) { return F64.sqrt(value.executeF64(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "sqrt"); }
    }

    /** A comparison that is false where NaN counts as less. */
    private abstract static class NanLess extends Comparison {
        NanLess(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override protected final void compare(Emitter emitter) { emitter.code().dcmpl(); }
    }

    /** {@code f64.eq}. */
    public static final class Eq extends NanLess {
        public Eq(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeF64(frame) == right.executeF64(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFEQ; }
    }

    /** {@code f64.ne}. */
    public static final class Ne extends NanLess {
        public Ne(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeF64(frame) != right.executeF64(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFNE; }
    }

    /** {@code f64.gt}. */
    public static final class Gt extends NanLess {
        public Gt(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeF64(frame) > right.executeF64(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFGT; }
    }

    /** {@code f64.ge}. */
    public static final class Ge extends NanLess {
        public Ge(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeF64(frame) >= right.executeF64(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFGE; }
    }

    /** A comparison that is false where NaN counts as greater. */
    private abstract static class NanGreater extends Comparison {
        NanGreater(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override protected final void compare(Emitter emitter) { emitter.code().dcmpg(); }
    }

    /** {@code f64.lt}. */
    public static final class Lt extends NanGreater {
        public Lt(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeF64(frame) < right.executeF64(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFLT; }
    }

    /** {@code f64.le}. */
    public static final class Le extends NanGreater {
        public Le(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeF64(frame) <= right.executeF64(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFLE; }
    }
}
