package org.tilia.wasm.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.semantics.Conversions;
import org.tilia.wasm.trap.Trap;

/** Conversions between number types (spec 4.3.4). A saturating conversion to a signed integer is Java's own. */
public final class ConversionNodes {

    private ConversionNodes() {
    }

    /** Emits a call of the semantics. */
    private static void call(Emitter emitter, String name, Class<?> result, Class<?> operand) {
        emitter.invokeStatic(Conversions.class, name, result, operand);
    }

    /** {@code i32.wrap_i64}. */
    public static final class I32WrapI64 extends I32Nodes.Unary {
        public I32WrapI64(ExpressionNode value) { super(value); }
        @Override public int executeI32(VirtualFrame frame) { return (int) value.executeI64(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().l2i(); }
    }

    /** {@code i64.extend_i32_s}. */
    public static final class I64ExtendI32S extends I64Nodes.Unary {
        public I64ExtendI32S(ExpressionNode value) { super(value); }
        @Override public long executeI64(VirtualFrame frame) { return value.executeI32(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().i2l(); }
    }

    /** {@code i64.extend_i32_u}. */
    public static final class I64ExtendI32U extends I64Nodes.Unary {
        public I64ExtendI32U(ExpressionNode value) { super(value); }
        @Override public long executeI64(VirtualFrame frame) {
            return Conversions.i64ExtendI32U(value.executeI32(frame));
        }
        @Override protected void operation(Emitter emitter) {
            ConversionNodes.call(emitter, "i64ExtendI32U", long.class, int.class);
        }
    }

    /** {@code i32.trunc_f32_s}. */
    public static final class I32TruncF32S extends I32Nodes.Unary {
        private final int position;

        public I32TruncF32S(ExpressionNode value, int position) {
            super(value);
            this.position = position;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            float operand = value.executeF32(frame);
            try {
                return Conversions.i32TruncF32S(operand);
            } catch (Trap trap) {
                throw trap.at(position);
            }
        }

        @Override
        protected void operation(Emitter emitter) {
            emitter.position(position);
            ConversionNodes.call(emitter, "i32TruncF32S", int.class, float.class);
        }
    }

    /** {@code i32.trunc_f32_u}. */
    public static final class I32TruncF32U extends I32Nodes.Unary {
        private final int position;

        public I32TruncF32U(ExpressionNode value, int position) {
            super(value);
            this.position = position;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            float operand = value.executeF32(frame);
            try {
                return Conversions.i32TruncF32U(operand);
            } catch (Trap trap) {
                throw trap.at(position);
            }
        }

        @Override
        protected void operation(Emitter emitter) {
            emitter.position(position);
            ConversionNodes.call(emitter, "i32TruncF32U", int.class, float.class);
        }
    }

    /** {@code i32.trunc_f64_s}. */
    public static final class I32TruncF64S extends I32Nodes.Unary {
        private final int position;

        public I32TruncF64S(ExpressionNode value, int position) {
            super(value);
            this.position = position;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            double operand = value.executeF64(frame);
            try {
                return Conversions.i32TruncF64S(operand);
            } catch (Trap trap) {
                throw trap.at(position);
            }
        }

        @Override
        protected void operation(Emitter emitter) {
            emitter.position(position);
            ConversionNodes.call(emitter, "i32TruncF64S", int.class, double.class);
        }
    }

    /** {@code i32.trunc_f64_u}. */
    public static final class I32TruncF64U extends I32Nodes.Unary {
        private final int position;

        public I32TruncF64U(ExpressionNode value, int position) {
            super(value);
            this.position = position;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            double operand = value.executeF64(frame);
            try {
                return Conversions.i32TruncF64U(operand);
            } catch (Trap trap) {
                throw trap.at(position);
            }
        }

        @Override
        protected void operation(Emitter emitter) {
            emitter.position(position);
            ConversionNodes.call(emitter, "i32TruncF64U", int.class, double.class);
        }
    }

