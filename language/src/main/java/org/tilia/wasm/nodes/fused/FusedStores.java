package org.tilia.wasm.nodes.fused;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.nodes.memory.MemoryAccess;
import org.tilia.wasm.nodes.memory.StoreNodes;
import org.tilia.wasm.nodes.numeric.I32Nodes;
import org.tilia.wasm.nodes.numeric.I64Nodes;
import org.tilia.wasm.trap.Trap;

/** Stores at an address that is a local, or a local and a constant, in a memory with 32-bit addresses. */
final class FusedStores {

    private FusedStores() {
    }

    /**
     * The fused node, or {@code plain} where there is none.
     *
     * @param constant what is added to the local, modulo 2³²
     */
    static StatementNode of(StoreNodes.Base plain, int slot, int constant) {
        if (plain instanceof StoreNodes.I32Store) {
            return new I32Store(plain, slot, constant);
        }
        if (plain instanceof StoreNodes.I32Store8) {
            return new I32Store8(plain, slot, constant);
        }
        if (plain instanceof StoreNodes.I32Store16) {
            return new I32Store16(plain, slot, constant);
        }
        if (plain instanceof StoreNodes.I64Store) {
            return new I64Store(plain, slot, constant);
        }
        if (plain instanceof StoreNodes.F32Store) {
            return new F32Store(plain, slot, constant);
        }
        if (plain instanceof StoreNodes.F64Store) {
            return new F64Store(plain, slot, constant);
        }
        return plain;
    }

    /**
     * Stores a number, often a constant. The value stays a child of the plain node, which is this one's only child.
     */
    abstract static class Base extends StatementNode {
        @Child private StoreNodes.Base plain;
        final ExpressionNode value;
        final MemoryAccess access;
        final int slot;
        final int constant;

        Base(StoreNodes.Base plain, int slot, int constant) {
            this.plain = plain;
            this.value = plain.value();
            this.access = plain.access();
            this.slot = slot;
            this.constant = constant;
        }

        @Override
        public final void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    static final class I32Store extends Base {
        I32Store(StoreNodes.Base plain, int slot, int constant) { super(plain, slot, constant); }

        @Override
        public int execute(VirtualFrame frame) {
            long at = MemoryAccess.extend(frame.getIntStatic(slot) + constant);
            int stored = value instanceof I32Nodes.Const number ? number.value() : value.executeI32(frame);
            try {
                access.memory(frame).storeI32(at, access.offset(), stored);
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }
    }

    static final class I32Store8 extends Base {
        I32Store8(StoreNodes.Base plain, int slot, int constant) { super(plain, slot, constant); }

        @Override
        public int execute(VirtualFrame frame) {
            long at = MemoryAccess.extend(frame.getIntStatic(slot) + constant);
            int stored = value instanceof I32Nodes.Const number ? number.value() : value.executeI32(frame);
            try {
                access.memory(frame).storeI32x8(at, access.offset(), stored);
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }
    }

    static final class I32Store16 extends Base {
        I32Store16(StoreNodes.Base plain, int slot, int constant) { super(plain, slot, constant); }

        @Override
        public int execute(VirtualFrame frame) {
            long at = MemoryAccess.extend(frame.getIntStatic(slot) + constant);
            int stored = value instanceof I32Nodes.Const number ? number.value() : value.executeI32(frame);
            try {
                access.memory(frame).storeI32x16(at, access.offset(), stored);
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }
    }

    static final class I64Store extends Base {
        I64Store(StoreNodes.Base plain, int slot, int constant) { super(plain, slot, constant); }

        @Override
        public int execute(VirtualFrame frame) {
            long at = MemoryAccess.extend(frame.getIntStatic(slot) + constant);
            long stored = value instanceof I64Nodes.Const number ? number.value() : value.executeI64(frame);
            try {
                access.memory(frame).storeI64(at, access.offset(), stored);
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }
    }

    static final class F32Store extends Base {
        F32Store(StoreNodes.Base plain, int slot, int constant) { super(plain, slot, constant); }

        @Override
        public int execute(VirtualFrame frame) {
            long at = MemoryAccess.extend(frame.getIntStatic(slot) + constant);
            float stored = value.executeF32(frame);
            try {
                access.memory(frame).storeF32(at, access.offset(), stored);
            } catch (Trap trap) {
                throw access.located(trap);
            }
            return FALL_THROUGH;
        }
    }

    static final class F64Store extends Base {
        F64Store(StoreNodes.Base plain, int slot, int constant) { super(plain, slot, constant); }

        @Override
        public int execute(VirtualFrame frame) {
            long at = MemoryAccess.extend(frame.getIntStatic(slot) + constant);
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
