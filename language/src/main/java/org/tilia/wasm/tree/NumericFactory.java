package org.tilia.wasm.tree;

import java.util.function.UnaryOperator;
import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.fused.Fused;
import org.tilia.wasm.nodes.numeric.ConversionNodes;
import org.tilia.wasm.nodes.numeric.F32Nodes;
import org.tilia.wasm.nodes.numeric.F64Nodes;
import org.tilia.wasm.nodes.numeric.I32Nodes;
import org.tilia.wasm.nodes.numeric.I64Nodes;
import org.tilia.wasm.nodes.numeric.SelectNodes;

/** Chooses the nodes of numeric instructions: constants, and the rows of the table that turn numbers into a number. */
final class NumericFactory {

    private NumericFactory() {
    }

    /**
     * The node of an instruction.
     *
     * @param operands in the order of the instruction's type
     * @param position of the instruction in the module's bytes
     */
    static ExpressionNode create(Opcode opcode, ExpressionNode[] operands, int position) {
        return Fused.numeric(plain(opcode, operands, position));
    }

    /** The node before it is fused with its operands. */
    static ExpressionNode plain(Opcode opcode, ExpressionNode[] operands, int position) {
        return operands.length == 1
                        ? unary(opcode, operands[0], position)
                        : binary(opcode, operands[0], operands[1], position);
    }

    private static ExpressionNode unary(Opcode opcode, ExpressionNode value, int position) {
        return switch (opcode.operands()) {
            case "i" -> ofI32(opcode, value);
            case "l" -> ofI64(opcode, value);
            case "f" -> ofF32(opcode, value, position);
            case "d" -> ofF64(opcode, value, position);
            default -> throw notNumeric(opcode);
        };
    }

    private static ExpressionNode binary(Opcode opcode, ExpressionNode left, ExpressionNode right, int position) {
        return switch (opcode.operands()) {
            case "ii" -> ofTwoI32(opcode, left, right, position);
            case "ll" -> ofTwoI64(opcode, left, right, position);
            case "ff" -> ofTwoF32(opcode, left, right);
            case "dd" -> ofTwoF64(opcode, left, right);
            default -> throw notNumeric(opcode);
        };
    }

    private static ExpressionNode ofI32(Opcode opcode, ExpressionNode value) {
        return switch (opcode) {
            case I32_EQZ -> new I32Nodes.Eqz(value);
            case I32_CLZ -> new I32Nodes.Clz(value);
            case I32_CTZ -> new I32Nodes.Ctz(value);
            case I32_POPCNT -> new I32Nodes.Popcnt(value);
            case I32_EXTEND8_S -> new I32Nodes.Extend8S(value);
            case I32_EXTEND16_S -> new I32Nodes.Extend16S(value);
            case I64_EXTEND_I32_S -> new ConversionNodes.I64ExtendI32S(value);
            case I64_EXTEND_I32_U -> new ConversionNodes.I64ExtendI32U(value);
            case F32_CONVERT_I32_S -> new ConversionNodes.F32ConvertI32S(value);
            case F32_CONVERT_I32_U -> new ConversionNodes.F32ConvertI32U(value);
            case F64_CONVERT_I32_S -> new ConversionNodes.F64ConvertI32S(value);
            case F64_CONVERT_I32_U -> new ConversionNodes.F64ConvertI32U(value);
            case F32_REINTERPRET_I32 -> new ConversionNodes.F32ReinterpretI32(value);
            default -> throw notNumeric(opcode);
        };
    }

    private static ExpressionNode ofI64(Opcode opcode, ExpressionNode value) {
        return switch (opcode) {
            case I64_EQZ -> new I64Nodes.Eqz(value);
            case I64_CLZ -> new I64Nodes.Clz(value);
            case I64_CTZ -> new I64Nodes.Ctz(value);
            case I64_POPCNT -> new I64Nodes.Popcnt(value);
            case I64_EXTEND8_S -> new I64Nodes.Extend8S(value);
            case I64_EXTEND16_S -> new I64Nodes.Extend16S(value);
            case I64_EXTEND32_S -> new I64Nodes.Extend32S(value);
            case I32_WRAP_I64 -> new ConversionNodes.I32WrapI64(value);
            case F32_CONVERT_I64_S -> new ConversionNodes.F32ConvertI64S(value);
            case F32_CONVERT_I64_U -> new ConversionNodes.F32ConvertI64U(value);
            case F64_CONVERT_I64_S -> new ConversionNodes.F64ConvertI64S(value);
            case F64_CONVERT_I64_U -> new ConversionNodes.F64ConvertI64U(value);
            case F64_REINTERPRET_I64 -> new ConversionNodes.F64ReinterpretI64(value);
            default -> throw notNumeric(opcode);
        };
    }

