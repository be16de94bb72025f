package org.tilia.wasm.runtime;

import java.util.List;
import org.tilia.wasm.module.SubType;

/**
 * A canonical group of types that may refer to each other.
 *
 * <p>Type indices in the definitions count the group's own members first, then {@code outer}; so two groups are equal by the
 * spec's iso-recursive rule exactly when their {@link Key keys} are equal.
 */
final class TypeGroup {

    /**
     * What identifies a group. It does not hold the group's own types, so that a weak map from key to group can forget it.
     *
     * @param definitions the members, with indices as described above
     * @param outer the types outside of the group, in the order of their first use
     */
    record Key(List<SubType> definitions, List<DefinedType> outer) {
    }

    private final Key key;
    private final DefinedType[] members;

    TypeGroup(Key key) {
        this.key = key;
        this.members = new DefinedType[key.definitions().size()];
        for (int i = 0; i < members.length; i++) {
            List<Integer> supertypes = key.definitions().get(i).supertypes();
            members[i] = new DefinedType(this, i, supertypes.isEmpty() ? null : referent(supertypes.getFirst()));
        }
    }

    SubType definition(int member) {
        return key.definitions().get(member);
    }

    DefinedType member(int index) {
        return members[index];
    }

    DefinedType referent(int index) {
        return index < members.length ? members[index] : key.outer().get(index - members.length);
    }
}
