package org.tilia.wasm.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.lang.classfile.Opcode;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.F32Node;
import org.tilia.wasm.semantics.F32;

/**
 * Numeric instructions on f32 (spec 4.3.3).
 *
 * <p>One line per fact, so that the family reads as a table: how it executes, and how it is emitted.
 */
public final class F32Nodes {

    private F32Nodes() {
    }

    /** {@code f32.const}. */
    public static final class Const extends F32Node {
        private final float value;

        public Const(float value) {
            this.value = value;
        }

        public float value() {
            return value;
        }

        @Override
        public float executeF32(VirtualFrame frame) {
            return value;
        }

        @Override
        public void emit(Emitter emitter) {
            if (value != value) {
                // a constant of a class file may lose a NaN's payload
                emitter.code().loadConstant(Float.floatToRawIntBits(value));
                emitter.invokeStatic(Float.class, "intBitsToFloat", float.class, int.class);
            } else {
                emitter.code().loadConstant(value);
            }
        }
    }

    /** Two operands of kind f32 make another. */
    public abstract static class Binary extends F32Node {
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
            emitter.invokeStatic(F32.class, name, float.class, float.class, float.class);
        }
    }

    /** One operand, of any kind, makes an f32. */
    public abstract static class Unary extends F32Node {
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
            emitter.invokeStatic(F32.class, name, float.class, float.class);
        }
    }

    /** {@code f32.add}. */
    public static final class Add extends Binary {
        public Add(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public float executeF32(VirtualFrame frame) {
            return left.executeF32(frame) + right.executeF32(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().fadd(); }
    }

    /** {@code f32.sub}. */
    public static final class Sub extends Binary {
        public Sub(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public float executeF32(VirtualFrame frame) {
            return left.executeF32(frame) - right.executeF32(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().fsub(); }
    }

    /** {@code f32.mul}. */
    public static final class Mul extends Binary {
        public Mul(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public float executeF32(VirtualFrame frame) {
            return left.executeF32(frame) * right.executeF32(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().fmul(); }
    }

    /** {@code f32.div}. */
    public static final class Div extends Binary {
        public Div(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public float executeF32(VirtualFrame frame) {
            return left.executeF32(frame) / right.executeF32(frame);
        }
        @Override protected void operation(Emitter emitter) { emitter.code().fdiv(); }
    }

    /** {@code f32.min}. */
    public static final class Min extends Binary {
        public Min(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public float executeF32(VirtualFrame frame) {
            return F32.min(left.executeF32(frame), right.executeF32(frame));
        }
        @Override protected void operation(Emitter emitter) { call(emitter, "min"); }
    }

    /** {@code f32.max}. */
    public static final class Max extends Binary {
        public Max(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public float executeF32(VirtualFrame frame) {
            return F32.max(left.executeF32(frame), right.executeF32(frame));
        }
        @Override protected void operation(Emitter emitter) { call(emitter, "max"); }
    }

    /** {@code f32.copysign}. */
    public static final class Copysign extends Binary {
        public Copysign(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public float executeF32(VirtualFrame frame) {
            return F32.copysign(left.executeF32(frame), right.executeF32(frame));
        }
        @Override protected void operation(Emitter emitter) { call(emitter, "copysign"); }
    }

    /** {@code f32.neg}. */
    public static final class Neg extends Unary {
        public Neg(ExpressionNode value) { super(value); }
        @Override public float executeF32(VirtualFrame frame) { return -value.executeF32(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().fneg(); }
    }

    /** {@code f32.add}, {@code f32.sub}, {@code f32.mul} and {@code f32.div} with a constant that changes the sign at most. */
    public static final class Quiet extends Unary {
        public Quiet(ExpressionNode value) { super(value); }
        @Override public float executeF32(VirtualFrame frame) { return F32.quiet(value.executeF32(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "quiet"); }
    }

    /** {@code f32.abs}. */
    public static final class Abs extends Unary {
        public Abs(ExpressionNode value) { super(value); }
        @Override public float executeF32(VirtualFrame frame) { return F32.abs(value.executeF32(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "abs"); }
    }

    /** {@code f32.ceil}. */
    public static final class Ceil extends Unary {
        public Ceil(ExpressionNode value) { super(value); }
        @Override public float executeF32(VirtualFrame frame) { return F32.ceil(value.executeF32(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "ceil"); }
    }

    /** {@code f32.floor}. */
    public static final class Floor extends Unary {
        public Floor(ExpressionNode value) { super(value); }
        @Override public float executeF32(VirtualFrame frame) { return F32.floor(value.executeF32(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "floor"); }
    }

    /** {@code f32.trunc}. */
    public static final class Trunc extends Unary {
        public Trunc(ExpressionNode value) { super(value); }
        @Override public float executeF32(VirtualFrame frame) { return F32.trunc(value.executeF32(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "trunc"); }
    }

    /** {@code f32.nearest}. */
    public static final class Nearest extends Unary {
        public Nearest(ExpressionNode value) { super(value); }
        @Override public float executeF32(VirtualFrame frame) { return F32.nearest(value.executeF32(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "nearest"); }
    }

    /** {@code f32.sqrt}. */
    public static final class Sqrt extends Unary {
        public Sqrt(ExpressionNode value) { super(value); }
        @Override public float executeF32(VirtualFrame frame) { return F32.sqrt(value.executeF32(frame)); }
        @Override protected void operation(Emitter emitter) { call(emitter, "sqrt"); }
    }

    /** A comparison that is false where NaN counts as less. */
    private abstract static class NanLess extends Comparison {
        NanLess(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override protected final void compare(Emitter emitter) { emitter.code().fcmpl(); }
    }

    /** {@code f32.eq}. */
    public static final class Eq extends NanLess {
        public Eq(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeF32(frame) == right.executeF32(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFEQ; }
    }

    /** {@code f32.ne}. */
    public static final class Ne extends NanLess {
        public Ne(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeF32(frame) != right.executeF32(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFNE; }
    }

    /** {@code f32.gt}. */
    public static final class Gt extends NanLess {
        public Gt(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeF32(frame) > right.executeF32(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFGT; }
    }

    /** {@code f32.ge}. */
    public static final class Ge extends NanLess {
        public Ge(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeF32(frame) >= right.executeF32(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFGE; }
    }

    /** A comparison that is false where NaN counts as greater. */
    private abstract static class NanGreater extends Comparison {
        NanGreater(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override protected final void compare(Emitter emitter) { emitter.code().fcmpg(); }
    }

    /** {@code f32.lt}. */
    public static final class Lt extends NanGreater {
        public Lt(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeF32(frame) < right.executeF32(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFLT; }
    }

    /** {@code f32.le}. */
    public static final class Le extends NanGreater {
        public Le(ExpressionNode left, ExpressionNode right) { super(left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return left.executeF32(frame) <= right.executeF32(frame);
        }
        @Override protected Opcode jump() { return Opcode.IFLE; }
    }
}