    /** {@code i64.trunc_f32_s}. */
    public static final class I64TruncF32S extends I64Nodes.Unary {
        private final int position;

        public I64TruncF32S(ExpressionNode value, int position) {
            super(value);
            this.position = position;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            float operand = value.executeF32(frame);
            try {
                return Conversions.i64TruncF32S(operand);
            } catch (Trap trap) {
                throw trap.at(position);
            }
        }

        @Override
        protected void operation(Emitter emitter) {
            emitter.position(position);
            ConversionNodes.call(emitter, "i64TruncF32S", long.class, float.class);
        }
    }

    /** {@code i64.trunc_f32_u}. */
    public static final class I64TruncF32U extends I64Nodes.Unary {
        private final int position;

        public I64TruncF32U(ExpressionNode value, int position) {
            super(value);
            this.position = position;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            float operand = value.executeF32(frame);
            try {
                return Conversions.i64TruncF32U(operand);
            } catch (Trap trap) {
                throw trap.at(position);
            }
        }

        @Override
        protected void operation(Emitter emitter) {
            emitter.position(position);
            ConversionNodes.call(emitter, "i64TruncF32U", long.class, float.class);
        }
    }

    /** {@code i64.trunc_f64_s}. */
    public static final class I64TruncF64S extends I64Nodes.Unary {
        private final int position;

        public I64TruncF64S(ExpressionNode value, int position) {
            super(value);
            this.position = position;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            double operand = value.executeF64(frame);
            try {
                return Conversions.i64TruncF64S(operand);
            } catch (Trap trap) {
                throw trap.at(position);
            }
        }

        @Override
        protected void operation(Emitter emitter) {
            emitter.position(position);
            ConversionNodes.call(emitter, "i64TruncF64S", long.class, double.class);
        }
    }

    /** {@code i64.trunc_f64_u}. */
    public static final class I64TruncF64U extends I64Nodes.Unary {
        private final int position;

        public I64TruncF64U(ExpressionNode value, int position) {
            super(value);
            this.position = position;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            double operand = value.executeF64(frame);
            try {
                return Conversions.i64TruncF64U(operand);
            } catch (Trap trap) {
                throw trap.at(position);
            }
        }

        @Override
        protected void operation(Emitter emitter) {
            emitter.position(position);
            ConversionNodes.call(emitter, "i64TruncF64U", long.class, double.class);
        }
    }

    /** {@code i32.trunc_sat_f32_s}. */
    public static final class I32TruncSatF32S extends I32Nodes.Unary {
        public I32TruncSatF32S(ExpressionNode value) { super(value); }
        @Override public int executeI32(VirtualFrame frame) { return (int) value.executeF32(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().f2i(); }
    }

    /** {@code i32.trunc_sat_f32_u}. */
    public static final class I32TruncSatF32U extends I32Nodes.Unary {
        public I32TruncSatF32U(ExpressionNode value) { super(value); }
        @Override public int executeI32(VirtualFrame frame) {
            return Conversions.i32TruncSatF32U(value.executeF32(frame));
        }
        @Override protected void operation(Emitter emitter) {
            ConversionNodes.call(emitter, "i32TruncSatF32U", int.class, float.class);
        }
    }

    /** {@code i32.trunc_sat_f64_s}. */
    public static final class I32TruncSatF64S extends I32Nodes.Unary {
        public I32TruncSatF64S(ExpressionNode value) { super(value); }
        @Override public int executeI32(VirtualFrame frame) { return (int) value.executeF64(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().d2i(); }
    }

    /** {@code i32.trunc_sat_f64_u}. */
    public static final class I32TruncSatF64U extends I32Nodes.Unary {
        public I32TruncSatF64U(ExpressionNode value) { super(value); }
        @Override public int executeI32(VirtualFrame frame) {
            return Conversions.i32TruncSatF64U(value.executeF64(frame));
        }
        @Override protected void operation(Emitter emitter) {
            ConversionNodes.call(emitter, "i32TruncSatF64U", int.class, double.class);
        }
    }

