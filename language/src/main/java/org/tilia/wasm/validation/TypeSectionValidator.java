package org.tilia.wasm.validation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tilia.wasm.module.ArrayType;
import org.tilia.wasm.module.CompositeType;
import org.tilia.wasm.module.FieldType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.LoadPoll;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.module.NumberType;
import org.tilia.wasm.module.PackedType;
import org.tilia.wasm.module.RecursiveType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.StorageType;
import org.tilia.wasm.module.StructType;
import org.tilia.wasm.module.SubType;
import org.tilia.wasm.module.TypeIndex;
import org.tilia.wasm.module.ValueType;

/**
 * Validates type definitions (spec 3.2.11) and finds out which are equal (spec 3.1.3).
 *
 * <p>For every group, in this order: all indices are known; then the group is compared with those before it, references
 * into the group counted from its start and references out of it by canonical index, so that equal groups have equal
 * keys; then declared supertypes are checked, for which the group's own declarations already count.
 */
final class TypeSectionValidator {

    private final List<RecursiveType> groups;
    private final ModuleLimits limits;
    private final TypeContext context;
    private final Map<GroupKey, Integer> known = new HashMap<>();
    private final int[] depth;

    private TypeSectionValidator(Module module, ModuleLimits limits, TypeContext context) {
        this.groups = module.recursiveTypes();
        this.limits = limits;
        this.context = context;
        this.depth = new int[module.types().size()];
    }

    /** The type definitions of a module. */
    static TypeContext validate(Module module, ModuleLimits limits, LoadPoll poll) {
        TypeContext context = new TypeContext(module);
        TypeSectionValidator validator = new TypeSectionValidator(module, limits, context);
        for (RecursiveType group : validator.groups) {
            validator.group(group, poll);
        }
        return context;
    }

    private void group(RecursiveType group, LoadPoll poll) {
        int first = group.firstIndex();
        int size = group.members().size();
        context.extend(first + size);
        KeyBuilder key = new KeyBuilder(first);
        for (int i = 0; i < size; i++) {
            poll.item();
            key.add(group.members().get(i), first + i);
        }
        Integer equal = known.putIfAbsent(new GroupKey(key.toArray()), first);
        if (equal != null) {
            // members of a group are distinct, even where they look alike
            for (int i = 0; i < size; i++) {
                context.setCanonical(first + i, context.canonical(equal + i));
            }
            return;
        }
        for (int i = 0; i < size; i++) {
            declareSupertype(first + i);
        }
        for (int i = 0; i < size; i++) {
            checkSupertype(first + i);
        }
    }

    /** Enters a supertype, after its own: so every chain is known to be short before one is followed. */
    private void declareSupertype(int index) {
        List<Integer> supertypes = context.definition(index).supertypes();
        if (supertypes.isEmpty()) {
            return;
        }
        if (supertypes.size() > 1) {
            throw invalid("sub type " + index + " has more than one supertype");
        }
        int above = supertypes.getFirst();
        depth[index] = depth[context.canonical(above)] + 1;
        if (depth[index] > limits.subtypingDepth()) {
            throw ModuleException.limit("sub type " + index + " is too deep: the limit is " + limits.subtypingDepth()
                            + " supertypes above a type", -1);
        }
        context.setSupertype(index, above);
    }

    private void checkSupertype(int index) {
        SubType type = context.definition(index);
        if (type.supertypes().isEmpty()) {
            return;
        }
        int above = type.supertypes().getFirst();
        if (context.definition(above).isFinal()) {
            throw invalid("sub type " + index + " has the supertype " + above + ", which is final");
        }
        if (!matches(index, above)) {
            throw invalid("sub type " + index + " does not match its supertype " + above);
        }
    }

    private boolean matches(int index, int above) {
        return switch (context.composite(above)) {
            case FunctionType function -> context.isFunction(index)
                            && context.areSubtypes(context.parameters(above), context.parameters(index))
                            && context.areSubtypes(context.results(index), context.results(above));
            case StructType struct -> context.isStruct(index) && fieldsMatch(context.fields(index), context.fields(above));
            case ArrayType array -> context.isArray(index)
                            && context.isFieldSubtype(context.element(index), context.element(above));
        };
    }

    private boolean fieldsMatch(int[] fields, int[] above) {
        if (fields.length < above.length) {
            return false;
        }
        for (int i = 0; i < above.length; i++) {
            if (!context.isFieldSubtype(fields[i], above[i])) {
                return false;
            }
        }
        return true;
    }

    private static ModuleException invalid(String message) {
        return ModuleException.invalid(message, -1);
    }

    /** A group in canonical form. Comparable, so that a map stays fast when hash codes collide on purpose. */
    private record GroupKey(int[] form) implements Comparable<GroupKey> {

        @Override
        public boolean equals(Object other) {
            return other instanceof GroupKey key && Arrays.equals(form, key.form);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(form);
        }

        @Override
        public int compareTo(GroupKey other) {
            return Arrays.compare(form, other.form);
        }
    }

    /** Writes a group in canonical form, and refuses indices that are not known. */
    private final class KeyBuilder {

        private final int first;
        private int[] form = new int[16];
        private int length;
        private Place place;

        KeyBuilder(int first) {
            this.first = first;
        }

        int[] toArray() {
            return Arrays.copyOf(form, length);
        }

        private void put(int value) {
            if (length == form.length) {
                form = Arrays.copyOf(form, length * 2);
            }
            form[length++] = value;
        }

        void add(SubType type, int index) {
            place = Place.of("type", index);
            put(type.isFinal() ? 1 : 0);
            put(type.supertypes().size());
            for (int above : type.supertypes()) {
                // a supertype comes first, so chains of them end
                if (Integer.compareUnsigned(above, index) >= 0) {
                    throw invalid("unknown type " + Integer.toUnsignedString(above) + ": type " + index
                                    + " can only have a supertype that comes before it");
                }
                putIndex(above);
            }
            add(type.composite());
        }

        private void add(CompositeType type) {
            switch (type) {
                case FunctionType function -> {
                    put(0);
                    addAll(function.parameters());
                    addAll(function.results());
                }
                case StructType struct -> {
                    put(1);
                    put(struct.fields().size());
                    struct.fields().forEach(this::add);
                }
                case ArrayType array -> {
                    put(2);
                    add(array.element());
                }
            }
        }

        private void addAll(List<ValueType> types) {
            put(types.size());
            types.forEach(this::add);
        }

        private void add(FieldType field) {
            put(field.mutable() ? 1 : 0);
            add(field.storage());
        }

        private void add(StorageType type) {
            switch (type) {
                case PackedType packed -> put(packed == PackedType.I8 ? TypeCode.I8 : TypeCode.I16);
                case NumberType number -> put(TypeCode.code(number));
                case ReferenceType reference -> {
                    if (reference.heap() instanceof TypeIndex defined) {
                        context.check(defined.index(), place);
                        put(TypeCode.reference(reference.nullable(), TypeCode.FIRST_INDEX));
                        putIndex(defined.index());
                    } else {
                        put(context.code(reference));
                    }
                }
            }
        }

        /** References into the group as negative numbers, others by canonical index. */
        private void putIndex(int index) {
            put(index >= first ? first - index - 1 : context.canonical(index));
        }
    }
}
