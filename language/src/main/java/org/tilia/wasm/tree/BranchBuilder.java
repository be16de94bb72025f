package org.tilia.wasm.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.nodes.control.BlockNode;
import org.tilia.wasm.nodes.control.BranchIfNode;
import org.tilia.wasm.nodes.control.BranchNode;
import org.tilia.wasm.nodes.control.BranchTableNode;
import org.tilia.wasm.nodes.control.IfNode;
import org.tilia.wasm.nodes.control.SegmentedBlockNode;
import org.tilia.wasm.nodes.fused.Fused;
import org.tilia.wasm.nodes.variable.SlotGet;
import org.tilia.wasm.tree.OperandStack.Operands;

/** Builds branches: the values that they carry go into the slots of the label first. */
final class BranchBuilder {

    private final ControlStack control;
    private final OperandStack operands;
    private final Slots slots;

    BranchBuilder(ControlStack control, OperandStack operands, Slots slots) {
        this.control = control;
        this.operands = operands;
        this.slots = slots;
    }

    /** {@code br}: takes the values from the stack. */
    void branch(ControlFrame target) {
        moveTo(target, target.labelKinds().size());
        control.append(new BranchNode(target.label));
    }

    /** Takes the topmost values from the stack into the slots of a label; all else that is pending happens first. */
    void moveTo(ControlFrame target, int count) {
        operands.flush(Effects.BRANCH, operands.size() - count);
        int from = operands.size() - count;
        if (from == target.height) {
            operands.settleIntoSlots(from);
            operands.pop(count);
            return;
        }
        // The slots that are written lie below all that the values still to come may read.
        Operands values = operands.pop(count);
        for (int i = 0; i < count; i++) {
            ValueKind kind = values.get(i).kind();
            control.append(Fused.set(slots.temporary(target.height + i, kind), values.get(i)));
        }
    }

    /** {@code br_if}: the values stay on the stack for where the branch is not taken. */
    void branchIf(ControlFrame target) {
        Operands condition = operands.pop(1);
        int count = target.labelKinds().size();
        operands.flush(condition.effects() | Effects.BRANCH);
        List<StatementNode> moves = settledMoves(target, count);
        if (moves.isEmpty()) {
            control.append(new BranchIfNode(condition.get(0), target.label));
        } else {
            moves.add(new BranchNode(target.label));
            control.append(new IfNode(condition.get(0), BlockNode.sequence(moves), null, BlockNode.NO_LABEL, true));
        }
    }

    /** {@code br_table}: each target may want the values at a height of its own. */
    void branchTable(InstructionReader reader) {
        Operands index = operands.pop(1);
        ControlFrame last = control.target(reader.index());
        int count = last.labelKinds().size();
        operands.flush(index.effects() | Effects.BRANCH);
        ControlFrame[] targets = new ControlFrame[reader.labelCount() + 1];
        for (int i = 0; i < reader.labelCount(); i++) {
            targets[i] = control.target(reader.label(i));
        }
        targets[reader.labelCount()] = last;
        int[] labels = new int[targets.length];
        if (count == 0) {
            for (int i = 0; i < targets.length; i++) {
                labels[i] = targets[i].label;
            }
            control.append(new BranchTableNode(index.get(0), labels));
        } else {
            control.append(tableWithValues(index, targets, labels, count));
        }
    }

    /**
     * The table as a nest of its own: one segment for each distinct target, which moves the values and branches on. Labels
     * are taken from the control stack, so that they are unique.
     */
    private StatementNode tableWithValues(Operands index, ControlFrame[] targets, int[] labels, int count) {
        operands.settleIntoSlots(operands.size() - count);
        Map<ControlFrame, Integer> distinct = new HashMap<>();
        for (ControlFrame target : targets) {
            distinct.putIfAbsent(target, distinct.size());
        }
        int outermost = control.reserveLabels(distinct.size() + 1);
        StatementNode[] segments = new StatementNode[distinct.size() + 1];
        distinct.forEach((target, number) -> {
            List<StatementNode> moves = settledMoves(target, count);
            moves.add(new BranchNode(target.label));
            segments[number + 1] = BlockNode.sequence(moves);
        });
        for (int i = 0; i < labels.length; i++) {
            labels[i] = outermost + segments.length - 1 - distinct.get(targets[i]);
        }
        segments[0] = new BranchTableNode(index.get(0), labels);
        return new SegmentedBlockNode(outermost, segments, true);
    }

    /** Settles the topmost values, which stay, and copies them into a label's slots unless those are the same. */
    private List<StatementNode> settledMoves(ControlFrame target, int count) {
        int from = operands.size() - count;
        operands.settleIntoSlots(from);
        List<StatementNode> moves = new ArrayList<>();
        List<ValueKind> kinds = target.labelKinds();
        for (int i = 0; i < count && from != target.height; i++) {
            ValueKind kind = kinds.get(i);
            moves.add(Fused.set(slots.temporary(target.height + i, kind),
                            SlotGet.create(kind, slots.temporary(from + i, kind))));
        }
        return moves;
    }
}
