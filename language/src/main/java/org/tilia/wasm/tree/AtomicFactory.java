package org.tilia.wasm.tree;

import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.nodes.atomic.AtomicNodes;
import org.tilia.wasm.nodes.atomic.AtomicNodes32;
import org.tilia.wasm.nodes.atomic.AtomicNodes64;
import org.tilia.wasm.nodes.atomic.AtomicWidth;
import org.tilia.wasm.nodes.memory.MemoryAccess;
import org.tilia.wasm.nodes.numeric.ConversionNodes;
import org.tilia.wasm.runtime.AtomicOperation;

/**
 * Chooses the nodes of atomic instructions. An i64 instruction on fewer than 8 bytes is the one on an i32, its operands wrapped
 * and its result zero-extended.
 */
final class AtomicFactory {

    private AtomicFactory() {
    }

    /** The node of an instruction that stores. */
    static StatementNode store(Opcode opcode, MemoryAccess access, ExpressionNode address, ExpressionNode value) {
        AtomicWidth width = width(opcode);
        return width == AtomicWidth.W64 ? new AtomicNodes.Store64(access, address, value)
                        : new AtomicNodes.Store32(access, width, address, wrapped(value));
    }

    /** The node of any other instruction that has an address, which is the first of the operands. */
    static ExpressionNode create(Opcode opcode, MemoryAccess access, ExpressionNode[] operands) {
        ExpressionNode address = operands[0];
        return switch (opcode) {
            case MEMORY_ATOMIC_NOTIFY -> new AtomicNodes.Notify(access, address, operands[1]);
            case MEMORY_ATOMIC_WAIT32 -> new AtomicNodes.Wait(access, false, address, operands[1], operands[2]);
            case MEMORY_ATOMIC_WAIT64 -> new AtomicNodes.Wait(access, true, address, operands[1], operands[2]);
            case I32_ATOMIC_LOAD, I64_ATOMIC_LOAD, I32_ATOMIC_LOAD8_U, I32_ATOMIC_LOAD16_U, I64_ATOMIC_LOAD8_U,
                            I64_ATOMIC_LOAD16_U, I64_ATOMIC_LOAD32_U -> load(opcode, access, address);
            case I32_ATOMIC_RMW_CMPXCHG, I64_ATOMIC_RMW_CMPXCHG, I32_ATOMIC_RMW8_CMPXCHG_U, I32_ATOMIC_RMW16_CMPXCHG_U,
                            I64_ATOMIC_RMW8_CMPXCHG_U, I64_ATOMIC_RMW16_CMPXCHG_U, I64_ATOMIC_RMW32_CMPXCHG_U ->
                compareExchange(opcode, access, address, operands[1], operands[2]);
            default -> update(opcode, access, address, operands[1]);
        };
    }

    private static ExpressionNode load(Opcode opcode, MemoryAccess access, ExpressionNode address) {
        AtomicWidth width = width(opcode);
        return width == AtomicWidth.W64 ? new AtomicNodes64.Load(access, address)
                        : extended(opcode, new AtomicNodes32.Load(access, width, address));
    }

    private static ExpressionNode update(Opcode opcode, MemoryAccess access, ExpressionNode address, ExpressionNode operand) {
        AtomicWidth width = width(opcode);
        AtomicOperation operation = operation(opcode);
        return width == AtomicWidth.W64 ? new AtomicNodes64.Update(access, operation, address, operand)
                        : extended(opcode, new AtomicNodes32.Update(access, width, operation, address, wrapped(operand)));
    }

    private static ExpressionNode compareExchange(Opcode opcode, MemoryAccess access, ExpressionNode address, ExpressionNode expected,
                    ExpressionNode replacement) {
        AtomicWidth width = width(opcode);
        return width == AtomicWidth.W64 ? new AtomicNodes64.CompareExchange(access, address, expected, replacement)
                        : extended(opcode, new AtomicNodes32.CompareExchange(access, width, address, wrapped(expected), wrapped(replacement)));
    }

    private static AtomicOperation operation(Opcode opcode) {
        return switch (opcode) {
            case I32_ATOMIC_RMW_ADD, I64_ATOMIC_RMW_ADD, I32_ATOMIC_RMW8_ADD_U, I32_ATOMIC_RMW16_ADD_U, I64_ATOMIC_RMW8_ADD_U,
                            I64_ATOMIC_RMW16_ADD_U, I64_ATOMIC_RMW32_ADD_U -> AtomicOperation.ADD;
            case I32_ATOMIC_RMW_SUB, I64_ATOMIC_RMW_SUB, I32_ATOMIC_RMW8_SUB_U, I32_ATOMIC_RMW16_SUB_U, I64_ATOMIC_RMW8_SUB_U,
                            I64_ATOMIC_RMW16_SUB_U, I64_ATOMIC_RMW32_SUB_U -> AtomicOperation.SUBTRACT;
            case I32_ATOMIC_RMW_AND, I64_ATOMIC_RMW_AND, I32_ATOMIC_RMW8_AND_U, I32_ATOMIC_RMW16_AND_U, I64_ATOMIC_RMW8_AND_U,
                            I64_ATOMIC_RMW16_AND_U, I64_ATOMIC_RMW32_AND_U -> AtomicOperation.AND;
            case I32_ATOMIC_RMW_OR, I64_ATOMIC_RMW_OR, I32_ATOMIC_RMW8_OR_U, I32_ATOMIC_RMW16_OR_U, I64_ATOMIC_RMW8_OR_U,
                            I64_ATOMIC_RMW16_OR_U, I64_ATOMIC_RMW32_OR_U -> AtomicOperation.OR;
            case I32_ATOMIC_RMW_XOR, I64_ATOMIC_RMW_XOR, I32_ATOMIC_RMW8_XOR_U, I32_ATOMIC_RMW16_XOR_U, I64_ATOMIC_RMW8_XOR_U,
                            I64_ATOMIC_RMW16_XOR_U, I64_ATOMIC_RMW32_XOR_U -> AtomicOperation.XOR;
            case I32_ATOMIC_RMW_XCHG, I64_ATOMIC_RMW_XCHG, I32_ATOMIC_RMW8_XCHG_U, I32_ATOMIC_RMW16_XCHG_U,
                            I64_ATOMIC_RMW8_XCHG_U, I64_ATOMIC_RMW16_XCHG_U, I64_ATOMIC_RMW32_XCHG_U -> AtomicOperation.EXCHANGE;
            default -> throw new IllegalArgumentException("no atomic instruction: " + opcode.mnemonic());
        };
    }

    /** The natural alignment of an atomic instruction is its width. */
    private static AtomicWidth width(Opcode opcode) {
        return AtomicWidth.ofLog2(opcode.alignment());
    }

    private static ExpressionNode wrapped(ExpressionNode value) {
        return value.kind() == ValueKind.I64 ? new ConversionNodes.I32WrapI64(value) : value;
    }

    private static ExpressionNode extended(Opcode opcode, ExpressionNode value) {
        return opcode.results().equals("l") ? new ConversionNodes.I64ExtendI32U(value) : value;
    }
}