    private static ExpressionNode ofF32(Opcode opcode, ExpressionNode value, int position) {
        return switch (opcode) {
            case F32_ABS -> new F32Nodes.Abs(value);
            case F32_NEG -> new F32Nodes.Neg(value);
            case F32_CEIL -> new F32Nodes.Ceil(value);
            case F32_FLOOR -> new F32Nodes.Floor(value);
            case F32_TRUNC -> new F32Nodes.Trunc(value);
            case F32_NEAREST -> new F32Nodes.Nearest(value);
            case F32_SQRT -> new F32Nodes.Sqrt(value);
            case I32_TRUNC_F32_S -> new ConversionNodes.I32TruncF32S(value, position);
            case I32_TRUNC_F32_U -> new ConversionNodes.I32TruncF32U(value, position);
            case I64_TRUNC_F32_S -> new ConversionNodes.I64TruncF32S(value, position);
            case I64_TRUNC_F32_U -> new ConversionNodes.I64TruncF32U(value, position);
            case F64_PROMOTE_F32 -> new ConversionNodes.F64PromoteF32(value);
            case I32_REINTERPRET_F32 -> new ConversionNodes.I32ReinterpretF32(value);
            case I32_TRUNC_SAT_F32_S -> new ConversionNodes.I32TruncSatF32S(value);
            case I32_TRUNC_SAT_F32_U -> new ConversionNodes.I32TruncSatF32U(value);
            case I64_TRUNC_SAT_F32_S -> new ConversionNodes.I64TruncSatF32S(value);
            case I64_TRUNC_SAT_F32_U -> new ConversionNodes.I64TruncSatF32U(value);
            default -> throw notNumeric(opcode);
        };
    }

    private static ExpressionNode ofF64(Opcode opcode, ExpressionNode value, int position) {
        return switch (opcode) {
            case F64_ABS -> new F64Nodes.Abs(value);
            case F64_NEG -> new F64Nodes.Neg(value);
            case F64_CEIL -> new F64Nodes.Ceil(value);
            case F64_FLOOR -> new F64Nodes.Floor(value);
            case F64_TRUNC -> new F64Nodes.Trunc(value);
            case F64_NEAREST -> new F64Nodes.Nearest(value);
            case F64_SQRT -> new F64Nodes.Sqrt(value);
            case I32_TRUNC_F64_S -> new ConversionNodes.I32TruncF64S(value, position);
            case I32_TRUNC_F64_U -> new ConversionNodes.I32TruncF64U(value, position);
            case I64_TRUNC_F64_S -> new ConversionNodes.I64TruncF64S(value, position);
            case I64_TRUNC_F64_U -> new ConversionNodes.I64TruncF64U(value, position);
            case F32_DEMOTE_F64 -> new ConversionNodes.F32DemoteF64(value);
            case I64_REINTERPRET_F64 -> new ConversionNodes.I64ReinterpretF64(value);
            case I32_TRUNC_SAT_F64_S -> new ConversionNodes.I32TruncSatF64S(value);
            case I32_TRUNC_SAT_F64_U -> new ConversionNodes.I32TruncSatF64U(value);
            case I64_TRUNC_SAT_F64_S -> new ConversionNodes.I64TruncSatF64S(value);
            case I64_TRUNC_SAT_F64_U -> new ConversionNodes.I64TruncSatF64U(value);
            default -> throw notNumeric(opcode);
        };
    }

