package org.tilia.wasm.tree;

import java.util.Arrays;
import java.util.function.Consumer;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.nodes.fused.Fused;
import org.tilia.wasm.nodes.variable.SlotGet;

/**
 * The operand stack while a tree is built: expressions that are pending, in the order in which the program computes them.
 *
 * <p>A pending expression is evaluated where it is consumed. When a statement comes first whose order with it could be
 * observed, it is settled: evaluated into the temporary slot of its height. An expression reads no temporary slot below its
 * own height, so settling from the bottom up never overwrites what is still to be read.
 */
final class OperandStack {

    private static final int MAXIMUM_DEPTH = 64;
    private static final int MAXIMUM_WEIGHT = 200;
    private static final int MAXIMUM_PENDING = 256;

    private final Slots slots;
    private final Consumer<StatementNode> output;
    private ExpressionNode[] nodes = new ExpressionNode[16];
    private long[] effects = new long[16];
    private int[] depths = new int[16];
    private int[] weights = new int[16];
    private boolean[] settled = new boolean[16];
    private int size;
    /** All entries below this one are settled. */
    private int settledBelow;

    OperandStack(Slots slots, Consumer<StatementNode> output) {
        this.slots = slots;
        this.output = output;
    }

    int size() {
        return size;
    }

    /** Pushes a constant: it may be evaluated at any time. */
    void pushConstant(ExpressionNode node) {
        add(node, Effects.NONE, 1, 1, true);
    }

    /** Pushes an expression without operands. */
    void pushLeaf(ExpressionNode node, long nodeEffects) {
        add(node, nodeEffects, 1, 1, false);
    }

    /**
     * Pushes an expression whose operands were the topmost entries until {@link #pop(int)} took them.
     *
     * @param own the effects beyond those of the operands
     */
    void push(ExpressionNode node, Operands operands, long own) {
        add(node, operands.effects | own, operands.depth + 1, operands.weight + 1, false);
        if (depths[size - 1] > MAXIMUM_DEPTH || weights[size - 1] > MAXIMUM_WEIGHT) {
            settleInOrder(size - 1);
        }
    }

    /** Pushes the value that the slot of this height holds. */
    void pushSettled(ValueKind kind) {
        int slot = slots.temporary(size, kind);
        add(SlotGet.create(kind, slot), Effects.readSlot(slot), 1, 1, true);
    }

    private void add(ExpressionNode node, long nodeEffects, int depth, int weight, boolean isSettled) {
        if (size == nodes.length) {
            int length = size * 2;
            nodes = Arrays.copyOf(nodes, length);
            effects = Arrays.copyOf(effects, length);
            depths = Arrays.copyOf(depths, length);
            weights = Arrays.copyOf(weights, length);
            settled = Arrays.copyOf(settled, length);
        }
        nodes[size] = node;
        effects[size] = nodeEffects;
        depths[size] = depth;
        weights[size] = weight;
        settled[size] = isSettled;
        size++;
        if (isSettled && settledBelow == size - 1) {
            settledBelow = size;
        } else if (size - settledBelow > MAXIMUM_PENDING) {
            settleAll();
        }
    }

    /** Takes the topmost entries, the lowest first. */
    Operands pop(int count) {
        size -= count;
        settledBelow = Math.min(settledBelow, size);
        Operands operands = new Operands(Arrays.copyOfRange(nodes, size, size + count));
        for (int i = size; i < size + count; i++) {
            operands.effects |= effects[i];
            operands.depth = Math.max(operands.depth, depths[i]);
            operands.weight += weights[i];
        }
        return operands;
    }

    /** Forgets entries; what they do must have been done. */
    void truncate(int height) {
        size = height;
        settledBelow = Math.min(settledBelow, size);
    }

    /** Settles every entry whose order with something that has these effects could be observed. */
    void flush(long statementEffects) {
        flush(statementEffects, size);
    }

    /** As {@link #flush(long)}, for the entries below {@code limit}. */
    void flush(long statementEffects, int limit) {
        long accumulated = statementEffects;
        boolean any = false;
        boolean[] marked = null;
        for (int i = limit - 1; i >= settledBelow; i--) {
            if (!settled[i] && Effects.conflict(effects[i], accumulated)) {
                if (marked == null) {
                    marked = new boolean[limit];
                }
                marked[i] = true;
                any = true;
                accumulated |= effects[i] | Effects.writeSlot(slot(i));
            }
        }
        if (any) {
            for (int i = settledBelow; i < limit; i++) {
                if (marked[i]) {
                    settle(i);
                }
            }
        }
    }

    /** Settles every entry but constants. */
    void settleAll() {
        for (int i = settledBelow; i < size; i++) {
            if (!settled[i]) {
                settle(i);
            }
        }
        settledBelow = size;
    }

    /** Puts the entries from {@code from} on into the slots of their heights, constants too. */
    void settleIntoSlots(int from) {
        for (int i = from; i < size; i++) {
            if (!(nodes[i] instanceof SlotGet.Slot get && get.slot() == slot(i))) {
                settleInOrder(i);
            }
        }
    }

    /** Settles an entry behind the lower ones that still read what this changes. */
    private void settleInOrder(int height) {
        flush(effects[height] | Effects.writeSlot(slot(height)), height);
        settle(height);
    }

    private void settle(int height) {
        ValueKind kind = nodes[height].kind();
        int slot = slot(height);
        output.accept(Fused.set(slot, nodes[height]));
        nodes[height] = SlotGet.create(kind, slot);
        effects[height] = Effects.readSlot(slot);
        depths[height] = 1;
        weights[height] = 1;
        settled[height] = true;
    }

    private int slot(int height) {
        return slots.temporary(height, nodes[height].kind());
    }

    /** Entries that were taken from the stack, for a node that consumes them, with what it inherits from them. */
    static final class Operands {
        private final ExpressionNode[] nodes;
        private long effects;
        private int depth;
        private int weight;

        private Operands(ExpressionNode[] nodes) {
            this.nodes = nodes;
        }

        ExpressionNode[] all() {
            return nodes;
        }

        ExpressionNode get(int number) {
            return nodes[number];
        }

        long effects() {
            return effects;
        }
    }
}
