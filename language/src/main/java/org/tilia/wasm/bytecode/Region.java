package org.tilia.wasm.bytecode;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.ThreadState;

/**
 * Statements of a function that became a method of their own: neighbours in a sequence, or segments of one nest, of which a
 * parameter selects the first to run.
 *
 * <p>The method takes instance, thread, the arrays if the function has any, the selected segment if it has some, and the
 * values of {@link #takes}. It returns the label that it branches to, or 0 for none, unless there is but one way out; those
 * of {@link #gives} lie in the thread's results, or are what it returns if there is one, and but one way out.
 */
final class Region {

    /** What {@link #nest} is for neighbours in a sequence. */
    static final Nest NO_NEST = null;

    private final int number;
    private final List<Measurement> parts;
    private final Nest nest;
    private final int[] segments;
    private final Interface slots;
    private final List<Integer> exits;
    private final boolean fallsThrough;

    /**
     * The slots by which a region and its caller exchange values.
     *
     * @param takes those that it needs
     * @param gives those that it changes and that are needed behind it
     * @param unset those of {@code takes} that may be without a value where it is called
     */
    record Interface(int[] takes, int[] gives, int[] unset) {
    }

    /** @param segments the numbers of its segments in the nest; null for neighbours in a sequence */
    Region(int number, List<Measurement> parts, Nest nest, int[] segments, Interface slots, List<Integer> exits, boolean fallsThrough) {
        this.number = number;
        this.parts = parts;
        this.nest = nest;
        this.segments = segments;
        this.slots = slots;
        this.exits = exits;
        this.fallsThrough = fallsThrough;
    }

    String methodName() {
        return "region" + number;
    }

    /** Its statements, in order. */
    List<Measurement> parts() {
        return parts;
    }

    /** The nest that its statements are segments of, or {@link #NO_NEST}. */
    Nest nest() {
        return nest;
    }

    /** The numbers of its segments in the nest, in order. */
    int[] segments() {
        return segments;
    }

    Interface slots() {
        return slots;
    }

    /** The labels outside of it that it branches to, in order. */
    List<Integer> exits() {
        return exits;
    }

    /** Whether control may fall out of its end. */
    boolean fallsThrough() {
        return fallsThrough;
    }

    /** Whether there are several ways out, so that it must say which it took. */
    boolean returnsStatus() {
        return exits.size() + (fallsThrough ? 1 : 0) > 1;
    }

    /** Whether what it returns is the value of the only slot that it gives. */
    boolean returnsValue() {
        return !returnsStatus() && slots.gives.length == 1;
    }

    MethodTypeDesc descriptor(ValueKind[] kinds, boolean arrays) {
        List<ClassDesc> parameters = new ArrayList<>(List.of(Emitter.describe(Instance.class), Emitter.describe(ThreadState.class)));
        if (arrays) {
            parameters.add(CD_long.arrayType());
            parameters.add(CD_Object.arrayType());
        }
        if (nest != NO_NEST) {
            parameters.add(CD_int);
        }
        for (int slot : slots.takes) {
            parameters.add(Signature.describe(kinds[slot]));
        }
        ClassDesc result = CD_void;
        if (returnsStatus()) {
            result = CD_int;
        } else if (returnsValue()) {
            result = Signature.describe(kinds[slots.gives[0]]);
        }
        return MethodTypeDesc.of(result, parameters);
    }
}
