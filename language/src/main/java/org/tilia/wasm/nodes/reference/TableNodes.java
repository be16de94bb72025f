package org.tilia.wasm.nodes.reference;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.I32Node;
import org.tilia.wasm.nodes.I64Node;
import org.tilia.wasm.nodes.ReferenceNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.TableInstance;
import org.tilia.wasm.trap.Trap;

/** Elements and sizes of tables (spec 4.4.5). Indices and counts that come in are of kind i64, whatever the table's. */
public final class TableNodes {

    private TableNodes() {
    }

    /** Pushes a table of the instance. */
    static void emitTable(Emitter emitter, int table) {
        emitter.loadInstance();
        emitter.getField(Instance.class, "tables", TableInstance[].class);
        emitter.code().loadConstant(table).aaload();
    }

    /** {@code table.get}. */
    public static final class Get extends ReferenceNode {
        private final int table;
        private final int position;
        @Child private ExpressionNode index;

        public Get(int table, ExpressionNode index, int position) {
            this.table = table;
            this.index = index;
            this.position = position;
        }

        @Override
        public Object executeReference(VirtualFrame frame) {
            long at = index.executeI64(frame);
            try {
                return instance(frame).tables[table].get(at);
            } catch (Trap trap) {
                throw trap.at(position);
            }
        }

        @Override
        public void emit(Emitter emitter) {
            emitTable(emitter, table);
            index.emit(emitter);
            emitter.position(position);
            emitter.invokeVirtual(TableInstance.class, "get", Object.class, long.class);
        }
    }

    /** {@code table.set}. */
    public static final class Set extends StatementNode {
        private final int table;
        private final int position;
        @Child private ExpressionNode index;
        @Child private ExpressionNode value;

        public Set(int table, ExpressionNode index, ExpressionNode value, int position) {
            this.table = table;
            this.index = index;
            this.value = value;
            this.position = position;
        }

        @Override
        public int execute(VirtualFrame frame) {
            long at = index.executeI64(frame);
            Object element = value.executeReference(frame);
            try {
                instance(frame).tables[table].set(at, element);
            } catch (Trap trap) {
                throw trap.at(position);
            }
            return FALL_THROUGH;
        }

        @Override
        public void emit(Emitter emitter) {
            emitTable(emitter, table);
            index.emit(emitter);
            value.emit(emitter);
            emitter.position(position);
            emitter.invokeVirtual(TableInstance.class, "set", void.class, long.class, Object.class);
        }
    }

    /** {@code table.size}: tables are Java arrays, so that an i32 always holds it. */
    public static final class Size extends I32Node {
        private final int table;

        public Size(int table) {
            this.table = table;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            return instance(frame).tables[table].size();
        }

        @Override
        public void emit(Emitter emitter) {
            emitTable(emitter, table);
            emitter.invokeVirtual(TableInstance.class, "size", int.class);
        }
    }

    /** {@code table.grow}: the old size, or -1, as an i64. */
    public static final class Grow extends I64Node {
        private final int table;
        @Child private ExpressionNode value;
        @Child private ExpressionNode delta;

        public Grow(int table, ExpressionNode value, ExpressionNode delta) {
            this.table = table;
            this.value = value;
            this.delta = delta;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            Object element = value.executeReference(frame);
            long count = delta.executeI64(frame);
            return instance(frame).tables[table].grow(count, element);
        }

        @Override
        public void emit(Emitter emitter) {
            emitTable(emitter, table);
            value.emit(emitter);
            delta.emit(emitter);
            // the method takes them in the other order
            emitter.code().dup2_x1().pop2();
            emitter.invokeVirtual(TableInstance.class, "grow", long.class, long.class, Object.class);
        }
    }
}
