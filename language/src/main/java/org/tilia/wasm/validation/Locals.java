package org.tilia.wasm.validation;

import java.util.Arrays;

/**
 * A function's parameters and locals, and which of those that start without a value have been set (spec 3.4.2).
 *
 * <p>The types of the first locals are spread out; the others are looked up in their groups, so that a function of a few
 * bytes that declares 50,000 locals costs no more than its bytes.
 */
final class Locals {

    private static final int SPREAD = 1024;

    private final int[] types = new int[SPREAD];
    private int count;
    /** For every group the index behind its last local, and its type; each parameter is a group. */
    private int[] ends = new int[64];
    private int[] groupTypes = new int[64];
    private int groups;
    /** Whether any local starts without a value. */
    private boolean tracked;
    private int parameterCount;
    /** The function in which a local was set last, by a number of its own; only for locals without a value. */
    private int[] setIn = new int[64];
    private int function;
    /** Locals that have been set, in order, so that the end of a block can take it back. */
    private int[] set = new int[16];
    private int setCount;

    /** Begins anew with a function's parameters. */
    void start(int[] parameters) {
        count = 0;
        groups = 0;
        tracked = false;
        setCount = 0;
        function++;
        for (int parameter : parameters) {
            add(parameter, 1);
        }
        parameterCount = count;
    }

    /** Declares locals of a type. */
    void declare(int type, int number) {
        if (number > 0) {
            add(type, number);
            tracked |= !TypeCode.isDefaultable(type);
        }
    }

    private void add(int type, int number) {
        if (groups == ends.length) {
            ends = Arrays.copyOf(ends, groups * 2);
            groupTypes = Arrays.copyOf(groupTypes, groups * 2);
        }
        int first = count;
        count += number;
        ends[groups] = count;
        groupTypes[groups++] = type;
        if (first < SPREAD) {
            Arrays.fill(types, first, Math.min(count, SPREAD), type);
        }
    }

    int count() {
        return count;
    }

    boolean isKnown(int local) {
        return Integer.compareUnsigned(local, count) < 0;
    }

    int type(int local) {
        return local < SPREAD ? types[local] : search(local);
    }

    private int search(int local) {
        int found = Arrays.binarySearch(ends, 0, groups, local + 1);
        return groupTypes[found >= 0 ? found : -found - 1];
    }

    boolean isUnset(int local) {
        return tracked && local >= parameterCount && !TypeCode.isDefaultable(type(local)) && !isSet(local);
    }

    private boolean isSet(int local) {
        return local < setIn.length && setIn[local] == function;
    }

    /** Notes that a parameter or a local has a value now. */
    void set(int local) {
        if (isUnset(local)) {
            if (local >= setIn.length) {
                setIn = Arrays.copyOf(setIn, Math.max(local + 1, setIn.length * 2));
            }
            setIn[local] = function;
            if (setCount == set.length) {
                set = Arrays.copyOf(set, setCount * 2);
            }
            set[setCount++] = local;
        }
    }

    /** How many locals have been set so far that start without a value. */
    int setCount() {
        return setCount;
    }

    /** Takes back all but the first so many settings. */
    void reset(int keep) {
        while (setCount > keep) {
            setIn[set[--setCount]] = 0;
        }
    }
}
