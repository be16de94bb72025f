package org.tilia.wasm.semantics;

import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

/** Operations on references (spec 4.4.4); null is the null reference. */
public final class References {

    private References() {
    }

    /** {@code ref.as_non_null}. */
    public static Object asNonNull(Object reference) {
        if (reference == null) {
            throw Trap.of(TrapKind.NULL_REFERENCE);
        }
        return reference;
    }
}
