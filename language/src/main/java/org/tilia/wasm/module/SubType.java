package org.tilia.wasm.module;

import java.util.List;

/**
 * A type definition with its declared supertypes (spec 2.3.11).
 *
 * @param supertypes indices of types of the same module; at most one in valid modules
 */
public record SubType(boolean isFinal, List<Integer> supertypes, CompositeType composite) {

    public SubType {
        supertypes = List.copyOf(supertypes);
    }

    /** A final type without supertypes, which is what a plain definition in the text format means. */
    public static SubType plain(CompositeType composite) {
        return new SubType(true, List.of(), composite);
    }
}
