package org.tilia.wasm.runtime;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.tilia.wasm.module.ArrayType;
import org.tilia.wasm.module.CompositeType;
import org.tilia.wasm.module.FieldType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.RecursiveType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.StorageType;
import org.tilia.wasm.module.StructType;
import org.tilia.wasm.module.SubType;
import org.tilia.wasm.module.TypeIndex;
import org.tilia.wasm.module.ValueType;

/** The canonical types of an engine. They are held weakly: a type lives as long as something uses it. Thread-safe. */
public final class TypeRegistry {

    /** Each group holds its own key strongly, and the key does not hold the group: so an entry lives as long as its group. */
    private final Map<TypeGroup.Key, WeakReference<TypeGroup>> groups = new WeakHashMap<>();

    /** The canonical types of a module, by type index. */
    public DefinedType[] define(Module module) {
        DefinedType[] types = new DefinedType[module.types().size()];
        for (RecursiveType group : module.recursiveTypes()) {
            TypeGroup canonical = intern(new Renumbering(group, types).key());
            for (int i = 0; i < group.members().size(); i++) {
                types[group.firstIndex() + i] = canonical.member(i);
            }
        }
        return types;
    }

    /** The canonical type of a function that names no type by index. */
    public DefinedType function(FunctionType type) {
        RecursiveType group = new RecursiveType(0, List.of(SubType.plain(type)));
        return intern(new Renumbering(group, new DefinedType[0]).key()).member(0);
    }

    private synchronized TypeGroup intern(TypeGroup.Key key) {
        WeakReference<TypeGroup> known = groups.get(key);
        TypeGroup group = known == null ? null : known.get();
        if (group == null) {
            // A stale entry would keep its old, equal key, which nothing holds any more.
            groups.remove(key);
            group = new TypeGroup(key);
            groups.put(key, new WeakReference<>(group));
        }
        return group;
    }

    /** Rewrites a module's group with the indices that {@link TypeGroup} describes. */
    private static final class Renumbering {

        private final RecursiveType group;
        private final DefinedType[] known;
        private final Map<DefinedType, Integer> indices = new IdentityHashMap<>();
        private final List<DefinedType> outer = new ArrayList<>();

        Renumbering(RecursiveType group, DefinedType[] known) {
            this.group = group;
            this.known = known;
        }

        TypeGroup.Key key() {
            List<SubType> definitions = group.members().stream().map(this::subType).toList();
            return new TypeGroup.Key(definitions, List.copyOf(outer));
        }

        private SubType subType(SubType type) {
            List<Integer> supertypes = type.supertypes().stream().map(this::index).toList();
            return new SubType(type.isFinal(), supertypes, composite(type.composite()));
        }

        private CompositeType composite(CompositeType type) {
            return switch (type) {
                case FunctionType(var parameters, var results) -> new FunctionType(values(parameters), values(results));
                case StructType(var fields) -> new StructType(fields.stream().map(this::field).toList());
                case ArrayType(var element) -> new ArrayType(field(element));
            };
        }

        private FieldType field(FieldType field) {
            StorageType storage = field.storage() instanceof ValueType value ? value(value) : field.storage();
            return new FieldType(storage, field.mutable());
        }

        private List<ValueType> values(List<ValueType> types) {
            return types.stream().map(this::value).toList();
        }

        private ValueType value(ValueType type) {
            return type instanceof ReferenceType(boolean nullable, TypeIndex(int index))
                            ? new ReferenceType(nullable, new TypeIndex(index(index)))
                            : type;
        }

        private int index(int moduleIndex) {
            int member = moduleIndex - group.firstIndex();
            if (member >= 0) {
                return member;
            }
            return indices.computeIfAbsent(known[moduleIndex], type -> {
                outer.add(type);
                return group.members().size() + outer.size() - 1;
            });
        }
    }
}
