package org.tilia.wasm.nodes.atomic;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.lang.constant.ClassDesc;
import java.lang.invoke.VarHandle;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.I32Node;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.nodes.memory.MemoryAccess;
import org.tilia.wasm.runtime.AtomicOperation;
import org.tilia.wasm.trap.Trap;

/** Atomic stores, the fence, and waiting for other threads. */
public final class AtomicNodes {

    private AtomicNodes() {
    }

    static void emitOperation(Emitter emitter, AtomicOperation operation) {
        ClassDesc type = Emitter.describe(AtomicOperation.class);
        emitter.code().getstatic(type, operation.name(), type);
    }

    /** An atomic store of at most 4 bytes. */
    public static final class Store32 extends StatementNode {
        private final MemoryAccess access;
        private final AtomicWidth width;
        @Child private ExpressionNode address;
        @Child private ExpressionNode value;

        public Store32(MemoryAccess access, AtomicWidth width, ExpressionNode address, ExpressionNode value) {
            this.access = access;
            this.width = width;
            this.address = address;
            this.value = value;
        }

        @Override
        public int execute(VirtualFrame frame) {
            long at = access.address(frame, address);
            int stored = value.executeI32(frame);
            try {
                switch (width) {
                    case W8 -> access.memory(frame).atomicStore8(at, access.offset(), stored);
                    case W16 -> access.memory(frame).atomicStore16(at, access.offset(), stored);
                    default -> access.memory(frame).atomicStore32(at, access.offset(), stored);
                }
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }

        @Override
        public void emit(Emitter emitter) {
            access.emitAddress(emitter, address);
            value.emit(emitter);
            access.emitStore(emitter, width.method("Store"), value.kind());
        }
    }

    /** {@code i64.atomic.store}. */
    public static final class Store64 extends StatementNode {
        private final MemoryAccess access;
        @Child private ExpressionNode address;
        @Child private ExpressionNode value;

        public Store64(MemoryAccess access, ExpressionNode address, ExpressionNode value) {
            this.access = access;
            this.address = address;
            this.value = value;
        }

        @Override
        public int execute(VirtualFrame frame) {
            long at = access.address(frame, address);
            long stored = value.executeI64(frame);
            try {
                access.memory(frame).atomicStore64(at, access.offset(), stored);
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }

        @Override
        public void emit(Emitter emitter) {
            access.emitAddress(emitter, address);
            value.emit(emitter);
            access.emitStore(emitter, "atomicStore64", value.kind());
        }
    }

    /** {@code memory.atomic.wait32} and {@code memory.atomic.wait64}. */
    public static final class Wait extends I32Node {
        private final MemoryAccess access;
        private final boolean wide;
        @Child private ExpressionNode address;
        @Child private ExpressionNode expected;
        @Child private ExpressionNode timeout;

        /** @param wide whether it is about 8 bytes, otherwise about 4 */
        public Wait(MemoryAccess access, boolean wide, ExpressionNode address, ExpressionNode expected, ExpressionNode timeout) {
            this.access = access;
            this.wide = wide;
            this.address = address;
            this.expected = expected;
            this.timeout = timeout;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = access.address(frame, address);
            long value = wide ? expected.executeI64(frame) : expected.executeI32(frame);
            long nanos = timeout.executeI64(frame);
            try {
                return wide ? access.memory(frame).atomicWait64(at, access.offset(), value, nanos)
                                : access.memory(frame).atomicWait32(at, access.offset(), (int) value, nanos);
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }

        @Override
        public void emit(Emitter emitter) {
            access.emitAddress(emitter, address);
            expected.emit(emitter);
            timeout.emit(emitter);
            access.emitCall(emitter, wide ? "atomicWait64" : "atomicWait32", int.class, long.class, long.class,
                            wide ? long.class : int.class, long.class);
        }
    }

    /** {@code memory.atomic.notify}. */
    public static final class Notify extends I32Node {
        private final MemoryAccess access;
        @Child private ExpressionNode address;
        @Child private ExpressionNode count;

        public Notify(MemoryAccess access, ExpressionNode address, ExpressionNode count) {
            this.access = access;
            this.address = address;
            this.count = count;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = access.address(frame, address);
            int most = count.executeI32(frame);
            try {
                return access.memory(frame).atomicNotify(at, access.offset(), most);
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }

        @Override
        public void emit(Emitter emitter) {
            access.emitAddress(emitter, address);
            count.emit(emitter);
            access.emitCall(emitter, "atomicNotify", int.class, long.class, long.class, int.class);
        }
    }

    /** {@code atomic.fence}. */
    public static final class Fence extends StatementNode {

        @Override
        public int execute(VirtualFrame frame) {
            VarHandle.fullFence();
            return FALL_THROUGH;
        }

        @Override
        public void emit(Emitter emitter) {
            emitter.invokeStatic(VarHandle.class, "fullFence", void.class);
        }
    }
}
