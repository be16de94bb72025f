package org.tilia.wasm.tree;

import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.nodes.numeric.ConversionNodes;
import org.tilia.wasm.nodes.reference.TableNodes;
import org.tilia.wasm.nodes.reference.TableRangeNodes;

/** Chooses the nodes of instructions on tables. Operands are of the kinds that the instruction's type gives them. */
final class TableFactory {

    private TableFactory() {
    }

    /** {@code table.get}. */
    static ExpressionNode get(int table, ExpressionNode index, int position) {
        return new TableNodes.Get(table, MemoryFactory.widen(index), position);
    }

    /** {@code table.set}. */
    static StatementNode set(int table, ExpressionNode index, ExpressionNode value, int position) {
        return new TableNodes.Set(table, MemoryFactory.widen(index), value, position);
    }

    /** {@code table.size}. */
    static ExpressionNode size(int table, AddressType type) {
        ExpressionNode size = new TableNodes.Size(table);
        return type == AddressType.I64 ? new ConversionNodes.I64ExtendI32S(size) : size;
    }

    /** {@code table.grow}. */
    static ExpressionNode grow(int table, AddressType type, ExpressionNode value, ExpressionNode delta) {
        return MemoryFactory.narrow(new TableNodes.Grow(table, value, MemoryFactory.widen(delta)), type == AddressType.I64);
    }

    /** {@code table.fill}. */
    static StatementNode fill(int table, ExpressionNode target, ExpressionNode value, ExpressionNode count, int position) {
        return new TableRangeNodes.Fill(table, MemoryFactory.widen(target), value, MemoryFactory.widen(count), position);
    }

    /** {@code table.copy}. */
    static StatementNode copy(int targetTable, int sourceTable, ExpressionNode target, ExpressionNode source,
                    ExpressionNode count, int position) {
        return new TableRangeNodes.Copy(targetTable, sourceTable, MemoryFactory.widen(target), MemoryFactory.widen(source),
                        MemoryFactory.widen(count), position);
    }

    /** {@code table.init}. */
    static StatementNode init(int table, int segment, ExpressionNode target, ExpressionNode source, ExpressionNode count,
                    int position) {
        return new TableRangeNodes.Init(table, segment, MemoryFactory.widen(target), source, count, position);
    }

    /** {@code elem.drop}. */
    static StatementNode elementDrop(int segment) {
        return new TableRangeNodes.ElementDrop(segment);
    }
}