    /** {@code i64.trunc_sat_f32_s}. */
    public static final class I64TruncSatF32S extends I64Nodes.Unary {
        public I64TruncSatF32S(ExpressionNode value) { super(value); }
        @Override public long executeI64(VirtualFrame frame) { return (long) value.executeF32(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().f2l(); }
    }

    /** {@code i64.trunc_sat_f32_u}. */
    public static final class I64TruncSatF32U extends I64Nodes.Unary {
        public I64TruncSatF32U(ExpressionNode value) { super(value); }
        @Override public long executeI64(VirtualFrame frame) {
            return Conversions.i64TruncSatF32U(value.executeF32(frame));
        }
        @Override protected void operation(Emitter emitter) {
            ConversionNodes.call(emitter, "i64TruncSatF32U", long.class, float.class);
        }
    }

    /** {@code i64.trunc_sat_f64_s}. */
    public static final class I64TruncSatF64S extends I64Nodes.Unary {
        public I64TruncSatF64S(ExpressionNode value) { super(value); }
        @Override public long executeI64(VirtualFrame frame) { return (long) value.executeF64(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().d2l(); }
    }

    /** {@code i64.trunc_sat_f64_u}. */
    public static final class I64TruncSatF64U extends I64Nodes.Unary {
        public I64TruncSatF64U(ExpressionNode value) { super(value); }
        @Override public long executeI64(VirtualFrame frame) {
            return Conversions.i64TruncSatF64U(value.executeF64(frame));
        }
        @Override protected void operation(Emitter emitter) {
            ConversionNodes.call(emitter, "i64TruncSatF64U", long.class, double.class);
        }
    }

    /** {@code f32.convert_i32_s}. */
    public static final class F32ConvertI32S extends F32Nodes.Unary {
        public F32ConvertI32S(ExpressionNode value) { super(value); }
        @Override public float executeF32(VirtualFrame frame) { return value.executeI32(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().i2f(); }
    }

    /** {@code f32.convert_i32_u}. */
    public static final class F32ConvertI32U extends F32Nodes.Unary {
        public F32ConvertI32U(ExpressionNode value) { super(value); }
        @Override public float executeF32(VirtualFrame frame) {
            return Conversions.f32ConvertI32U(value.executeI32(frame));
        }
        @Override protected void operation(Emitter emitter) {
            ConversionNodes.call(emitter, "f32ConvertI32U", float.class, int.class);
        }
    }

    /** {@code f32.convert_i64_s}. */
    public static final class F32ConvertI64S extends F32Nodes.Unary {
        public F32ConvertI64S(ExpressionNode value) { super(value); }
        @Override public float executeF32(VirtualFrame frame) { return value.executeI64(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().l2f(); }
    }

    /** {@code f32.convert_i64_u}. */
    public static final class F32ConvertI64U extends F32Nodes.Unary {
        public F32ConvertI64U(ExpressionNode value) { super(value); }
        @Override public float executeF32(VirtualFrame frame) {
            return Conversions.f32ConvertI64U(value.executeI64(frame));
        }
        @Override protected void operation(Emitter emitter) {
            ConversionNodes.call(emitter, "f32ConvertI64U", float.class, long.class);
        }
    }

    /** {@code f64.convert_i32_s}. */
    public static final class F64ConvertI32S extends F64Nodes.Unary {
        public F64ConvertI32S(ExpressionNode value) { super(value); }
        @Override public double executeF64(VirtualFrame frame) { return value.executeI32(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().i2d(); }
    }

