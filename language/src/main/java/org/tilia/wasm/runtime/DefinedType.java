package org.tilia.wasm.runtime;

import java.util.List;
import org.tilia.wasm.module.CompositeType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.SubType;
import org.tilia.wasm.module.TypeIndex;
import org.tilia.wasm.module.ValueType;

/**
 * The canonical type of functions, structs or arrays: types that are equal by the spec's rules (3.3.10) are one object per
 * engine, so that {@code ==} is type equality. {@link TypeRegistry} makes them.
 */
public final class DefinedType {

    private final TypeGroup group;
    private final int member;
    /** The supertypes from the root down to this type itself: a cast compares one element. */
    private final DefinedType[] display;

    DefinedType(TypeGroup group, int member, DefinedType supertype) {
        this.group = group;
        this.member = member;
        this.display = display(supertype);
    }

    private DefinedType[] display(DefinedType supertype) {
        int depth = supertype == null ? 0 : supertype.display.length;
        DefinedType[] types = new DefinedType[depth + 1];
        if (depth > 0) {
            System.arraycopy(supertype.display, 0, types, 0, depth);
        }
        types[depth] = this;
        return types;
    }

    /** Whether a value of this type is one of the other, too; in constant time. */
    public boolean isSubtypeOf(DefinedType other) {
        return this == other || isProperSubtypeOf(other);
    }

    private boolean isProperSubtypeOf(DefinedType other) {
        int depth = other.display.length - 1;
        return depth < display.length && display[depth] == other;
    }

    /** The type that this one extends, or null. */
    public DefinedType supertype() {
        return display.length == 1 ? null : display[display.length - 2];
    }

    private SubType definition() {
        return group.definition(member);
    }

    /** What the type describes; {@link #resolve} says what the type indices in it mean. */
    public CompositeType composite() {
        return definition().composite();
    }

    /** Whether nothing may extend the type. */
    public boolean isFinal() {
        return definition().isFinal();
    }

    /** What a type index inside {@link #composite} means. */
    public DefinedType referent(TypeIndex index) {
        return group.referent(index.index());
    }

    /** A value type that stands in {@link #composite}. */
    public ResolvedType resolve(ValueType type) {
        return type instanceof ReferenceType(boolean nullable, TypeIndex index)
                        ? ResolvedType.reference(nullable, referent(index))
                        : ResolvedType.of(type);
    }

    /** The parameters of a function type. */
    public List<ResolvedType> parameters() {
        return ((FunctionType) composite()).parameters().stream().map(this::resolve).toList();
    }

    /** The results of a function type. */
    public List<ResolvedType> results() {
        return ((FunctionType) composite()).results().stream().map(this::resolve).toList();
    }

    /** As in the spec's prose, one level deep: {@code [i32 (ref 1)] -> []}. */
    @Override
    public String toString() {
        return composite().toString();
    }
}
