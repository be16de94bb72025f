package org.tilia.wasm.bytecode;

import java.lang.classfile.Label;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which slots are live where: the classic backward analysis, on the instructions of a function as they would be in one method.
 *
 * <p>It is recorded while that is emitted: instructions by number, the slots that they read or write, where labels are, and
 * where branches go.
 */
final class SlotFlow {

    /** So many bits at most for what is live at each block. */
    private static final long MAXIMUM_BITS = 1L << 28;
    /** Instructions of a block, so that what is live in the middle of one is found soon. */
    private static final int LONGEST_BLOCK = 1024;
    /** Structured code needs as many passes as loops are nested, and a few more. */
    private static final int MAXIMUM_PASSES = 50;

    private final int slots;
    private final Map<Label, Integer> labels = new IdentityHashMap<>();
    /** Reads and writes of slots in order: the slot × 2, and 1 more for a write. */
    private final IntList accesses = new IntList();
    private final IntList accessPlaces = new IntList();
    /** Instructions behind which a block ends. */
    private final IntList ends = new IntList();
    private final List<List<Label>> targets = new ArrayList<>();
    private final BitSet fallsThrough = new BitSet();
    /** The blocks: their first instructions; then what is live at the start of each. */
    private int[] starts;
    private int total;
    private int[][] successors;
    private BitSet[] live;
    /** The blocks that control can arrive at. */
    private final BitSet reachable = new BitSet();

    SlotFlow(int slots) {
        this.slots = slots;
    }

    /** Grows as needed. */
    private static final class IntList {
        private int[] values = new int[64];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        /** The first place whose value is not below the given one; the values ascend. */
        int find(int value) {
            int place = Arrays.binarySearch(values, 0, size, value);
            if (place < 0) {
                return -place - 1;
            }
            while (place > 0 && values[place - 1] == value) {
                place--;
            }
            return place;
        }
    }

    /** Records that the instruction with this number, the next one, accesses a slot. */
    void access(int instruction, int slot, boolean write) {
        accesses.add(slot * 2 + (write ? 1 : 0));
        accessPlaces.add(instruction);
    }

    /** Records that a label is before the instruction with this number. */
    void bind(Label label, int instruction) {
        labels.put(label, instruction);
    }

    /** Records an instruction that branches, or ends the method. */
    void jump(int instruction, List<Label> to, boolean conditional) {
        if (conditional) {
            fallsThrough.set(targets.size());
        }
        ends.add(instruction);
        targets.add(to);
    }

    /** Analyses what was recorded of this many instructions; false where that would be too much. */
    boolean analyse(int instructions) {
        total = instructions;
        findBlocks();
        if ((long) starts.length * slots > MAXIMUM_BITS) {
            return false;
        }
        BitSet[] read = new BitSet[starts.length];
        BitSet[] written = new BitSet[starts.length];
        live = new BitSet[starts.length];
        for (int block = 0; block < starts.length; block++) {
            read[block] = new BitSet();
            written[block] = new BitSet();
            collect(starts[block], end(block), read[block], written[block]);
            live[block] = (BitSet) read[block].clone();
        }
        boolean changed = true;
        for (int pass = 0; changed; pass++) {
            if (pass == MAXIMUM_PASSES) {
                return false;
            }
            changed = false;
            for (int block = starts.length - 1; block >= 0; block--) {
                BitSet now = liveBehind(block);
                now.andNot(written[block]);
                now.or(read[block]);
                if (!now.equals(live[block])) {
                    live[block] = now;
                    changed = true;
                }
            }
        }
        return true;
    }

    private void findBlocks() {
        BitSet first = new BitSet();
        for (int i = 0; i < Math.max(1, total); i += LONGEST_BLOCK) {
            first.set(i);
        }
        for (int i = 0; i < ends.size; i++) {
            first.set(ends.values[i] + 1);
        }
        labels.values().forEach(first::set);
        first.clear(Math.max(1, total), Math.max(first.length(), Math.max(1, total)));
        starts = first.stream().toArray();
        successors = new int[starts.length][];
        for (int block = 0; block < starts.length; block++) {
            successors[block] = successors(block, end(block));
        }
        markReachable();
    }

