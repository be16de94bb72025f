package org.tilia.wasm.validation;

import java.util.Arrays;
import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.module.ModuleException;

/**
 * The types of the operands (spec A.3.2). Only operands above the {@linkplain #base() base}, which is the height at the
 * start of the innermost block, can be popped; in code that is not reached there are as many more of any type as are
 * asked for.
 */
final class OperandStack {

    private int[] types = new int[64];
    private int height;
    private int base;
    private boolean unreachable;
    private int maximum;
    private final TypeContext context;
    private final InstructionReader in;
    private final int limit;

    /**
     * An empty stack.
     *
     * @param in stands at the instruction that a message about the limit names
     */
    OperandStack(TypeContext context, InstructionReader in, int limit) {
        this.context = context;
        this.in = in;
        this.limit = limit;
    }

    void clear() {
        height = 0;
        base = 0;
        unreachable = false;
        maximum = 0;
    }

    int height() {
        return height;
    }

    int base() {
        return base;
    }

    boolean isUnreachable() {
        return unreachable;
    }

    /** Whether all that could still be popped is of any type, as in code that is not reached. */
    boolean isBottomless() {
        return unreachable && height == base;
    }

    /** The largest height so far. */
    int maximum() {
        return maximum;
    }

    /** Enters or re-enters a block. */
    void enter(int newBase, boolean isUnreachable) {
        base = newBase;
        unreachable = isUnreachable;
    }

    /** Drops all operands of the innermost block, the rest of which is not reached. */
    void setUnreachable() {
        height = base;
        unreachable = true;
    }

    void push(int type) {
        int at = height;
        if (at == types.length) {
            grow();
        }
        types[at] = type;
        height = at + 1;
        if (at >= maximum) {
            maximum = at + 1;
        }
    }

    private void grow() {
        if (height >= limit) {
            throw ModuleException.limit("too many operands: the limit is " + limit, in.offset());
        }
        types = Arrays.copyOf(types, Math.min(limit, height * 2));
    }

    void pushAll(int[] list) {
        for (int type : list) {
            push(type);
        }
    }

    /** Pops an operand of any type, or gives −1 where there is none. */
    int pop() {
        if (height > base) {
            return types[--height];
        }
        return unreachable ? TypeCode.BOTTOM : -1;
    }

    /** Pops an operand if it has this type; otherwise the stack stays. */
    boolean pop(int type) {
        if (height > base) {
            int found = types[height - 1];
            if (found == type || context.isSubtype(found, type)) {
                height--;
                return true;
            }
            return false;
        }
        return unreachable;
    }

    /** Pops operands if they have these types, the last first; otherwise the stack stays. */
    boolean popAll(int[] list) {
        if (!matches(list)) {
            return false;
        }
        height = Math.max(base, height - list.length);
        return true;
    }

    /** Whether the topmost operands have these types. */
    boolean matches(int[] list) {
        int at = height;
        for (int i = list.length - 1; i >= 0; i--) {
            if (at == base) {
                return unreachable;
            }
            int found = types[--at];
            if (found != list[i] && !context.isSubtype(found, list[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether the innermost block has no more than so many operands. */
    boolean hasAtMost(int count) {
        return height - base <= count;
    }

    /** Leaves the innermost block: drops its operands. */
    void leave(int outerBase, boolean outerUnreachable) {
        height = base;
        enter(outerBase, outerUnreachable);
    }

    /**
     * Operands of the innermost block as a message shows them.
     *
     * @param count how many at most, the topmost ones
     * @param before the height at which they were; operands that have been popped since count
     */
    String show(int count, int before) {
        return TypeCode.toString(types, Math.max(base, before - count), before);
    }
}
