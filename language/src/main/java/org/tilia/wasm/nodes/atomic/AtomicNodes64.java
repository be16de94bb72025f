package org.tilia.wasm.nodes.atomic;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.I64Node;
import org.tilia.wasm.nodes.memory.MemoryAccess;
import org.tilia.wasm.runtime.AtomicOperation;
import org.tilia.wasm.trap.Trap;

/** Atomic instructions that result in what they read: 8 bytes, as an i64. */
public final class AtomicNodes64 {

    private AtomicNodes64() {
    }

    /** An atomic load of 8 bytes. */
    public static final class Load extends I64Node {
        private final MemoryAccess access;
        @Child private ExpressionNode address;

        public Load(MemoryAccess access, ExpressionNode address) {
            this.access = access;
            this.address = address;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return access.memory(frame).atomicLoad64(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }

        @Override
        public void emit(Emitter emitter) {
            access.emitAddress(emitter, address);
            access.emitCall(emitter, "atomicLoad64", long.class, long.class, long.class);
        }
    }

    /** Reads 8 bytes, and replaces them at once by what an operation makes of them. */
    public static final class Update extends I64Node {
        private final MemoryAccess access;
        private final AtomicOperation operation;
        @Child private ExpressionNode address;
        @Child private ExpressionNode operand;

        public Update(MemoryAccess access, AtomicOperation operation, ExpressionNode address, ExpressionNode operand) {
            this.access = access;
            this.operation = operation;
            this.address = address;
            this.operand = operand;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            long at = access.address(frame, address);
            long right = operand.executeI64(frame);
            try {
                return access.memory(frame).atomicUpdate64(at, access.offset(), right, operation);
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }

        @Override
        public void emit(Emitter emitter) {
            access.emitAddress(emitter, address);
            operand.emit(emitter);
            AtomicNodes.emitOperation(emitter, operation);
            access.emitCall(emitter, "atomicUpdate64", long.class, long.class, long.class, long.class, AtomicOperation.class);
        }
    }

    /** Reads 8 bytes, and replaces them at once if they are the expected ones. */
    public static final class CompareExchange extends I64Node {
        private final MemoryAccess access;
        @Child private ExpressionNode address;
        @Child private ExpressionNode expected;
        @Child private ExpressionNode replacement;

        public CompareExchange(MemoryAccess access, ExpressionNode address, ExpressionNode expected, ExpressionNode replacement) {
            this.access = access;
            this.address = address;
            this.expected = expected;
            this.replacement = replacement;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            long at = access.address(frame, address);
            long old = expected.executeI64(frame);
            long value = replacement.executeI64(frame);
            try {
                return access.memory(frame).atomicCompareExchange64(at, access.offset(), old, value);
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }

        @Override
        public void emit(Emitter emitter) {
            access.emitAddress(emitter, address);
            expected.emit(emitter);
            replacement.emit(emitter);
            access.emitCall(emitter, "atomicCompareExchange64", long.class, long.class, long.class, long.class, long.class);
        }
    }
}