    private static ExpressionNode ofTwoI32(Opcode opcode, ExpressionNode left, ExpressionNode right, int position) {
        return switch (opcode) {
            case I32_EQ -> new I32Nodes.Eq(left, right);
            case I32_NE -> new I32Nodes.Ne(left, right);
            case I32_LT_S -> new I32Nodes.LtS(left, right);
            case I32_LT_U -> new I32Nodes.LtU(left, right);
            case I32_GT_S -> new I32Nodes.GtS(left, right);
            case I32_GT_U -> new I32Nodes.GtU(left, right);
            case I32_LE_S -> new I32Nodes.LeS(left, right);
            case I32_LE_U -> new I32Nodes.LeU(left, right);
            case I32_GE_S -> new I32Nodes.GeS(left, right);
            case I32_GE_U -> new I32Nodes.GeU(left, right);
            case I32_ADD -> new I32Nodes.Add(left, right);
            case I32_SUB -> new I32Nodes.Sub(left, right);
            case I32_MUL -> new I32Nodes.Mul(left, right);
            case I32_DIV_S -> new I32Nodes.DivS(left, right, position);
            case I32_DIV_U -> new I32Nodes.DivU(left, right, position);
            case I32_REM_S -> new I32Nodes.RemS(left, right, position);
            case I32_REM_U -> new I32Nodes.RemU(left, right, position);
            case I32_AND -> new I32Nodes.And(left, right);
            case I32_OR -> new I32Nodes.Or(left, right);
            case I32_XOR -> new I32Nodes.Xor(left, right);
            case I32_SHL -> new I32Nodes.Shl(left, right);
            case I32_SHR_S -> new I32Nodes.ShrS(left, right);
            case I32_SHR_U -> new I32Nodes.ShrU(left, right);
            case I32_ROTL -> new I32Nodes.Rotl(left, right);
            case I32_ROTR -> new I32Nodes.Rotr(left, right);
            default -> throw notNumeric(opcode);
        };
    }

    private static ExpressionNode ofTwoI64(Opcode opcode, ExpressionNode left, ExpressionNode right, int position) {
        return switch (opcode) {
            case I64_EQ -> new I64Nodes.Eq(left, right);
            case I64_NE -> new I64Nodes.Ne(left, right);
            case I64_LT_S -> new I64Nodes.LtS(left, right);
            case I64_LT_U -> new I64Nodes.LtU(left, right);
            case I64_GT_S -> new I64Nodes.GtS(left, right);
            case I64_GT_U -> new I64Nodes.GtU(left, right);
            case I64_LE_S -> new I64Nodes.LeS(left, right);
            case I64_LE_U -> new I64Nodes.LeU(left, right);
            case I64_GE_S -> new I64Nodes.GeS(left, right);
            case I64_GE_U -> new I64Nodes.GeU(left, right);
            case I64_ADD -> new I64Nodes.Add(left, right);
            case I64_SUB -> new I64Nodes.Sub(left, right);
            case I64_MUL -> new I64Nodes.Mul(left, right);
            case I64_DIV_S -> new I64Nodes.DivS(left, right, position);
            case I64_DIV_U -> new I64Nodes.DivU(left, right, position);
            case I64_REM_S -> new I64Nodes.RemS(left, right, position);
            case I64_REM_U -> new I64Nodes.RemU(left, right, position);
            case I64_AND -> new I64Nodes.And(left, right);
            case I64_OR -> new I64Nodes.Or(left, right);
            case I64_XOR -> new I64Nodes.Xor(left, right);
            case I64_SHL -> new I64Nodes.Shl(left, right);
            case I64_SHR_S -> new I64Nodes.ShrS(left, right);
            case I64_SHR_U -> new I64Nodes.ShrU(left, right);
            case I64_ROTL -> new I64Nodes.Rotl(left, right);
            case I64_ROTR -> new I64Nodes.Rotr(left, right);
            default -> throw notNumeric(opcode);
        };
    }

    private static ExpressionNode ofTwoF32(Opcode opcode, ExpressionNode left, ExpressionNode right) {
        ExpressionNode operand = operandToQuiet(opcode, left, right, F32Nodes.Neg::new);
        if (operand != null) {
            return new F32Nodes.Quiet(operand);
        }
        return switch (opcode) {
            case F32_EQ -> new F32Nodes.Eq(left, right);
            case F32_NE -> new F32Nodes.Ne(left, right);
            case F32_LT -> new F32Nodes.Lt(left, right);
            case F32_GT -> new F32Nodes.Gt(left, right);
            case F32_LE -> new F32Nodes.Le(left, right);
            case F32_GE -> new F32Nodes.Ge(left, right);
            case F32_ADD -> new F32Nodes.Add(left, right);
            case F32_SUB -> new F32Nodes.Sub(left, right);
            case F32_MUL -> new F32Nodes.Mul(left, right);
            case F32_DIV -> new F32Nodes.Div(left, right);
            case F32_MIN -> new F32Nodes.Min(left, right);
            case F32_MAX -> new F32Nodes.Max(left, right);
            case F32_COPYSIGN -> new F32Nodes.Copysign(left, right);
            default -> throw notNumeric(opcode);
        };
    }

