package org.tilia.wasm.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tilia.wasm.module.CompositeType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.RecursiveType;
import org.tilia.wasm.module.SubType;

/** The types of a module in the making: the defined ones, then those that only type uses imply (spec 6.6.4). */
final class TypeSpace {

    private final NameSpace names = new NameSpace("type");
    private final List<SubType> types = new ArrayList<>();
    private final List<RecursiveType> groups = new ArrayList<>();
    /** The first type of its own group that is this plain function type. */
    private final Map<FunctionType, Integer> plainFunctions = new HashMap<>();
    private final Map<Integer, NameSpace> fields = new HashMap<>();

    /** The identifiers of the defined types. */
    NameSpace names() {
        return names;
    }

    /** The groups in order, the implied types last. */
    List<RecursiveType> groups() {
        return groups;
    }

    /** The index of the next type. */
    int size() {
        return types.size();
    }

    void define(List<SubType> members) {
        SubType only = members.size() == 1 ? members.getFirst() : null;
        if (only != null && only.composite() instanceof FunctionType function && only.equals(SubType.plain(function))) {
            plainFunctions.putIfAbsent(function, types.size());
        }
        groups.add(new RecursiveType(types.size(), members));
        types.addAll(members);
    }

    /** The index of a plain definition of this type, which is added where there is none. */
    int implied(FunctionType type) {
        Integer index = plainFunctions.get(type);
        if (index == null) {
            index = types.size();
            define(List.of(SubType.plain(type)));
        }
        return index;
    }

    /** The type at this index, or null where there is none. */
    CompositeType composite(int index) {
        return Integer.compareUnsigned(index, types.size()) < 0 ? types.get(index).composite() : null;
    }

    /** The identifiers of a struct's fields. */
    NameSpace fields(int structIndex) {
        return fields.computeIfAbsent(structIndex, index -> new NameSpace("field"));
    }

    /** The identifiers of fields by type index. */
    Map<Integer, NameSpace> fields() {
        return fields;
    }
}
