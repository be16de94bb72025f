package org.tilia.wasm.nodes.fused;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.F32Node;
import org.tilia.wasm.nodes.F64Node;
import org.tilia.wasm.nodes.I32Node;
import org.tilia.wasm.nodes.I64Node;
import org.tilia.wasm.nodes.memory.LoadNodes;
import org.tilia.wasm.nodes.memory.MemoryAccess;
import org.tilia.wasm.trap.Trap;

/** Loads at an address that is a local, or a local and a constant, in a memory with 32-bit addresses. */
final class FusedLoads {

    private FusedLoads() {
    }

    /**
     * The fused node, or {@code plain} where there is none.
     *
     * @param constant what is added to the local, modulo 2³²
     */
    static ExpressionNode of(ExpressionNode plain, MemoryAccess access, int slot, int constant) {
        if (plain instanceof LoadNodes.I32Load) {
            return new I32Load(plain, access, slot, constant);
        }
        if (plain instanceof LoadNodes.I32Load8S) {
            return new I32Load8S(plain, access, slot, constant);
        }
        if (plain instanceof LoadNodes.I32Load8U) {
            return new I32Load8U(plain, access, slot, constant);
        }
        if (plain instanceof LoadNodes.I32Load16S) {
            return new I32Load16S(plain, access, slot, constant);
        }
        if (plain instanceof LoadNodes.I32Load16U) {
            return new I32Load16U(plain, access, slot, constant);
        }
        if (plain instanceof LoadNodes.I64Load) {
            return new I64Load(plain, access, slot, constant);
        }
        if (plain instanceof LoadNodes.F32Load) {
            return new F32Load(plain, access, slot, constant);
        }
        if (plain instanceof LoadNodes.F64Load) {
            return new F64Load(plain, access, slot, constant);
        }
        return plain;
    }

    /** Loads an i32. */
    abstract static class I32Base extends I32Node {
        @Child private ExpressionNode plain;
        final MemoryAccess access;
        final int slot;
        final int constant;

        I32Base(ExpressionNode plain, MemoryAccess access, int slot, int constant) {
            this.plain = plain;
            this.access = access;
            this.slot = slot;
            this.constant = constant;
        }

        @Override
        public void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    static final class I32Load extends I32Base {
        I32Load(ExpressionNode plain, MemoryAccess access, int slot, int constant) {
            super(plain, access, slot, constant);
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = MemoryAccess.extend(frame.getIntStatic(slot) + constant);
            try {
                return access.memory(frame).loadI32(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    static final class I32Load8S extends I32Base {
        I32Load8S(ExpressionNode plain, MemoryAccess access, int slot, int constant) {
            super(plain, access, slot, constant);
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = MemoryAccess.extend(frame.getIntStatic(slot) + constant);
            try {
                return access.memory(frame).loadI32x8s(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    static final class I32Load8U extends I32Base {
        I32Load8U(ExpressionNode plain, MemoryAccess access, int slot, int constant) {
            super(plain, access, slot, constant);
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = MemoryAccess.extend(frame.getIntStatic(slot) + constant);
            try {
                return access.memory(frame).loadI32x8u(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    static final class I32Load16S extends I32Base {
        I32Load16S(ExpressionNode plain, MemoryAccess access, int slot, int constant) {
            super(plain, access, slot, constant);
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = MemoryAccess.extend(frame.getIntStatic(slot) + constant);
            try {
                return access.memory(frame).loadI32x16s(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    static final class I32Load16U extends I32Base {
        I32Load16U(ExpressionNode plain, MemoryAccess access, int slot, int constant) {
            super(plain, access, slot, constant);
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = MemoryAccess.extend(frame.getIntStatic(slot) + constant);
            try {
                return access.memory(frame).loadI32x16u(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** Loads an i64. */
    abstract static class I64Base extends I64Node {
        @Child private ExpressionNode plain;
        final MemoryAccess access;
        final int slot;
        final int constant;

        I64Base(ExpressionNode plain, MemoryAccess access, int slot, int constant) {
            this.plain = plain;
            this.access = access;
            this.slot = slot;
            this.constant = constant;
        }

        @Override
        public void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    static final class I64Load extends I64Base {
        I64Load(ExpressionNode plain, MemoryAccess access, int slot, int constant) {
            super(plain, access, slot, constant);
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            long at = MemoryAccess.extend(frame.getIntStatic(slot) + constant);
            try {
                return access.memory(frame).loadI64(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** Loads an f32. */
    abstract static class F32Base extends F32Node {
        @Child private ExpressionNode plain;
        final MemoryAccess access;
        final int slot;
        final int constant;

        F32Base(ExpressionNode plain, MemoryAccess access, int slot, int constant) {
            this.plain = plain;
            this.access = access;
            this.slot = slot;
            this.constant = constant;
        }

        @Override
        public void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    static final class F32Load extends F32Base {
        F32Load(ExpressionNode plain, MemoryAccess access, int slot, int constant) {
            super(plain, access, slot, constant);
        }

        @Override
        public float executeF32(VirtualFrame frame) {
            long at = MemoryAccess.extend(frame.getIntStatic(slot) + constant);
            try {
                return access.memory(frame).loadF32(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    /** Loads an f64. */
    abstract static class F64Base extends F64Node {
        @Child private ExpressionNode plain;
        final MemoryAccess access;
        final int slot;
        final int constant;

        F64Base(ExpressionNode plain, MemoryAccess access, int slot, int constant) {
            this.plain = plain;
            this.access = access;
            this.slot = slot;
            this.constant = constant;
        }

        @Override
        public void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    static final class F64Load extends F64Base {
        F64Load(ExpressionNode plain, MemoryAccess access, int slot, int constant) {
            super(plain, access, slot, constant);
        }

        @Override
        public double executeF64(VirtualFrame frame) {
            long at = MemoryAccess.extend(frame.getIntStatic(slot) + constant);
            try {
                return access.memory(frame).loadF64(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }
}
