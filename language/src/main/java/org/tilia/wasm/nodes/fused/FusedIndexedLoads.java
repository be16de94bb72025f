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

/** Loads at an address that is an index, shifted to the left, and a constant, in a memory with 32-bit addresses. */
final class FusedIndexedLoads {

    private FusedIndexedLoads() {
    }

    /**
     * The fused node, or {@code plain} where there is none.
     *
     * @param sum its address
     */
    static ExpressionNode of(ExpressionNode plain, MemoryAccess access, I32FusedConstants.Add sum) {
        if (plain instanceof LoadNodes.I32Load) {
            return new I32Load(plain, access, sum);
        }
        if (plain instanceof LoadNodes.I32Load8S) {
            return new I32Load8S(plain, access, sum);
        }
        if (plain instanceof LoadNodes.I32Load8U) {
            return new I32Load8U(plain, access, sum);
        }
        if (plain instanceof LoadNodes.I32Load16S) {
            return new I32Load16S(plain, access, sum);
        }
        if (plain instanceof LoadNodes.I32Load16U) {
            return new I32Load16U(plain, access, sum);
        }
        if (plain instanceof LoadNodes.I64Load) {
            return new I64Load(plain, access, sum);
        }
        if (plain instanceof LoadNodes.F32Load) {
            return new F32Load(plain, access, sum);
        }
        if (plain instanceof LoadNodes.F64Load) {
            return new F64Load(plain, access, sum);
        }
        return plain;
    }

    /** The address: its parts, of which the index is a child of the plain address. */
    private static final class Address {
        private final ExpressionNode index;
        private final int shift;
        private final int constant;

        Address(I32FusedConstants.Add sum) {
            boolean shifted = sum.left instanceof I32FusedConstants.Shl;
            this.index = shifted ? ((I32FusedConstants.Shl) sum.left).left : sum.left;
            this.shift = shifted ? ((I32FusedConstants.Shl) sum.left).constant : 0;
            this.constant = sum.constant;
        }
    }

    /** Loads an i32. */
    abstract static class I32Base extends I32Node {
        @Child private ExpressionNode plain;
        final MemoryAccess access;
        final ExpressionNode index;
        final int shift;
        final int constant;

        I32Base(ExpressionNode plain, MemoryAccess access, I32FusedConstants.Add sum) {
            Address address = new Address(sum);
            this.plain = plain;
            this.access = access;
            this.index = address.index;
            this.shift = address.shift;
            this.constant = address.constant;
        }

        @Override
        public final void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    static final class I32Load extends I32Base {
        I32Load(ExpressionNode plain, MemoryAccess access, I32FusedConstants.Add sum) { super(plain, access, sum); }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = MemoryAccess.extend((index.executeI32(frame) << shift) + constant);
            try {
                return access.memory(frame).loadI32(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    static final class I32Load8S extends I32Base {
        I32Load8S(ExpressionNode plain, MemoryAccess access, I32FusedConstants.Add sum) { super(plain, access, sum); }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = MemoryAccess.extend((index.executeI32(frame) << shift) + constant);
            try {
                return access.memory(frame).loadI32x8s(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    static final class I32Load8U extends I32Base {
        I32Load8U(ExpressionNode plain, MemoryAccess access, I32FusedConstants.Add sum) { super(plain, access, sum); }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = MemoryAccess.extend((index.executeI32(frame) << shift) + constant);
            try {
                return access.memory(frame).loadI32x8u(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    static final class I32Load16S extends I32Base {
        I32Load16S(ExpressionNode plain, MemoryAccess access, I32FusedConstants.Add sum) { super(plain, access, sum); }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = MemoryAccess.extend((index.executeI32(frame) << shift) + constant);
            try {
                return access.memory(frame).loadI32x16s(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }

    static final class I32Load16U extends I32Base {
        I32Load16U(ExpressionNode plain, MemoryAccess access, I32FusedConstants.Add sum) { super(plain, access, sum); }

        @Override
        public int executeI32(VirtualFrame frame) {
            long at = MemoryAccess.extend((index.executeI32(frame) << shift) + constant);
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
        final ExpressionNode index;
        final int shift;
        final int constant;

        I64Base(ExpressionNode plain, MemoryAccess access, I32FusedConstants.Add sum) {
            Address address = new Address(sum);
            this.plain = plain;
            this.access = access;
            this.index = address.index;
            this.shift = address.shift;
            this.constant = address.constant;
        }

        @Override
        public final void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    static final class I64Load extends I64Base {
        I64Load(ExpressionNode plain, MemoryAccess access, I32FusedConstants.Add sum) { super(plain, access, sum); }

        @Override
        public long executeI64(VirtualFrame frame) {
            long at = MemoryAccess.extend((index.executeI32(frame) << shift) + constant);
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
        final ExpressionNode index;
        final int shift;
        final int constant;

        F32Base(ExpressionNode plain, MemoryAccess access, I32FusedConstants.Add sum) {
            Address address = new Address(sum);
            this.plain = plain;
            this.access = access;
            this.index = address.index;
            this.shift = address.shift;
            this.constant = address.constant;
        }

        @Override
        public final void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    static final class F32Load extends F32Base {
        F32Load(ExpressionNode plain, MemoryAccess access, I32FusedConstants.Add sum) { super(plain, access, sum); }

        @Override
        public float executeF32(VirtualFrame frame) {
            long at = MemoryAccess.extend((index.executeI32(frame) << shift) + constant);
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
        final ExpressionNode index;
        final int shift;
        final int constant;

        F64Base(ExpressionNode plain, MemoryAccess access, I32FusedConstants.Add sum) {
            Address address = new Address(sum);
            this.plain = plain;
            this.access = access;
            this.index = address.index;
            this.shift = address.shift;
            this.constant = address.constant;
        }

        @Override
        public final void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    static final class F64Load extends F64Base {
        F64Load(ExpressionNode plain, MemoryAccess access, I32FusedConstants.Add sum) { super(plain, access, sum); }

        @Override
        public double executeF64(VirtualFrame frame) {
            long at = MemoryAccess.extend((index.executeI32(frame) << shift) + constant);
            try {
                return access.memory(frame).loadF64(at, access.offset());
            } catch (Trap trap) {
                throw access.located(trap);
            }
        }
    }
}
