package org.tilia.wasm.module;

import java.util.List;

/**
 * A group of types that may refer to each other (spec 2.3.11).
 *
 * @param firstIndex the type index of the group's first member
 */
public record RecursiveType(int firstIndex, List<SubType> members) {

    public RecursiveType {
        members = List.copyOf(members);
    }
}
