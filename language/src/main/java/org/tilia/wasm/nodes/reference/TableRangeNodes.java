package org.tilia.wasm.nodes.reference;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.RangeStatement;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.TableInstance;
import org.tilia.wasm.trap.Trap;

/** Operations on ranges of tables (spec 4.4.5). Indices and counts of them are of kind i64, whatever the table's. */
public final class TableRangeNodes {

    private TableRangeNodes() {
    }

    /** {@code table.fill}. */
    public static final class Fill extends RangeStatement {
        private final int table;

        public Fill(int table, ExpressionNode target, ExpressionNode value, ExpressionNode count, int position) {
            super(target, value, count, position);
            this.table = table;
        }

        @Override
        public int execute(VirtualFrame frame) {
            long to = target.executeI64(frame);
            Object with = source.executeReference(frame);
            long length = count.executeI64(frame);
            try {
                instance(frame).tables[table].fill(to, with, length);
            } catch (Trap trap) {
                throw trap.at(position);
            }
            return FALL_THROUGH;
        }

        @Override
        protected void emitReceiver(Emitter emitter) {
            TableNodes.emitTable(emitter, table);
        }

        @Override
        protected void emitCall(Emitter emitter) {
            emitter.invokeVirtual(TableInstance.class, "fill", void.class, long.class, Object.class, long.class);
        }
    }

    /** {@code table.copy}. */
    public static final class Copy extends RangeStatement {
        private final int targetTable;
        private final int sourceTable;

        public Copy(int targetTable, int sourceTable, ExpressionNode target, ExpressionNode source, ExpressionNode count,
                        int position) {
            super(target, source, count, position);
            this.targetTable = targetTable;
            this.sourceTable = sourceTable;
        }

        @Override
        public int execute(VirtualFrame frame) {
            long to = target.executeI64(frame);
            long from = source.executeI64(frame);
            long length = count.executeI64(frame);
            try {
                instance(frame).tableCopy(targetTable, sourceTable, to, from, length);
            } catch (Trap trap) {
                throw trap.at(position);
            }
            return FALL_THROUGH;
        }

        @Override
        protected void emitReceiver(Emitter emitter) {
            emitter.loadInstance();
            emitter.code().loadConstant(targetTable).loadConstant(sourceTable);
        }

        @Override
        protected void emitCall(Emitter emitter) {
            emitter.invokeVirtual(Instance.class, "tableCopy", void.class, int.class, int.class, long.class, long.class,
                            long.class);
        }
    }

    /** {@code table.init}. */
    public static final class Init extends RangeStatement {
        private final int table;
        private final int segment;

        public Init(int table, int segment, ExpressionNode target, ExpressionNode source, ExpressionNode count,
                        int position) {
            super(target, source, count, position);
            this.table = table;
            this.segment = segment;
        }

        @Override
        public int execute(VirtualFrame frame) {
            long to = target.executeI64(frame);
            int from = source.executeI32(frame);
            int length = count.executeI32(frame);
            try {
                instance(frame).tableInit(table, segment, to, from, length);
            } catch (Trap trap) {
                throw trap.at(position);
            }
            return FALL_THROUGH;
        }

        @Override
        protected void emitReceiver(Emitter emitter) {
            emitter.loadInstance();
            emitter.code().loadConstant(table).loadConstant(segment);
        }

        @Override
        protected void emitCall(Emitter emitter) {
            emitter.invokeVirtual(Instance.class, "tableInit", void.class, int.class, int.class, long.class, int.class,
                            int.class);
        }
    }

    /** {@code elem.drop}. */
    public static final class ElementDrop extends StatementNode {
        private final int segment;

        public ElementDrop(int segment) {
            this.segment = segment;
        }

        @Override
        public int execute(VirtualFrame frame) {
            instance(frame).elementDrop(segment);
            return FALL_THROUGH;
        }

        @Override
        public void emit(Emitter emitter) {
            emitter.loadInstance();
            emitter.code().loadConstant(segment);
            emitter.invokeVirtual(Instance.class, "elementDrop", void.class, int.class);
        }
    }
}