    private void markReachable() {
        Deque<Integer> pending = new ArrayDeque<>(List.of(0));
        while (!pending.isEmpty()) {
            int block = pending.pop();
            if (!reachable.get(block)) {
                reachable.set(block);
                for (int successor : successors[block]) {
                    pending.push(successor);
                }
            }
        }
    }

    private boolean isReachable(int instruction) {
        return reachable.get(block(instruction));
    }

    private int[] successors(int block, int end) {
        int jump = ends.find(end - 1);
        boolean jumps = jump < ends.size && ends.values[jump] == end - 1;
        BitSet to = new BitSet();
        if (jumps) {
            targets.get(jump).forEach(label -> {
                if (labels.get(label) < total) {
                    to.set(block(labels.get(label)));
                }
            });
        }
        if ((!jumps || fallsThrough.get(jump)) && block + 1 < starts.length) {
            to.set(block + 1);
        }
        return to.stream().toArray();
    }

    /** The block that has this instruction. */
    private int block(int instruction) {
        int place = Arrays.binarySearch(starts, instruction);
        return place >= 0 ? place : -place - 2;
    }

    private int end(int block) {
        return block + 1 < starts.length ? starts[block + 1] : total;
    }

    private void collect(int from, int to, BitSet read, BitSet written) {
        for (int i = accessPlaces.find(from); i < accessPlaces.size && accessPlaces.values[i] < to; i++) {
            int slot = accesses.values[i] >> 1;
            if ((accesses.values[i] & 1) != 0) {
                written.set(slot);
            } else if (!written.get(slot)) {
                read.set(slot);
            }
        }
    }

    private BitSet liveBehind(int block) {
        BitSet result = new BitSet(slots);
        for (int successor : successors[block]) {
            result.or(live[successor]);
        }
        return result;
    }

    /** The slots that may be read before they are written, from this instruction on. */
    BitSet liveAt(int instruction) {
        if (instruction >= total) {
            return new BitSet();
        }
        int block = block(instruction);
        if (starts[block] == instruction) {
            return (BitSet) live[block].clone();
        }
        BitSet result = liveBehind(block);
        for (int i = accessPlaces.find(end(block)) - 1; i >= 0 && accessPlaces.values[i] >= instruction; i--) {
            result.set(accesses.values[i] >> 1, (accesses.values[i] & 1) == 0);
        }
        return result;
    }

    /** Adds the slots that instructions in a range access, and those of them that they write. */
    void accessed(int from, int to, BitSet accessed, BitSet written) {
        for (int i = accessPlaces.find(from); i < accessPlaces.size && accessPlaces.values[i] < to; i++) {
            accessed.set(accesses.values[i] >> 1);
            if ((accesses.values[i] & 1) != 0) {
                written.set(accesses.values[i] >> 1);
            }
        }
    }

    /** The labels that control branches to in a range, and the slots that are live where it leaves it. */
    Set<Label> leave(int from, int to, BitSet result) {
        if (reachesEnd(from, to)) {
            result.or(liveAt(to));
        }
        Set<Label> used = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = ends.find(from); i < ends.size && ends.values[i] < to; i++) {
            if (isReachable(ends.values[i])) {
                used.addAll(targets.get(i));
            }
        }
        for (Label label : used) {
            int place = labels.get(label);
            if (place < from || place >= to) {
                result.or(liveAt(place));
            }
        }
        return used;
    }

    /** Whether control may arrive at the end of a range from within it. */
    boolean reachesEnd(int from, int to) {
        if (from == to) {
            return true;
        }
        int jump = ends.find(to - 1);
        boolean falls = jump == ends.size || ends.values[jump] != to - 1 || fallsThrough.get(jump);
        if (falls && isReachable(to - 1)) {
            return true;
        }
        for (int i = ends.find(from); i < ends.size && ends.values[i] < to; i++) {
            if (isReachable(ends.values[i])) {
                for (Label label : targets.get(i)) {
                    if (labels.get(label) == to) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** How often each slot is accessed, in the code. */
    int[] counts() {
        int[] counts = new int[slots];
        for (int i = 0; i < accesses.size; i++) {
            counts[accesses.values[i] >> 1]++;
        }
        return counts;
    }
}
