package org.tilia.wasm.nodes.fused;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.nodes.ConditionNode;
import org.tilia.wasm.nodes.numeric.Comparison;
import org.tilia.wasm.nodes.numeric.I32Nodes;
import org.tilia.wasm.semantics.I32;

/** Comparisons on i32 whose operands are locals and constants. */
final class I32FusedConditions {

    private I32FusedConditions() {
    }

    /** The fused node, or {@code plain} where there is none. */
    static ConditionNode localConst(Comparison plain, int slot, int constant) {
        if (plain instanceof I32Nodes.Eq) {
            return new EqConst(plain, slot, constant);
        }
        if (plain instanceof I32Nodes.Ne) {
            return new NeConst(plain, slot, constant);
        }
        if (plain instanceof I32Nodes.LtS) {
            return new LtSConst(plain, slot, constant);
        }
        if (plain instanceof I32Nodes.GtS) {
            return new GtSConst(plain, slot, constant);
        }
        if (plain instanceof I32Nodes.LeS) {
            return new LeSConst(plain, slot, constant);
        }
        if (plain instanceof I32Nodes.GeS) {
            return new GeSConst(plain, slot, constant);
        }
        if (plain instanceof I32Nodes.LtU) {
            return new LtUConst(plain, slot, constant);
        }
        if (plain instanceof I32Nodes.GtU) {
            return new GtUConst(plain, slot, constant);
        }
        if (plain instanceof I32Nodes.LeU) {
            return new LeUConst(plain, slot, constant);
        }
        if (plain instanceof I32Nodes.GeU) {
            return new GeUConst(plain, slot, constant);
        }
        return plain;
    }

    /** The fused node, or {@code plain} where there is none. */
    static ConditionNode locals(Comparison plain, int left, int right) {
        if (plain instanceof I32Nodes.Eq) {
            return new EqLocals(plain, left, right);
        }
        if (plain instanceof I32Nodes.Ne) {
            return new NeLocals(plain, left, right);
        }
        if (plain instanceof I32Nodes.LtS) {
            return new LtSLocals(plain, left, right);
        }
        if (plain instanceof I32Nodes.GtS) {
            return new GtSLocals(plain, left, right);
        }
        if (plain instanceof I32Nodes.LeS) {
            return new LeSLocals(plain, left, right);
        }
        if (plain instanceof I32Nodes.GeS) {
            return new GeSLocals(plain, left, right);
        }
        if (plain instanceof I32Nodes.LtU) {
            return new LtULocals(plain, left, right);
        }
        if (plain instanceof I32Nodes.GtU) {
            return new GtULocals(plain, left, right);
        }
        if (plain instanceof I32Nodes.LeU) {
            return new LeULocals(plain, left, right);
        }
        if (plain instanceof I32Nodes.GeU) {
            return new GeULocals(plain, left, right);
        }
        return plain;
    }

    /** A local against a constant. */
    abstract static class LocalConst extends FusedCondition {
        final int slot;
        final int constant;

        LocalConst(ConditionNode plain, int slot, int constant) {
            super(plain);
            this.slot = slot;
            this.constant = constant;
        }
    }

    static final class EqConst extends LocalConst {
        EqConst(ConditionNode plain, int slot, int constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) { return frame.getIntStatic(slot) == constant; }
    }

    static final class NeConst extends LocalConst {
        NeConst(ConditionNode plain, int slot, int constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) { return frame.getIntStatic(slot) != constant; }
    }

    static final class LtSConst extends LocalConst {
        LtSConst(ConditionNode plain, int slot, int constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) { return frame.getIntStatic(slot) < constant; }
    }

    static final class GtSConst extends LocalConst {
        GtSConst(ConditionNode plain, int slot, int constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) { return frame.getIntStatic(slot) > constant; }
    }

    static final class LeSConst extends LocalConst {
        LeSConst(ConditionNode plain, int slot, int constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) { return frame.getIntStatic(slot) <= constant; }
    }

    static final class GeSConst extends LocalConst {
        GeSConst(ConditionNode plain, int slot, int constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) { return frame.getIntStatic(slot) >= constant; }
    }

    static final class LtUConst extends LocalConst {
        LtUConst(ConditionNode plain, int slot, int constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I32.compareU(frame.getIntStatic(slot), constant) < 0;
        }
    }

    static final class GtUConst extends LocalConst {
        GtUConst(ConditionNode plain, int slot, int constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I32.compareU(frame.getIntStatic(slot), constant) > 0;
        }
    }

    static final class LeUConst extends LocalConst {
        LeUConst(ConditionNode plain, int slot, int constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I32.compareU(frame.getIntStatic(slot), constant) <= 0;
        }
    }

    static final class GeUConst extends LocalConst {
        GeUConst(ConditionNode plain, int slot, int constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I32.compareU(frame.getIntStatic(slot), constant) >= 0;
        }
    }

    /** A local against another. */
    abstract static class Locals extends FusedCondition {
        final int left;
        final int right;

        Locals(ConditionNode plain, int left, int right) {
            super(plain);
            this.left = left;
            this.right = right;
        }
    }

    static final class EqLocals extends Locals {
        EqLocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(left) == frame.getIntStatic(right);
        }
    }

    static final class NeLocals extends Locals {
        NeLocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(left) != frame.getIntStatic(right);
        }
    }

    static final class LtSLocals extends Locals {
        LtSLocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(left) < frame.getIntStatic(right);
        }
    }

    static final class GtSLocals extends Locals {
        GtSLocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(left) > frame.getIntStatic(right);
        }
    }

    static final class LeSLocals extends Locals {
        LeSLocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(left) <= frame.getIntStatic(right);
        }
    }

    static final class GeSLocals extends Locals {
        GeSLocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(left) >= frame.getIntStatic(right);
        }
    }

    static final class LtULocals extends Locals {
        LtULocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I32.compareU(frame.getIntStatic(left), frame.getIntStatic(right)) < 0;
        }
    }

    static final class GtULocals extends Locals {
        GtULocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I32.compareU(frame.getIntStatic(left), frame.getIntStatic(right)) > 0;
        }
    }

    static final class LeULocals extends Locals {
        LeULocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I32.compareU(frame.getIntStatic(left), frame.getIntStatic(right)) <= 0;
        }
    }

    static final class GeULocals extends Locals {
        GeULocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I32.compareU(frame.getIntStatic(left), frame.getIntStatic(right)) >= 0;
        }
    }

    /** A local that is zero. */
    static final class EqzLocal extends FusedCondition {
        private final int slot;

        EqzLocal(ConditionNode plain, int slot) {
            super(plain);
            this.slot = slot;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return frame.getIntStatic(slot) == 0;
        }

        /** Its own, so that no call is dispatched in between. */
        @Override
        public int executeI32(VirtualFrame frame) {
            return executeBoolean(frame) ? 1 : 0;
        }
    }

    /** A local none of whose bits in a mask are set. */
    static final class EqzMasked extends FusedCondition {
        private final int slot;
        private final int mask;

        EqzMasked(ConditionNode plain, int slot, int mask) {
            super(plain);
            this.slot = slot;
            this.mask = mask;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return (frame.getIntStatic(slot) & mask) == 0;
        }
    }
}
