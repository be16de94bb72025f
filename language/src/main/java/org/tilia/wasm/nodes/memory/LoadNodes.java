package org.tilia.wasm.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.F32Node;
import org.tilia.wasm.nodes.F64Node;
import org.tilia.wasm.nodes.I32Node;
import org.tilia.wasm.nodes.I64Node;
import org.tilia.wasm.trap.Trap;

/** Loads of numbers (spec 4.4.6). */
public final class LoadNodes {

    private LoadNodes() {
    }

    /** Loads an i32. */
    public abstract static class I32Base extends I32Node {
        protected final MemoryAccess access;
        @Child protected ExpressionNode address;

        I32Base(MemoryAccess access, ExpressionNode address) {
            this.access = access;
            this.address = address;
        }

        public final MemoryAccess access() {
            return access;
        }

        public final ExpressionNode address() {
            return address;
        }

        /** The method of {@link org.tilia.wasm.runtime.LinearMemory} that loads. */
        protected abstract String method();

        @Override
        public final void emit(Emitter emitter) {
            access.emitAddress(emitter, address);
            access.emitLoad(emitter, method(), int.class);
        }
    }

    /** {@code i32.load}. */
    public static final class I32Load extends I32Base {
        public I32Load(MemoryAccess access, ExpressionNode address) { super(access, address); }
        @Override protected String method() { return "loadI32"; }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return access.memory(frame).loadI32(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** {@code i32.load8_s}. */
    public static final class I32Load8S extends I32Base {
        public I32Load8S(MemoryAccess access, ExpressionNode address) { super(access, address); }
        @Override protected String method() { return "loadI32x8s"; }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return access.memory(frame).loadI32x8s(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** {@code i32.load8_u}. */
    public static final class I32Load8U extends I32Base {
        public I32Load8U(MemoryAccess access, ExpressionNode address) { super(access, address); }
        @Override protected String method() { return "loadI32x8u"; }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return access.memory(frame).loadI32x8u(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** {@code i32.load16_s}. */
    public static final class I32Load16S extends I32Base {
        public I32Load16S(MemoryAccess access, ExpressionNode address) { super(access, address); }
        @Override protected String method() { return "loadI32x16s"; }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return access.memory(frame).loadI32x16s(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** {@code i32.load16_u}. */
    public static final class I32Load16U extends I32Base {
        public I32Load16U(MemoryAccess access, ExpressionNode address) { super(access, address); }
        @Override protected String method() { return "loadI32x16u"; }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return access.memory(frame).loadI32x16u(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** Loads an i64. */
    public abstract static class I64Base extends I64Node {
        protected final MemoryAccess access;
        @Child protected ExpressionNode address;

        I64Base(MemoryAccess access, ExpressionNode address) {
            this.access = access;
            this.address = address;
        }

        public final MemoryAccess access() {
            return access;
        }

        public final ExpressionNode address() {
            return address;
        }

        /** The method of {@link org.tilia.wasm.runtime.LinearMemory} that loads. */
        protected abstract String method();

        @Override
        public final void emit(Emitter emitter) {
            access.emitAddress(emitter, address);
            access.emitLoad(emitter, method(), long.class);
        }
    }

    /** {@code i64.load}. */
    public static final class I64Load extends I64Base {
        public I64Load(MemoryAccess access, ExpressionNode address) { super(access, address); }
        @Override protected String method() { return "loadI64"; }

        @Override
        public long executeI64(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return access.memory(frame).loadI64(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** {@code i64.load8_s}. */
    public static final class I64Load8S extends I64Base {
        public I64Load8S(MemoryAccess access, ExpressionNode address) { super(access, address); }
        @Override protected String method() { return "loadI64x8s"; }

        @Override
        public long executeI64(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return access.memory(frame).loadI64x8s(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** {@code i64.load8_u}. */
    public static final class I64Load8U extends I64Base {
        public I64Load8U(MemoryAccess access, ExpressionNode address) { super(access, address); }
        @Override protected String method() { return "loadI64x8u"; }

        @Override
        public long executeI64(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return access.memory(frame).loadI64x8u(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** {@code i64.load16_s}. */
    public static final class I64Load16S extends I64Base {
        public I64Load16S(MemoryAccess access, ExpressionNode address) { super(access, address); }
        @Override protected String method() { return "loadI64x16s"; }

        @Override
        public long executeI64(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return access.memory(frame).loadI64x16s(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** {@code i64.load16_u}. */
    public static final class I64Load16U extends I64Base {
        public I64Load16U(MemoryAccess access, ExpressionNode address) { super(access, address); }
        @Override protected String method() { return "loadI64x16u"; }

        @Override
        public long executeI64(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return access.memory(frame).loadI64x16u(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** {@code i64.load32_s}. */
    public static final class I64Load32S extends I64Base {
        public I64Load32S(MemoryAccess access, ExpressionNode address) { super(access, address); }
        @Override protected String method() { return "loadI64x32s"; }

        @Override
        public long executeI64(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return access.memory(frame).loadI64x32s(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** {@code i64.load32_u}. */
    public static final class I64Load32U extends I64Base {
        public I64Load32U(MemoryAccess access, ExpressionNode address) { super(access, address); }
        @Override protected String method() { return "loadI64x32u"; }

        @Override
        public long executeI64(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return access.memory(frame).loadI64x32u(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** Loads an f32. */
    public abstract static class F32Base extends F32Node {
        protected final MemoryAccess access;
        @Child protected ExpressionNode address;

        F32Base(MemoryAccess access, ExpressionNode address) {
            this.access = access;
            this.address = address;
        }

        public final MemoryAccess access() {
            return access;
        }

        public final ExpressionNode address() {
            return address;
        }

        /** The method of {@link org.tilia.wasm.runtime.LinearMemory} that loads. */
        protected abstract String method();

        @Override
        public final void emit(Emitter emitter) {
            access.emitAddress(emitter, address);
            access.emitLoad(emitter, method(), float.class);
        }
    }

    /** {@code f32.load}. */
    public static final class F32Load extends F32Base {
        public F32Load(MemoryAccess access, ExpressionNode address) { super(access, address); }
        @Override protected String method() { return "loadF32"; }

        @Override
        public float executeF32(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return access.memory(frame).loadF32(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** Loads an f64. */
    public abstract static class F64Base extends F64Node {
        protected final MemoryAccess access;
        @Child protected ExpressionNode address;

        F64Base(MemoryAccess access, ExpressionNode address) {
            this.access = access;
            this.address = address;
        }

        public final MemoryAccess access() {
            return access;
        }

        public final ExpressionNode address() {
            return address;
        }

        /** The method of {@link org.tilia.wasm.runtime.LinearMemory} that loads. */
        protected abstract String method();

        @Override
        public final void emit(Emitter emitter) {
            access.emitAddress(emitter, address);
            access.emitLoad(emitter, method(), double.class);
        }
    }

    /** {@code f64.load}. */
    public static final class F64Load extends F64Base {
        public F64Load(MemoryAccess access, ExpressionNode address) { super(access, address); }
        @Override protected String method() { return "loadF64"; }

        @Override
        public double executeF64(VirtualFrame frame) {
            long at = access.address(frame, address);
            try {
                return access.memory(frame).loadF64(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }
}
