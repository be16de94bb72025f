package org.tilia.wasm.nodes.fused;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.nodes.ConditionNode;
import org.tilia.wasm.nodes.numeric.Comparison;
import org.tilia.wasm.nodes.numeric.I32Nodes;
import org.tilia.wasm.nodes.variable.SlotGet;
import org.tilia.wasm.semantics.I32;

/**
 * Comparisons of an i32 sum that a local is set to, {@code local.tee}, with a local or a constant: how counted loops end.
 *
 * <p>The sum is on the left; where the program has it on the right, the opposite relation stands for it.
 */
final class I32LoopConditions {

    private I32LoopConditions() {
    }

    /** The fused node, or {@code plain} where there is none. */
    static ConditionNode of(Comparison plain) {
        if (plain.left() instanceof FusedSlots.I32TeeSum sum) {
            if (plain.right() instanceof I32Nodes.Const constant) {
                return sumLeft(plain, sum, -1, constant.value());
            }
            if (plain.right() instanceof SlotGet.I32Get local && local.slot() != sum.target) {
                return sumLeft(plain, sum, local.slot(), 0);
            }
        } else if (plain.left() instanceof SlotGet.I32Get local && plain.right() instanceof FusedSlots.I32TeeSum sum) {
            return sumRight(plain, sum, local.slot());
        }
        return plain;
    }

    private static ConditionNode sumLeft(Comparison plain, FusedSlots.I32TeeSum sum, int slot, int constant) {
        if (plain instanceof I32Nodes.Eq) {
            return new Eq(plain, sum, slot, constant);
        }
        if (plain instanceof I32Nodes.Ne) {
            return new Ne(plain, sum, slot, constant);
        }
        if (plain instanceof I32Nodes.LtS) {
            return new LtS(plain, sum, slot, constant);
        }
        if (plain instanceof I32Nodes.GtS) {
            return new GtS(plain, sum, slot, constant);
        }
        if (plain instanceof I32Nodes.LeS) {
            return new LeS(plain, sum, slot, constant);
        }
        if (plain instanceof I32Nodes.GeS) {
            return new GeS(plain, sum, slot, constant);
        }
        if (plain instanceof I32Nodes.LtU) {
            return new LtU(plain, sum, slot, constant);
        }
        if (plain instanceof I32Nodes.GtU) {
            return new GtU(plain, sum, slot, constant);
        }
        if (plain instanceof I32Nodes.LeU) {
            return new LeU(plain, sum, slot, constant);
        }
        if (plain instanceof I32Nodes.GeU) {
            return new GeU(plain, sum, slot, constant);
        }
        return plain;
    }

    private static ConditionNode sumRight(Comparison plain, FusedSlots.I32TeeSum sum, int slot) {
        if (plain instanceof I32Nodes.Eq) {
            return new Eq(plain, sum, slot, 0);
        }
        if (plain instanceof I32Nodes.Ne) {
            return new Ne(plain, sum, slot, 0);
        }
        if (plain instanceof I32Nodes.LtS) {
            return new GtS(plain, sum, slot, 0);
        }
        if (plain instanceof I32Nodes.GtS) {
            return new LtS(plain, sum, slot, 0);
        }
        if (plain instanceof I32Nodes.LeS) {
            return new GeS(plain, sum, slot, 0);
        }
        if (plain instanceof I32Nodes.GeS) {
            return new LeS(plain, sum, slot, 0);
        }
        if (plain instanceof I32Nodes.LtU) {
            return new GtU(plain, sum, slot, 0);
        }
        if (plain instanceof I32Nodes.GtU) {
            return new LtU(plain, sum, slot, 0);
        }
        if (plain instanceof I32Nodes.LeU) {
            return new GeU(plain, sum, slot, 0);
        }
        if (plain instanceof I32Nodes.GeU) {
            return new LeU(plain, sum, slot, 0);
        }
        return plain;
    }

    /** A sum against a local or a constant. */
    abstract static class Base extends FusedCondition {
        private final FusedSlots.I32TeeSum sum;
        private final int slot;
        private final int constant;

        /**
         * @param sum a child of the plain node
         * @param slot of the local, or negative
         * @param constant where there is no local
         */
        Base(ConditionNode plain, FusedSlots.I32TeeSum sum, int slot, int constant) {
            super(plain);
            this.sum = sum;
            this.slot = slot;
            this.constant = constant;
        }

        /** What the sum is compared with: read before the sum is written, since on the left it may be the same local. */
        final int other(VirtualFrame frame) {
            return slot >= 0 ? frame.getIntStatic(slot) : constant;
        }

        final int sum(VirtualFrame frame) {
            return sum.executeI32(frame);
        }

        /** What an inequality counts; null where it compares no local with a constant behind its step by another. */
        final Count count() {
            return slot < 0 && sum.isStep() ? new Count(sum.target, sum.constant, constant, (Comparison) plain()) : null;
        }
    }

    static final class Eq extends Base {
        Eq(ConditionNode plain, FusedSlots.I32TeeSum sum, int slot, int constant) { super(plain, sum, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            int other = other(frame);
            return sum(frame) == other;
        }
    }

    static final class Ne extends Base {
        Ne(ConditionNode plain, FusedSlots.I32TeeSum sum, int slot, int constant) { super(plain, sum, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            int other = other(frame);
            return sum(frame) != other;
        }
    }

    static final class LtS extends Base {
        LtS(ConditionNode plain, FusedSlots.I32TeeSum sum, int slot, int constant) { super(plain, sum, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            int other = other(frame);
            return sum(frame) < other;
        }
    }

    static final class GtS extends Base {
        GtS(ConditionNode plain, FusedSlots.I32TeeSum sum, int slot, int constant) { super(plain, sum, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            int other = other(frame);
            return sum(frame) > other;
        }
    }

    static final class LeS extends Base {
        LeS(ConditionNode plain, FusedSlots.I32TeeSum sum, int slot, int constant) { super(plain, sum, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            int other = other(frame);
            return sum(frame) <= other;
        }
    }

    static final class GeS extends Base {
        GeS(ConditionNode plain, FusedSlots.I32TeeSum sum, int slot, int constant) { super(plain, sum, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            int other = other(frame);
            return sum(frame) >= other;
        }
    }

    static final class LtU extends Base {
        LtU(ConditionNode plain, FusedSlots.I32TeeSum sum, int slot, int constant) { super(plain, sum, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            int other = other(frame);
            return I32.compareU(sum(frame), other) < 0;
        }
    }

    static final class GtU extends Base {
        GtU(ConditionNode plain, FusedSlots.I32TeeSum sum, int slot, int constant) { super(plain, sum, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            int other = other(frame);
            return I32.compareU(sum(frame), other) > 0;
        }
    }

    static final class LeU extends Base {
        LeU(ConditionNode plain, FusedSlots.I32TeeSum sum, int slot, int constant) { super(plain, sum, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            int other = other(frame);
            return I32.compareU(sum(frame), other) <= 0;
        }
    }

    static final class GeU extends Base {
        GeU(ConditionNode plain, FusedSlots.I32TeeSum sum, int slot, int constant) { super(plain, sum, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            int other = other(frame);
            return I32.compareU(sum(frame), other) >= 0;
        }
    }
}
