package org.tilia.wasm.text;

import java.util.List;
import org.tilia.wasm.module.AbstractHeapType;

/** A pattern that a result must match. */
public sealed interface Expectation {

    /** This number, to the bit; or this reference. */
    record Value(ScriptValue value) implements Expectation {
    }

    /** A 32-bit float that is such a NaN. */
    record F32NaN(NaN kind) implements Expectation {
    }

    /** A 64-bit float that is such a NaN. */
    record F64NaN(NaN kind) implements Expectation {
    }

    /**
     * A vector of floats.
     *
     * @param lanes four patterns for f32 or two for f64, lane 0 first, each a {@link Value} of that type or a NaN
     */
    record Lanes(List<Expectation> lanes) implements Expectation {

        public Lanes {
            lanes = List.copyOf(lanes);
        }
    }

    /** Any null reference. */
    record Null() implements Expectation {
    }

    /** A reference, not null, whose value belongs to this heap type. */
    record Reference(AbstractHeapType type) implements Expectation {
    }

    /** Any of these. */
    record Either(List<Expectation> alternatives) implements Expectation {

        public Either {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** The sets of NaNs that the spec distinguishes (spec 4.3.3). */
    enum NaN {
        /** Either sign; of the payload only the highest bit is set. */
        CANONICAL,
        /** Either sign; of the payload at least the highest bit is set. */
        ARITHMETIC
    }
}
