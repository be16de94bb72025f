package org.tilia.wasm.nodes.fused;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.nodes.ConditionNode;
import org.tilia.wasm.nodes.numeric.Comparison;
import org.tilia.wasm.nodes.numeric.I64Nodes;
import org.tilia.wasm.semantics.I64;

/** Comparisons on i64 whose operands are locals and constants. */
final class I64FusedConditions {

    private I64FusedConditions() {
    }

    /** The fused node, or {@code plain} where there is none. */
    static ConditionNode localConst(Comparison plain, int slot, long constant) {
        if (plain instanceof I64Nodes.Eq) {
            return new EqConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.Ne) {
            return new NeConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.LtS) {
            return new LtSConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.GtS) {
            return new GtSConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.LeS) {
            return new LeSConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.GeS) {
            return new GeSConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.LtU) {
            return new LtUConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.GtU) {
            return new GtUConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.LeU) {
            return new LeUConst(plain, slot, constant);
        }
        if (plain instanceof I64Nodes.GeU) {
            return new GeUConst(plain, slot, constant);
        }
        return plain;
    }

    /** The fused node, or {@code plain} where there is none. */
    static ConditionNode locals(Comparison plain, int left, int right) {
        if (plain instanceof I64Nodes.Eq) {
            return new EqLocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.Ne) {
            return new NeLocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.LtS) {
            return new LtSLocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.GtS) {
            return new GtSLocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.LeS) {
            return new LeSLocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.GeS) {
            return new GeSLocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.LtU) {
            return new LtULocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.GtU) {
            return new GtULocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.LeU) {
            return new LeULocals(plain, left, right);
        }
        if (plain instanceof I64Nodes.GeU) {
            return new GeULocals(plain, left, right);
        }
        return plain;
    }

    /** A local against a constant. */
    abstract static class LocalConst extends FusedCondition {
        final int slot;
        final long constant;

        LocalConst(ConditionNode plain, int slot, long constant) {
            super(plain);
            this.slot = slot;
            this.constant = constant;
        }
    }

    static final class EqConst extends LocalConst {
        EqConst(ConditionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) { return frame.getLongStatic(slot) == constant; }
    }

    static final class NeConst extends LocalConst {
        NeConst(ConditionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) { return frame.getLongStatic(slot) != constant; }
    }

    static final class LtSConst extends LocalConst {
        LtSConst(ConditionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) { return frame.getLongStatic(slot) < constant; }
    }

    static final class GtSConst extends LocalConst {
        GtSConst(ConditionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) { return frame.getLongStatic(slot) > constant; }
    }

    static final class LeSConst extends LocalConst {
        LeSConst(ConditionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) { return frame.getLongStatic(slot) <= constant; }
    }

    static final class GeSConst extends LocalConst {
        GeSConst(ConditionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) { return frame.getLongStatic(slot) >= constant; }
    }

    static final class LtUConst extends LocalConst {
        LtUConst(ConditionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I64.compareU(frame.getLongStatic(slot), constant) < 0;
        }
    }

    static final class GtUConst extends LocalConst {
        GtUConst(ConditionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I64.compareU(frame.getLongStatic(slot), constant) > 0;
        }
    }

    static final class LeUConst extends LocalConst {
        LeUConst(ConditionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I64.compareU(frame.getLongStatic(slot), constant) <= 0;
        }
    }

    static final class GeUConst extends LocalConst {
        GeUConst(ConditionNode plain, int slot, long constant) { super(plain, slot, constant); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I64.compareU(frame.getLongStatic(slot), constant) >= 0;
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
            return frame.getLongStatic(left) == frame.getLongStatic(right);
        }
    }

    static final class NeLocals extends Locals {
        NeLocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(left) != frame.getLongStatic(right);
        }
    }

    static final class LtSLocals extends Locals {
        LtSLocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(left) < frame.getLongStatic(right);
        }
    }

    static final class GtSLocals extends Locals {
        GtSLocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(left) > frame.getLongStatic(right);
        }
    }

    static final class LeSLocals extends Locals {
        LeSLocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(left) <= frame.getLongStatic(right);
        }
    }

    static final class GeSLocals extends Locals {
        GeSLocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return frame.getLongStatic(left) >= frame.getLongStatic(right);
        }
    }

    static final class LtULocals extends Locals {
        LtULocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I64.compareU(frame.getLongStatic(left), frame.getLongStatic(right)) < 0;
        }
    }

    static final class GtULocals extends Locals {
        GtULocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I64.compareU(frame.getLongStatic(left), frame.getLongStatic(right)) > 0;
        }
    }

    static final class LeULocals extends Locals {
        LeULocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I64.compareU(frame.getLongStatic(left), frame.getLongStatic(right)) <= 0;
        }
    }

    static final class GeULocals extends Locals {
        GeULocals(ConditionNode plain, int left, int right) { super(plain, left, right); }
        @Override public boolean executeBoolean(VirtualFrame frame) {
            return I64.compareU(frame.getLongStatic(left), frame.getLongStatic(right)) >= 0;
        }
    }
}