    private static ExpressionNode ofTwoF64(Opcode opcode, ExpressionNode left, ExpressionNode right) {
        ExpressionNode operand = operandToQuiet(opcode, left, right, F64Nodes.Neg::new);
        if (operand != null) {
            return new F64Nodes.Quiet(operand);
        }
        return switch (opcode) {
            case F64_EQ -> new F64Nodes.Eq(left, right);
            case F64_NE -> new F64Nodes.Ne(left, right);
            case F64_LT -> new F64Nodes.Lt(left, right);
            case F64_GT -> new F64Nodes.Gt(left, right);
            case F64_LE -> new F64Nodes.Le(left, right);
            case F64_GE -> new F64Nodes.Ge(left, right);
            case F64_ADD -> new F64Nodes.Add(left, right);
            case F64_SUB -> new F64Nodes.Sub(left, right);
            case F64_MUL -> new F64Nodes.Mul(left, right);
            case F64_DIV -> new F64Nodes.Div(left, right);
            case F64_MIN -> new F64Nodes.Min(left, right);
            case F64_MAX -> new F64Nodes.Max(left, right);
            case F64_COPYSIGN -> new F64Nodes.Copysign(left, right);
            default -> throw notNumeric(opcode);
        };
    }

    /**
     * What an operation with a constant comes to but for making a NaN quiet, which compilers forget when they simplify it; or null.
     * Tried with float_exprs.wast under C2 and under Graal.
     */
    private static ExpressionNode operandToQuiet(Opcode opcode, ExpressionNode left, ExpressionNode right, UnaryOperator<ExpressionNode> negation) {
        return switch (opcode) {
            case F32_ADD, F64_ADD -> isConstant(right, -0.0) ? left : isConstant(left, -0.0) ? right : null;
            case F32_SUB, F64_SUB -> isConstant(right, 0) ? left : isConstant(left, -0.0) ? negation.apply(right) : null;
            case F32_DIV, F64_DIV -> scaled(left, right, negation);
            case F32_MUL, F64_MUL -> isConstant(left, 1) || isConstant(left, -1) ? scaled(right, left, negation) : scaled(left, right, negation);
            default -> null;
        };
    }

    private static ExpressionNode scaled(ExpressionNode operand, ExpressionNode scale, UnaryOperator<ExpressionNode> negation) {
        return isConstant(scale, 1) ? operand : isConstant(scale, -1) ? negation.apply(operand) : null;
    }

    /** Whether the node is this constant; 0 is not -0. */
    private static boolean isConstant(ExpressionNode node, double number) {
        return node instanceof F32Nodes.Const f32 && Double.compare(f32.value(), number) == 0
                        || node instanceof F64Nodes.Const f64 && Double.compare(f64.value(), number) == 0;
    }

    /** Whether the instruction may trap. */
    static boolean mayTrap(Opcode opcode) {
        return switch (opcode) {
            case I32_DIV_S, I32_DIV_U, I32_REM_S, I32_REM_U,
                            I64_DIV_S, I64_DIV_U, I64_REM_S, I64_REM_U,
                            I32_TRUNC_F32_S, I32_TRUNC_F32_U, I64_TRUNC_F32_S, I64_TRUNC_F32_U,
                            I32_TRUNC_F64_S, I32_TRUNC_F64_U, I64_TRUNC_F64_S, I64_TRUNC_F64_U -> true;
            default -> false;
        };
    }

    /** The constant that was just read. */
    static ExpressionNode constant(Opcode opcode, InstructionReader reader) {
        return switch (opcode) {
            case I32_CONST -> new I32Nodes.Const(reader.i32());
            case I64_CONST -> new I64Nodes.Const(reader.i64());
            case F32_CONST -> new F32Nodes.Const(Float.intBitsToFloat(reader.f32()));
            case F64_CONST -> new F64Nodes.Const(Double.longBitsToDouble(reader.f64()));
            default -> throw notNumeric(opcode);
        };
    }

    /** {@code select}. */
    static ExpressionNode select(ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
        return SelectNodes.create(first, second, condition);
    }

    private static IllegalArgumentException notNumeric(Opcode opcode) {
        return new IllegalArgumentException("no numeric instruction: " + opcode.mnemonic());
    }
}
