package org.tilia.wasm.validation;

import java.util.Arrays;

/** A function's parameters and locals, and which of those that start without a value have been set (spec 3.4.2). */
final class Locals {

    private int[] types = new int[64];
    private int count;
    /** Locals that have no value yet; only meaningful if {@link #tracked}. */
    private boolean[] unset = new boolean[64];
    private boolean tracked;
    /** Locals that have been set, in order, so that the end of a block can take it back. */
    private int[] set = new int[16];
    private int setCount;

    /** Begins anew with a function's parameters. */
    void start(int[] parameters, int declared) {
        int total = parameters.length + declared;
        if (total > types.length) {
            types = new int[Math.max(total, types.length * 2)];
            unset = new boolean[types.length];
        }
        if (tracked) {
            Arrays.fill(unset, false);
        }
        System.arraycopy(parameters, 0, types, 0, parameters.length);
        count = parameters.length;
        tracked = false;
        setCount = 0;
    }

    /** Declares locals of a type. */
    void declare(int type, int number) {
        Arrays.fill(types, count, count + number, type);
        if (!TypeCode.isDefaultable(type) && number > 0) {
            Arrays.fill(unset, count, count + number, true);
            tracked = true;
        }
        count += number;
    }

    int count() {
        return count;
    }

    boolean isKnown(int local) {
        return Integer.compareUnsigned(local, count) < 0;
    }

    int type(int local) {
        return types[local];
    }

    boolean isUnset(int local) {
        return tracked && unset[local];
    }

    void set(int local) {
        if (tracked && unset[local]) {
            unset[local] = false;
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
            unset[set[--setCount]] = true;
        }
    }
}
