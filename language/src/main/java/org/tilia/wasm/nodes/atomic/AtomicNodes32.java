package org.tilia.wasm.nodes.atomic;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.I32Node;
import org.tilia.wasm.nodes.memory.MemoryAccess;
import org.tilia.wasm.runtime.AtomicOperation;
import org.tilia.wasm.trap.Trap;

/** Atomic instructions that result in what they read: up to 4 bytes, as an i32. */
public final class AtomicNodes32 {

    private AtomicNodes32() {
    }

    /** An atomic load of at most 4 bytes, zero-extended. */
    public static final class Load extends I32Node {
        private final MemoryAccess access;
        private final AtomicWidth width;
        @Child private ExpressionNode address;

        public Load(MemoryAccess access, AtomicWidth width, ExpressionNode address) {
            this.access = access;
            this.width = width;
            this.address = address;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return switch (width) {
                    case W8 -> access.memory(frame).atomicLoad8(at, access.offset());
                    case W16 -> access.memory(frame).atomicLoad16(at, access.offset());
                    default -> access.memory(frame).atomicLoad32(at, access.offset());
                };
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }

        @Override
        public void emit(Emitter emitter) {
            access.emitAddress(emitter, address);
            access.emitCall(emitter, width.method("Load"), int.class, long.class, long.class);
        }
    }

    /** Reads at most 4 bytes, zero-extended, and replaces them at once by what an operation makes of them. */
    public static final class Update extends I32Node {
        private final MemoryAccess access;
        private final AtomicWidth width;
        private final AtomicOperation operation;
        @Child private ExpressionNode address;
        @Child private ExpressionNode operand;

        public Update(MemoryAccess access, AtomicWidth width, AtomicOperation operation, ExpressionNode address, ExpressionNode operand) {
            this.access = access;
            this.width = width;
            this.operation = operation;
            this.address = address;
            this.operand = operand;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = access.address(frame, address);
            int right = operand.executeI32(frame);
            try {
                return switch (width) {
                    case W8 -> access.memory(frame).atomicUpdate8(at, access.offset(), right, operation);
                    case W16 -> access.memory(frame).atomicUpdate16(at, access.offset(), right, operation);
                    default -> access.memory(frame).atomicUpdate32(at, access.offset(), right, operation);
                };
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }

        @Override
        public void emit(Emitter emitter) {
            access.emitAddress(emitter, address);
            operand.emit(emitter);
            AtomicNodes.emitOperation(emitter, operation);
            access.emitCall(emitter, width.method("Update"), int.class, long.class, long.class, int.class, AtomicOperation.class);
        }
    }

    /** Reads at most 4 bytes, zero-extended, and replaces them at once if they are the expected ones. */
    public static final class CompareExchange extends I32Node {
        private final MemoryAccess access;
        private final AtomicWidth width;
        @Child private ExpressionNode address;
        @Child private ExpressionNode expected;
        @Child private ExpressionNode replacement;

        public CompareExchange(MemoryAccess access, AtomicWidth width, ExpressionNode address, ExpressionNode expected, ExpressionNode replacement) {
            this.access = access;
            this.width = width;
            this.address = address;
            this.expected = expected;
            this.replacement = replacement;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = access.address(frame, address);
            int old = expected.executeI32(frame);
            int value = replacement.executeI32(frame);
            try {
                return switch (width) {
                    case W8 -> access.memory(frame).atomicCompareExchange8(at, access.offset(), old, value);
                    case W16 -> access.memory(frame).atomicCompareExchange16(at, access.offset(), old, value);
                    default -> access.memory(frame).atomicCompareExchange32(at, access.offset(), old, value);
                };
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }

        @Override
        public void emit(Emitter emitter) {
            access.emitAddress(emitter, address);
            expected.emit(emitter);
            replacement.emit(emitter);
            access.emitCall(emitter, width.method("CompareExchange"), int.class, long.class, long.class, int.class, int.class);
        }
    }
}
