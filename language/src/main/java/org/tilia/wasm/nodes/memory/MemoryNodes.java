package org.tilia.wasm.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.I64Node;

/** The size of a memory and its growth (spec 4.4.6), in pages of kind i64 whatever the memory's addresses. */
public final class MemoryNodes {

    private MemoryNodes() {
    }

    /** {@code memory.size}. */
    public static final class Size extends I64Node {
        private final MemoryAccess access;

        public Size(MemoryAccess access) {
            this.access = access;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            return access.memory(frame).pages();
        }

        @Override
        public void emit(Emitter emitter) {
            access.emitMemory(emitter);
            access.emitCall(emitter, "pages", long.class);
        }
    }

    /** {@code memory.grow}: the old size, or -1. */
    public static final class Grow extends I64Node {
        private final MemoryAccess access;
        @Child private ExpressionNode delta;

        /** @param delta of kind i64 */
        public Grow(MemoryAccess access, ExpressionNode delta) {
            this.access = access;
            this.delta = delta;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            long pages = delta.executeI64(frame);
            return access.memory(frame).grow(pages);
        }

        @Override
        public void emit(Emitter emitter) {
            access.emitMemory(emitter);
            delta.emit(emitter);
            access.emitCall(emitter, "grow", long.class, long.class);
        }
    }
}
