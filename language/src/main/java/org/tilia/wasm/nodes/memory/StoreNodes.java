package org.tilia.wasm.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.trap.Trap;

/** Stores of numbers (spec 4.4.6): the address is computed, then the value, then the memory is touched. */
public final class StoreNodes {

    private StoreNodes() {
    }

    /** Stores a number. */
    public abstract static class Base extends StatementNode {
        protected final MemoryAccess access;
        @Child protected ExpressionNode address;
        @Child protected ExpressionNode value;

        Base(MemoryAccess access, ExpressionNode address, ExpressionNode value) {
            this.access = access;
            this.address = address;
            this.value = value;
        }

        public final MemoryAccess access() {
            return access;
        }

        public final ExpressionNode address() {
            return address;
        }

        public final ExpressionNode value() {
            return value;
        }

        /** The method of {@link org.tilia.wasm.runtime.LinearMemory} that stores. */
        protected abstract String method();

        @Override
        public final void emit(Emitter emitter) {
            access.emitAddress(emitter, address);
            value.emit(emitter);
            access.emitStore(emitter, method(), value.kind());
        }
    }

    /** {@code i32.store}. */
    public static final class I32Store extends Base {
        public I32Store(MemoryAccess access, ExpressionNode address, ExpressionNode value) {
            super(access, address, value);
        }

        @Override protected String method() { return "storeI32"; }

        @Override
        public int execute(VirtualFrame frame) {
            long at = access.address(frame, address);
            int stored = value.executeI32(frame);
            try {
                access.memory(frame).storeI32(at, access.offset(), stored);
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }
    }

    /** {@code i32.store8}. */
    public static final class I32Store8 extends Base {
        public I32Store8(MemoryAccess access, ExpressionNode address, ExpressionNode value) {
            super(access, address, value);
        }

        @Override protected String method() { return "storeI32x8"; }

        @Override
        public int execute(VirtualFrame frame) {
            long at = access.address(frame, address);
            int stored = value.executeI32(frame);
            try {
                access.memory(frame).storeI32x8(at, access.offset(), stored);
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }
    }

    /** {@code i32.store16}. */
    public static final class I32Store16 extends Base {
        public I32Store16(MemoryAccess access, ExpressionNode address, ExpressionNode value) {
            super(access, address, value);
        }

        @Override protected String method() { return "storeI32x16"; }

        @Override
        public int execute(VirtualFrame frame) {
            long at = access.address(frame, address);
            int stored = value.executeI32(frame);
            try {
                access.memory(frame).storeI32x16(at, access.offset(), stored);
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }
    }

    /** {@code i64.store}. */
    public static final class I64Store extends Base {
        public I64Store(MemoryAccess access, ExpressionNode address, ExpressionNode value) {
            super(access, address, value);
        }

        @Override protected String method() { return "storeI64"; }

        @Override
        public int execute(VirtualFrame frame) {
            long at = access.address(frame, address);
            long stored = value.executeI64(frame);
            try {
                access.memory(frame).storeI64(at, access.offset(), stored);
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }
    }

    /** {@code i64.store8}. */
    public static final class I64Store8 extends Base {
        public I64Store8(MemoryAccess access, ExpressionNode address, ExpressionNode value) {
            super(access, address, value);
        }

        @Override protected String method() { return "storeI64x8"; }

        @Override
        public int execute(VirtualFrame frame) {
            long at = access.address(frame, address);
            long stored = value.executeI64(frame);
            try {
                access.memory(frame).storeI64x8(at, access.offset(), stored);
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }
    }

    /** {@code i64.store16}. */
    public static final class I64Store16 extends Base {
        public I64Store16(MemoryAccess access, ExpressionNode address, ExpressionNode value) {
            super(access, address, value);
        }

        @Override protected String method() { return "storeI64x16"; }

        @Override
        public int execute(VirtualFrame frame) {
            long at = access.address(frame, address);
            long stored = value.executeI64(frame);
            try {
                access.memory(frame).storeI64x16(at, access.offset(), stored);
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }
    }

    /** {@code i64.store32}. */
    public static final class I64Store32 extends Base {
        public I64Store32(MemoryAccess access, ExpressionNode address, ExpressionNode value) {
            super(access, address, value);
        }

        @Override protected String method() { return "storeI64x32"; }

        @Override
        public int execute(VirtualFrame frame) {
            long at = access.address(frame, address);
            long stored = value.executeI64(frame);
            try {
                access.memory(frame).storeI64x32(at, access.offset(), stored);
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }
    }

    /** {@code f32.store}. */
    public static final class F32Store extends Base {
        public F32Store(MemoryAccess access, ExpressionNode address, ExpressionNode value) {
            super(access, address, value);
        }

        @Override protected String method() { return "storeF32"; }

        @Override
        public int execute(VirtualFrame frame) {
            long at = access.address(frame, address);
            float stored = value.executeF32(frame);
            try {
                access.memory(frame).storeF32(at, access.offset(), stored);
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }
    }

    /** {@code f64.store}. */
    public static final class F64Store extends Base {
        public F64Store(MemoryAccess access, ExpressionNode address, ExpressionNode value) {
            super(access, address, value);
        }

        @Override protected String method() { return "storeF64"; }

        @Override
        public int execute(VirtualFrame frame) {
            long at = access.address(frame, address);
            double stored = value.executeF64(frame);
            try {
                access.memory(frame).storeF64(at, access.offset(), stored);
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }
    }
}
