package org.tilia.wasm.tree;

import java.util.function.ObjLongConsumer;
import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.nodes.atomic.AtomicNodes;
import org.tilia.wasm.nodes.control.RangeFuel;
import org.tilia.wasm.nodes.memory.MemoryAccess;
import org.tilia.wasm.nodes.reference.ReferenceNodes;
import org.tilia.wasm.nodes.variable.GlobalGet;
import org.tilia.wasm.nodes.variable.GlobalSet;
import org.tilia.wasm.runtime.WasmModule;
import org.tilia.wasm.tree.OperandStack.Operands;

/** Builds the instructions that read or change the state of the instance: memories, globals, tables, references. */
final class StateBuilder {

    /** What atomic instructions do, too: other threads see the order of all accesses around them. */
    private static final long MEMORY_CHANGE = Effects.MEMORY_READ | Effects.MEMORY_WRITE | Effects.ENDS;
    private static final long TABLE_CHANGE = Effects.TABLE_READ | Effects.TABLE_WRITE | Effects.ENDS;

    private final WasmModule module;
    private final Module definition;
    private final InstructionReader reader;
    private final OperandStack operands;
    private final ObjLongConsumer<StatementNode> statements;
    private final boolean burnsFuel;

    /** @param burnsFuel whether the function pays for its instructions */
    StateBuilder(WasmModule module, InstructionReader reader, OperandStack operands,
                    ObjLongConsumer<StatementNode> statements, boolean burnsFuel) {
        this.burnsFuel = burnsFuel;
        this.module = module;
        this.definition = module.definition();
        this.reader = reader;
        this.operands = operands;
        this.statements = statements;
    }

    /** A load or a store. */
    void access(Opcode opcode) {
        MemoryAccess access = access(reader.memory(), reader.memoryOffset());
        Operands taken = operands.pop(opcode.operands().length());
        if (opcode.feature() == Feature.THREADS) {
            atomic(opcode, access, taken);
        } else if (opcode.results().isEmpty()) {
            statement(MemoryFactory.store(opcode, access, taken.get(0), taken.get(1)), taken,
                            Effects.MEMORY_WRITE | Effects.ENDS);
        } else {
            operands.push(MemoryFactory.load(opcode, access, taken.get(0)), taken, Effects.MEMORY_READ | Effects.ENDS);
        }
    }

    private void atomic(Opcode opcode, MemoryAccess access, Operands taken) {
        if (opcode.results().isEmpty()) {
            statement(AtomicFactory.store(opcode, access, taken.get(0), taken.get(1)), taken, MEMORY_CHANGE);
        } else {
            operands.push(AtomicFactory.create(opcode, access, taken.all()), taken, MEMORY_CHANGE);
        }
    }

    private MemoryAccess access(int memory, long offset) {
        return new MemoryAccess(memory, module.engine().memoryKind().memoryClass(), definition.memories().get(memory).address(),
                        offset, reader.offset());
    }

    /** Any other instruction of these families. */
    void build(Opcode opcode) {
        switch (opcode) {
            case GLOBAL_GET, GLOBAL_SET -> global(opcode);
            case MEMORY_SIZE, MEMORY_GROW, MEMORY_FILL, MEMORY_COPY, MEMORY_INIT, DATA_DROP -> memory(opcode);
            case TABLE_GET, TABLE_SET, TABLE_SIZE, TABLE_GROW, TABLE_FILL, TABLE_COPY, TABLE_INIT, ELEM_DROP -> table(opcode);
            case ATOMIC_FENCE -> statements.accept(new AtomicNodes.Fence(), MEMORY_CHANGE);
            case REF_NULL, REF_IS_NULL, REF_FUNC, REF_AS_NON_NULL -> reference(opcode);
            default -> throw new IllegalStateException("no tree for " + opcode.mnemonic());
        }
    }

    private void global(Opcode opcode) {
        int index = reader.index();
        if (opcode == Opcode.GLOBAL_GET) {
            var type = definition.globals().get(index);
            operands.pushLeaf(GlobalGet.create(type.value().kind(), index),
                            type.mutable() ? Effects.GLOBAL_READ : Effects.NONE);
        } else {
            Operands value = operands.pop(1);
            statement(GlobalSet.create(index, value.get(0)), value, Effects.GLOBAL_WRITE);
        }
    }