    /** {@code f64.convert_i32_u}. */
    public static final class F64ConvertI32U extends F64Nodes.Unary {
        public F64ConvertI32U(ExpressionNode value) { super(value); }
        @Override public double executeF64(VirtualFrame frame) {
            return Conversions.f64ConvertI32U(value.executeI32(frame));
        }
        @Override protected void operation(Emitter emitter) {
            ConversionNodes.call(emitter, "f64ConvertI32U", double.class, int.class);
        }
    }

    /** {@code f64.convert_i64_s}. */
    public static final class F64ConvertI64S extends F64Nodes.Unary {
        public F64ConvertI64S(ExpressionNode value) { super(value); }
        @Override public double executeF64(VirtualFrame frame) { return value.executeI64(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().l2d(); }
    }

    /** {@code f64.convert_i64_u}. */
    public static final class F64ConvertI64U extends F64Nodes.Unary {
        public F64ConvertI64U(ExpressionNode value) { super(value); }
        @Override public double executeF64(VirtualFrame frame) {
            return Conversions.f64ConvertI64U(value.executeI64(frame));
        }
        @Override protected void operation(Emitter emitter) {
            ConversionNodes.call(emitter, "f64ConvertI64U", double.class, long.class);
        }
    }

    /** {@code f32.demote_f64}. */
    public static final class F32DemoteF64 extends F32Nodes.Unary {
        public F32DemoteF64(ExpressionNode value) { super(value); }
        @Override public float executeF32(VirtualFrame frame) {
            return Conversions.f32DemoteF64(value.executeF64(frame));
        }
        @Override protected void operation(Emitter emitter) {
            ConversionNodes.call(emitter, "f32DemoteF64", float.class, double.class);
        }
    }

    /** {@code f64.promote_f32}. */
    public static final class F64PromoteF32 extends F64Nodes.Unary {
        public F64PromoteF32(ExpressionNode value) { super(value); }
        @Override public double executeF64(VirtualFrame frame) { return value.executeF32(frame); }
        @Override protected void operation(Emitter emitter) { emitter.code().f2d(); }
    }

    /** {@code i32.reinterpret_f32}. */
    public static final class I32ReinterpretF32 extends I32Nodes.Unary {
        public I32ReinterpretF32(ExpressionNode value) { super(value); }
        @Override public int executeI32(VirtualFrame frame) {
            return Conversions.i32ReinterpretF32(value.executeF32(frame));
        }
        @Override protected void operation(Emitter emitter) {
            ConversionNodes.call(emitter, "i32ReinterpretF32", int.class, float.class);
        }
    }

    /** {@code i64.reinterpret_f64}. */
    public static final class I64ReinterpretF64 extends I64Nodes.Unary {
        public I64ReinterpretF64(ExpressionNode value) { super(value); }
        @Override public long executeI64(VirtualFrame frame) {
            return Conversions.i64ReinterpretF64(value.executeF64(frame));
        }
        @Override protected void operation(Emitter emitter) {
            ConversionNodes.call(emitter, "i64ReinterpretF64", long.class, double.class);
        }
    }

    /** {@code f32.reinterpret_i32}. */
    public static final class F32ReinterpretI32 extends F32Nodes.Unary {
        public F32ReinterpretI32(ExpressionNode value) { super(value); }
        @Override public float executeF32(VirtualFrame frame) {
            return Conversions.f32ReinterpretI32(value.executeI32(frame));
        }
        @Override protected void operation(Emitter emitter) {
            ConversionNodes.call(emitter, "f32ReinterpretI32", float.class, int.class);
        }
    }

    /** {@code f64.reinterpret_i64}. */
    public static final class F64ReinterpretI64 extends F64Nodes.Unary {
        public F64ReinterpretI64(ExpressionNode value) { super(value); }
        @Override public double executeF64(VirtualFrame frame) {
            return Conversions.f64ReinterpretI64(value.executeI64(frame));
        }
        @Override protected void operation(Emitter emitter) {
            ConversionNodes.call(emitter, "f64ReinterpretI64", double.class, long.class);
        }
    }
}
