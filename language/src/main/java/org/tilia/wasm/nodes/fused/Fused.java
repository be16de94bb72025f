package org.tilia.wasm.nodes.fused;

import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.nodes.memory.MemoryAccess;
import org.tilia.wasm.nodes.memory.StoreNodes;
import org.tilia.wasm.nodes.numeric.Comparison;
import org.tilia.wasm.nodes.numeric.F32Nodes;
import org.tilia.wasm.nodes.numeric.F64Nodes;
import org.tilia.wasm.nodes.numeric.I32Nodes;
import org.tilia.wasm.nodes.numeric.I64Nodes;
import org.tilia.wasm.nodes.variable.SlotGet;
import org.tilia.wasm.nodes.variable.SlotSet;
import org.tilia.wasm.nodes.variable.SlotTee;

/** Replaces plain nodes by fused ones where their shape allows it; otherwise they stay as they are. */
public final class Fused {

    private Fused() {
    }

    /** Of an instruction on numbers. */
    public static ExpressionNode numeric(ExpressionNode plain) {
        if (plain instanceof I32Nodes.Binary binary && binary.left() instanceof SlotGet.I32Get left) {
            if (binary.right() instanceof I32Nodes.Const right) {
                return I32Fused.localConst(binary, left.slot(), right.value());
            }
            return binary.right() instanceof SlotGet.I32Get right
                            ? I32Fused.locals(binary, left.slot(), right.slot())
                            : plain;
        }
        if (plain instanceof I32Nodes.Binary binary && binary.right() instanceof I32Nodes.Const right) {
            return I32FusedConstants.of(binary, right.value());
        }
        if (plain instanceof Comparison comparison) {
            return comparison(comparison);
        }
        if (plain instanceof I32Nodes.Eqz eqz) {
            return zeroTest(eqz);
        }
        if (plain instanceof I64Nodes.Binary binary && binary.left() instanceof SlotGet.I64Get left) {
            if (binary.right() instanceof I64Nodes.Const right) {
                return I64Fused.localConst(binary, left.slot(), right.value());
            }
            return binary.right() instanceof SlotGet.I64Get right
                            ? I64Fused.locals(binary, left.slot(), right.slot())
                            : plain;
        }
        if (plain instanceof F64Nodes.Binary binary && binary.left() instanceof SlotGet.F64Get left
                        && binary.right() instanceof SlotGet.F64Get right) {
            return F64Fused.locals(binary, left.slot(), right.slot());
        }
        if (plain instanceof F32Nodes.Binary binary && binary.left() instanceof SlotGet.F32Get left
                        && binary.right() instanceof SlotGet.F32Get right) {
            return F32Fused.locals(binary, left.slot(), right.slot());
        }
        return plain;
    }

    private static ExpressionNode comparison(Comparison plain) {
        if (plain.left() instanceof SlotGet.I32Get left) {
            if (plain.right() instanceof I32Nodes.Const right) {
                return I32FusedConditions.localConst(plain, left.slot(), right.value());
            }
            return plain.right() instanceof SlotGet.I32Get right
                            ? I32FusedConditions.locals(plain, left.slot(), right.slot())
                            : I32LoopConditions.of(plain);
        }
        if (plain.left() instanceof FusedSlots.I32TeeSum) {
            return I32LoopConditions.of(plain);
        }
        if (plain.left() instanceof SlotGet.I64Get left) {
            if (plain.right() instanceof I64Nodes.Const right) {
                return I64FusedConditions.localConst(plain, left.slot(), right.value());
            }
            return plain.right() instanceof SlotGet.I64Get right
                            ? I64FusedConditions.locals(plain, left.slot(), right.slot())
                            : plain;
        }
        return plain;
    }

    private static ExpressionNode zeroTest(I32Nodes.Eqz plain) {
        if (plain.value() instanceof SlotGet.I32Get local) {
            return new I32FusedConditions.EqzLocal(plain, local.slot());
        }
        if (plain.value() instanceof I32Fused.AndConst and) {
            return new I32FusedConditions.EqzMasked(plain, and.slot, and.constant);
        }
        return plain;
    }

    /** Of a load. */
    public static ExpressionNode load(ExpressionNode plain, MemoryAccess access, ExpressionNode address) {
        if (address instanceof SlotGet.I32Get local) {
            return FusedLoads.of(plain, access, local.slot(), 0);
        }
        if (address instanceof I32Fused.AddConst sum) {
            return FusedLoads.of(plain, access, sum.slot, sum.constant);
        }
        return address instanceof I32FusedConstants.Add sum ? FusedIndexedLoads.of(plain, access, sum) : plain;
    }

    /** Of a store. */
    public static StatementNode store(StoreNodes.Base plain) {
        if (plain.address() instanceof SlotGet.I32Get local) {
            return FusedStores.of(plain, local.slot(), 0);
        }
        return plain.address() instanceof I32Fused.AddConst sum ? FusedStores.of(plain, sum.slot, sum.constant) : plain;
    }

    /** {@code local.set}. */
    public static StatementNode set(int slot, ExpressionNode value) {
        StatementNode plain = SlotSet.create(slot, value);
        if (value instanceof I32Fused.AddConst sum) {
            return new FusedSlots.I32SetSum(plain, slot, sum);
        }
        return value instanceof I64Fused.AddConst sum ? new FusedSlots.I64SetSum(plain, slot, sum) : plain;
    }

    /** {@code local.tee}. */
    public static ExpressionNode tee(int slot, ExpressionNode value) {
        ExpressionNode plain = SlotTee.create(slot, value);
        if (value instanceof I32Fused.AddConst sum) {
            return new FusedSlots.I32TeeSum(plain, slot, sum);
        }
        if (value instanceof I32Fused.AddLocals sum) {
            return new FusedSlots.I32TeeSum(plain, slot, sum);
        }
        if (value instanceof FusedLoads.I32Load8U load) {
            return new FusedSlots.I32TeeLoad8U(plain, slot, load);
        }
        return value instanceof I64Fused.AddConst sum ? new FusedSlots.I64TeeSum(plain, slot, sum) : plain;
    }
}
