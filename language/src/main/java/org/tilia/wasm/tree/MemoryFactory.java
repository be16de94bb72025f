package org.tilia.wasm.tree;

import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.nodes.fused.Fused;
import org.tilia.wasm.nodes.memory.LoadNodes;
import org.tilia.wasm.nodes.memory.MemoryAccess;
import org.tilia.wasm.nodes.memory.MemoryNodes;
import org.tilia.wasm.nodes.memory.MemoryRangeNodes;
import org.tilia.wasm.nodes.memory.StoreNodes;
import org.tilia.wasm.nodes.numeric.ConversionNodes;

/** Chooses the nodes of instructions on memories. Operands are of the kinds that the instruction's type gives them. */
final class MemoryFactory {

    private MemoryFactory() {
    }

    /** The node of a load of a number. */
    static ExpressionNode load(Opcode opcode, MemoryAccess access, ExpressionNode address) {
        return Fused.load(plainLoad(opcode, access, address), access, address);
    }

    /** The node before it is fused with its address. */
    static ExpressionNode plainLoad(Opcode opcode, MemoryAccess access, ExpressionNode address) {
        return switch (opcode) {
            case I32_LOAD -> new LoadNodes.I32Load(access, address);
            case I32_LOAD8_S -> new LoadNodes.I32Load8S(access, address);
            case I32_LOAD8_U -> new LoadNodes.I32Load8U(access, address);
            case I32_LOAD16_S -> new LoadNodes.I32Load16S(access, address);
            case I32_LOAD16_U -> new LoadNodes.I32Load16U(access, address);
            case I64_LOAD -> new LoadNodes.I64Load(access, address);
            case I64_LOAD8_S -> new LoadNodes.I64Load8S(access, address);
            case I64_LOAD8_U -> new LoadNodes.I64Load8U(access, address);
            case I64_LOAD16_S -> new LoadNodes.I64Load16S(access, address);
            case I64_LOAD16_U -> new LoadNodes.I64Load16U(access, address);
            case I64_LOAD32_S -> new LoadNodes.I64Load32S(access, address);
            case I64_LOAD32_U -> new LoadNodes.I64Load32U(access, address);
            case F32_LOAD -> new LoadNodes.F32Load(access, address);
            case F64_LOAD -> new LoadNodes.F64Load(access, address);
            default -> throw new IllegalArgumentException("no load of a number: " + opcode.mnemonic());
        };
    }

    /** The node of a store of a number. */
    static StatementNode store(Opcode opcode, MemoryAccess access, ExpressionNode address, ExpressionNode value) {
        return Fused.store(plainStore(opcode, access, address, value));
    }

    /** The node before it is fused with its address. */
    static StoreNodes.Base plainStore(Opcode opcode, MemoryAccess access, ExpressionNode address, ExpressionNode value) {
        return switch (opcode) {
            case I32_STORE -> new StoreNodes.I32Store(access, address, value);
            case I32_STORE8 -> new StoreNodes.I32Store8(access, address, value);
            case I32_STORE16 -> new StoreNodes.I32Store16(access, address, value);
            case I64_STORE -> new StoreNodes.I64Store(access, address, value);
            case I64_STORE8 -> new StoreNodes.I64Store8(access, address, value);
            case I64_STORE16 -> new StoreNodes.I64Store16(access, address, value);
            case I64_STORE32 -> new StoreNodes.I64Store32(access, address, value);
            case F32_STORE -> new StoreNodes.F32Store(access, address, value);
            case F64_STORE -> new StoreNodes.F64Store(access, address, value);
            default -> throw new IllegalArgumentException("no store of a number: " + opcode.mnemonic());
        };
    }

    /** {@code memory.size}. */
    static ExpressionNode size(MemoryAccess access) {
        return narrow(new MemoryNodes.Size(access), access.isWide());
    }

    /** {@code memory.grow}. */
    static ExpressionNode grow(MemoryAccess access, ExpressionNode delta) {
        return narrow(new MemoryNodes.Grow(access, widen(delta)), access.isWide());
    }

    /** {@code memory.fill}. */
    static StatementNode fill(MemoryAccess access, ExpressionNode target, ExpressionNode value, ExpressionNode count,
                    int position) {
        return new MemoryRangeNodes.Fill(access, widen(target), value, widen(count), position);
    }

    /** {@code memory.copy}. */
    static StatementNode copy(int targetMemory, int sourceMemory, ExpressionNode target, ExpressionNode source,
                    ExpressionNode count, int position) {
        return new MemoryRangeNodes.Copy(targetMemory, sourceMemory, widen(target), widen(source), widen(count), position);
    }

    /** {@code memory.init}. */
    static StatementNode init(int memory, int segment, ExpressionNode target, ExpressionNode source, ExpressionNode count,
                    int position) {
        return new MemoryRangeNodes.Init(memory, segment, widen(target), source, count, position);
    }

    /** {@code data.drop}. */
    static StatementNode dataDrop(int segment) {
        return new MemoryRangeNodes.DataDrop(segment);
    }

    /** An address, index or count of kind i64: unsigned when it is an i32. */
    static ExpressionNode widen(ExpressionNode unsigned) {
        return unsigned.kind() == ValueKind.I64 ? unsigned : new ConversionNodes.I64ExtendI32U(unsigned);
    }

    /** A size of kind i64 as the address type has it; -1 stays -1. */
    static ExpressionNode narrow(ExpressionNode size, boolean wide) {
        return wide ? size : new ConversionNodes.I32WrapI64(size);
    }
}