    private void memory(Opcode opcode) {
        int position = reader.offset();
        switch (opcode) {
            case MEMORY_SIZE -> operands.pushLeaf(MemoryFactory.size(access(reader.memory(), 0)), Effects.MEMORY_READ);
            case MEMORY_GROW -> {
                Operands delta = operands.pop(1);
                operands.push(MemoryFactory.grow(access(reader.memory(), 0), delta.get(0)), delta,
                                Effects.MEMORY_READ | Effects.MEMORY_WRITE);
            }
            case MEMORY_FILL -> {
                Operands range = operands.pop(3);
                statement(MemoryFactory.fill(access(reader.memory(), 0), range.get(0), range.get(1), length(range), position),
                                range, MEMORY_CHANGE);
            }
            case MEMORY_COPY -> {
                Operands range = operands.pop(3);
                statement(MemoryFactory.copy(reader.index(), reader.secondIndex(), range.get(0), range.get(1), length(range),
                                position), range, MEMORY_CHANGE);
            }
            case MEMORY_INIT -> {
                Operands range = operands.pop(3);
                statement(MemoryFactory.init(reader.memory(), reader.index(), range.get(0), range.get(1), length(range),
                                position), range, MEMORY_CHANGE);
            }
            default -> statements.accept(MemoryFactory.dataDrop(reader.index()), MEMORY_CHANGE);
        }
    }

    /** How many bytes or elements an instruction on a range works on. */
    private ExpressionNode length(Operands range) {
        return burnsFuel ? RangeFuel.of(range.get(2), reader.offset()) : range.get(2);
    }

    private void table(Opcode opcode) {
        int position = reader.offset();
        int table = reader.index();
        switch (opcode) {
            case TABLE_GET -> {
                Operands index = operands.pop(1);
                operands.push(TableFactory.get(table, index.get(0), position), index, Effects.TABLE_READ | Effects.ENDS);
            }
            case TABLE_SET -> {
                Operands taken = operands.pop(2);
                statement(TableFactory.set(table, taken.get(0), taken.get(1), position), taken, TABLE_CHANGE);
            }
            case TABLE_SIZE -> operands.pushLeaf(TableFactory.size(table, addressType(table)), Effects.TABLE_READ);
            case TABLE_GROW -> {
                Operands taken = operands.pop(2);
                operands.push(TableFactory.grow(table, addressType(table), taken.get(0), taken.get(1)), taken,
                                Effects.TABLE_READ | Effects.TABLE_WRITE);
            }
            case TABLE_FILL -> {
                Operands range = operands.pop(3);
                statement(TableFactory.fill(table, range.get(0), range.get(1), length(range), position), range, TABLE_CHANGE);
            }
            case TABLE_COPY -> {
                Operands range = operands.pop(3);
                statement(TableFactory.copy(table, reader.secondIndex(), range.get(0), range.get(1), length(range), position),
                                range, TABLE_CHANGE);
            }
            case TABLE_INIT -> {
                Operands range = operands.pop(3);
                statement(TableFactory.init(reader.secondIndex(), table, range.get(0), range.get(1), length(range), position),
                                range, TABLE_CHANGE);
            }
            default -> statements.accept(TableFactory.elementDrop(table), TABLE_CHANGE);
        }
    }

    private AddressType addressType(int table) {
        return definition.tables().get(table).address();
    }

    private void reference(Opcode opcode) {
        switch (opcode) {
            case REF_NULL -> operands.pushConstant(new ReferenceNodes.Null());
            case REF_FUNC -> operands.pushConstant(new ReferenceNodes.Function(reader.index()));
            case REF_IS_NULL -> {
                Operands value = operands.pop(1);
                operands.push(new ReferenceNodes.IsNull(value.get(0)), value, Effects.NONE);
            }
            default -> {
                Operands value = operands.pop(1);
                operands.push(new ReferenceNodes.AsNonNull(value.get(0), reader.offset()), value, Effects.ENDS);
            }
        }
    }

    private void statement(StatementNode node, Operands taken, long own) {
        statements.accept(node, taken.effects() | own);
    }
}
