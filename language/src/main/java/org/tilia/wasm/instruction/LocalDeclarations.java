package org.tilia.wasm.instruction;

import java.util.Arrays;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.module.TypeReader;
import org.tilia.wasm.module.ValueType;

/** The locals that a function body declares (spec 5.5.13): groups of neighbours of one type. Made to be reused. */
public final class LocalDeclarations {

    private static final long MAXIMUM = 0xFFFF_FFFFL;

    private int groups;
    private int total;
    private int[] counts = new int[8];
    private ValueType[] types = new ValueType[8];

    /** Reads the declarations at the start of a body; the reader then stands at the first instruction. */
    public void read(TypeReader in, ModuleLimits limits) {
        int start = in.position();
        long sum = read(in);
        if (sum > limits.locals()) {
            ModuleLimits.check((int) sum, limits.locals(), "locals", start);
        }
        total = (int) sum;
    }

    /** As {@link #read(TypeReader, ModuleLimits)}, for code that has been validated; returns the number of locals. */
    public long read(TypeReader in) {
        groups = in.count("local declarations", 2);
        if (groups > counts.length) {
            counts = Arrays.copyOf(counts, groups);
            types = Arrays.copyOf(types, groups);
        }
        long sum = 0;
        for (int i = 0; i < groups; i++) {
            int at = in.position();
            int count = in.u32();
            sum += Integer.toUnsignedLong(count);
            if (sum > MAXIMUM) {
                throw ModuleException.malformed("too many locals: " + sum, at);
            }
            counts[i] = count;
            types[i] = in.readValueType();
        }
        return sum;
    }

    /** Number of locals, without parameters. */
    public int total() {
        return total;
    }

    /** Number of groups. */
    public int groups() {
        return groups;
    }

    /** How many locals a group declares, possibly none. */
    public int count(int group) {
        return counts[group];
    }

    /** The type of a group's locals. */
    public ValueType type(int group) {
        return types[group];
    }
}
