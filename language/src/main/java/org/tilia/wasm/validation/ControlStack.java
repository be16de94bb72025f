package org.tilia.wasm.validation;

import java.util.Arrays;
import org.tilia.wasm.instruction.Opcode;

/** The blocks round the current instruction (spec A.3.2), the outermost first; block 0 is the function's body. */
final class ControlStack {

    private int size;
    private Opcode[] kinds = new Opcode[16];
    private int[][] parameters = new int[16][];
    private int[][] results = new int[16][];
    private int[] heights = new int[16];
    private int[] starts = new int[16];
    private int[] depths = new int[16];
    private int[] initialized = new int[16];
    private boolean[] outerUnreachable = new boolean[16];
    private int[] marks = new int[16];

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /**
     * Enters a block.
     *
     * @param kind the instruction that opens it, or {@code else}, {@code catch} or {@code catch_all}
     * @param height of the operand stack without the block's parameters
     * @param start offset of its first instruction
     * @param depth how deep the block counts as nested
     * @param initializedLocals how many locals have been noted as set
     * @param unreachable whether the block itself is in code that is not reached
     */
    void push(Opcode kind, int[] parameterTypes, int[] resultTypes, int height, int start, int depth,
                    int initializedLocals, boolean unreachable) {
        if (size == kinds.length) {
            grow();
        }
        kinds[size] = kind;
        parameters[size] = parameterTypes;
        results[size] = resultTypes;
        heights[size] = height;
        starts[size] = start;
        depths[size] = depth;
        initialized[size] = initializedLocals;
        outerUnreachable[size] = unreachable;
        marks[size] = -1;
        size++;
    }

    private void grow() {
        int capacity = size * 2;
        kinds = Arrays.copyOf(kinds, capacity);
        parameters = Arrays.copyOf(parameters, capacity);
        results = Arrays.copyOf(results, capacity);
        heights = Arrays.copyOf(heights, capacity);
        starts = Arrays.copyOf(starts, capacity);
        depths = Arrays.copyOf(depths, capacity);
        initialized = Arrays.copyOf(initialized, capacity);
        outerUnreachable = Arrays.copyOf(outerUnreachable, capacity);
        marks = Arrays.copyOf(marks, capacity);
    }

    void pop() {
        size--;
    }

    /** The number of the innermost block. */
    int top() {
        return size - 1;
    }

    /** Whether a label index names a block. */
    boolean isLabel(int label) {
        return Integer.compareUnsigned(label, size) < 0;
    }

    /** The number of the block that a label index names, counted from the innermost. */
    int block(int label) {
        return size - 1 - label;
    }

    Opcode kind(int block) {
        return kinds[block];
    }

    int[] parameters(int block) {
        return parameters[block];
    }

    int[] results(int block) {
        return results[block];
    }

    /** What a branch to a block takes: a loop's parameters, another block's results. */
    int[] labelTypes(int block) {
        return kinds[block] == Opcode.LOOP ? parameters[block] : results[block];
    }

    int height(int block) {
        return heights[block];
    }

    int start(int block) {
        return starts[block];
    }

    int depth(int block) {
        return depths[block];
    }

    int initializedLocals(int block) {
        return initialized[block];
    }

    /** Whether a block is in code that is not reached. */
    boolean isOuterUnreachable(int block) {
        return outerUnreachable[block];
    }

    /** Notes a number at a block, and says whether it was noted already. */
    boolean mark(int block, int number) {
        if (marks[block] == number) {
            return true;
        }
        marks[block] = number;
        return false;
    }
}
