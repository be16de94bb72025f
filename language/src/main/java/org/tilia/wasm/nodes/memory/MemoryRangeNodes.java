package org.tilia.wasm.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.RangeStatement;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.trap.Trap;

/** Operations on ranges of memories (spec 4.4.6). Addresses and counts of them are of kind i64, whatever the memory's. */
public final class MemoryRangeNodes {

    private MemoryRangeNodes() {
    }

    /** {@code memory.fill}. */
    public static final class Fill extends RangeStatement {
        private final MemoryAccess access;

        public Fill(MemoryAccess access, ExpressionNode target, ExpressionNode value, ExpressionNode count,
                        int position) {
            super(target, value, count, position);
            this.access = access;
        }

        @Override
        public int execute(VirtualFrame frame) {
            long to = target.executeI64(frame);
            int with = source.executeI32(frame);
            long length = count.executeI64(frame);
            try {
                access.memory(frame).fill(to, with, length);
            } catch (Trap trap) {
                throw trap.at(position);
            }
            return FALL_THROUGH;
        }

        @Override
        protected void emitReceiver(Emitter emitter) {
            access.emitMemory(emitter);
        }

        @Override
        protected void emitCall(Emitter emitter) {
            access.emitCall(emitter, "fill", void.class, long.class, int.class, long.class);
        }
    }

    /** {@code memory.copy}. */
    public static final class Copy extends RangeStatement {
        private final int targetMemory;
        private final int sourceMemory;

        public Copy(int targetMemory, int sourceMemory, ExpressionNode target, ExpressionNode source, ExpressionNode count,
                        int position) {
            super(target, source, count, position);
            this.targetMemory = targetMemory;
            this.sourceMemory = sourceMemory;
        }

        @Override
        public int execute(VirtualFrame frame) {
            long to = target.executeI64(frame);
            long from = source.executeI64(frame);
            long length = count.executeI64(frame);
            try {
                instance(frame).memoryCopy(targetMemory, sourceMemory, to, from, length);
            } catch (Trap trap) {
                throw trap.at(position);
            }
            return FALL_THROUGH;
        }

        @Override
        protected void emitReceiver(Emitter emitter) {
            emitter.loadInstance();
            emitter.code().loadConstant(targetMemory).loadConstant(sourceMemory);
        }

        @Override
        protected void emitCall(Emitter emitter) {
            emitter.invokeVirtual(Instance.class, "memoryCopy", void.class, int.class, int.class, long.class, long.class,
                            long.class);
        }
    }

    /** {@code memory.init}. */
    public static final class Init extends RangeStatement {
        private final int memory;
        private final int segment;

        public Init(int memory, int segment, ExpressionNode target, ExpressionNode source, ExpressionNode count,
                        int position) {
            super(target, source, count, position);
            this.memory = memory;
            this.segment = segment;
        }

        @Override
        public int execute(VirtualFrame frame) {
            long to = target.executeI64(frame);
            int from = source.executeI32(frame);
            int length = count.executeI32(frame);
            try {
                instance(frame).memoryInit(memory, segment, to, from, length);
            } catch (Trap trap) {
                throw trap.at(position);
            }
            return FALL_THROUGH;
        }

        @Override
        protected void emitReceiver(Emitter emitter) {
            emitter.loadInstance();
            emitter.code().loadConstant(memory).loadConstant(segment);
        }

        @Override
        protected void emitCall(Emitter emitter) {
            emitter.invokeVirtual(Instance.class, "memoryInit", void.class, int.class, int.class, long.class, int.class,
                            int.class);
        }
    }

    /** {@code data.drop}. */
    public static final class DataDrop extends StatementNode {
        private final int segment;

        public DataDrop(int segment) {
            this.segment = segment;
        }

        @Override
        public int execute(VirtualFrame frame) {
            instance(frame).dataDrop(segment);
            return FALL_THROUGH;
        }

        @Override
        public void emit(Emitter emitter) {
            emitter.loadInstance();
            emitter.code().loadConstant(segment);
            emitter.invokeVirtual(Instance.class, "dataDrop", void.class, int.class);
        }
    }
}
