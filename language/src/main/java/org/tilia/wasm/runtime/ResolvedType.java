package org.tilia.wasm.runtime;

import org.tilia.wasm.module.AbstractHeapType;
import org.tilia.wasm.module.ArrayType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.StructType;
import org.tilia.wasm.module.TypeIndex;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.module.ValueType;

/**
 * A value type that means the same in every module: a type index is replaced by what it stands for.
 *
 * @param plain the type itself; for a reference to a defined type only whether it is nullable counts
 * @param defined what the reference points to, or null when {@code plain} says it all
 */
public record ResolvedType(ValueType plain, DefinedType defined) {

    /** A type without a type index. */
    public static ResolvedType of(ValueType type) {
        return new ResolvedType(type, null);
    }

    /** A type of a module. */
    public static ResolvedType of(ValueType type, DefinedType[] types) {
        return type instanceof ReferenceType(boolean nullable, TypeIndex(int index)) ? reference(nullable, types[index]) : of(type);
    }

    /** A reference to values of a defined type. */
    public static ResolvedType reference(boolean nullable, DefinedType type) {
        AbstractHeapType top = top(type);
        return new ResolvedType(new ReferenceType(nullable, top), type);
    }

    /** How a value of the type is held. */
    public ValueKind kind() {
        return plain.kind();
    }

    /** Whether a value of this type may stand where the other is expected (spec 3.3.3). */
    public boolean matches(ResolvedType other) {
        if (!(plain instanceof ReferenceType mine) || !(other.plain instanceof ReferenceType theirs)) {
            return plain == other.plain;
        }
        return (theirs.nullable() || !mine.nullable()) && heapMatches(mine, other, theirs);
    }

    private boolean heapMatches(ReferenceType mine, ResolvedType other, ReferenceType theirs) {
        AbstractHeapType abstractHeap = (AbstractHeapType) mine.heap();
        if (other.defined != null) {
            return defined != null ? defined.isSubtypeOf(other.defined) : abstractHeap == bottom(other.defined);
        }
        return isSubtype(abstractHeap, (AbstractHeapType) theirs.heap());
    }

    /** The least abstract type above a defined one. */
    private static AbstractHeapType top(DefinedType type) {
        return switch (type.composite()) {
            case FunctionType _ -> AbstractHeapType.FUNC;
            case StructType _ -> AbstractHeapType.STRUCT;
            case ArrayType _ -> AbstractHeapType.ARRAY;
        };
    }

    private static AbstractHeapType bottom(DefinedType type) {
        return type.composite() instanceof FunctionType ? AbstractHeapType.NOFUNC : AbstractHeapType.NONE;
    }

    private static boolean isSubtype(AbstractHeapType type, AbstractHeapType other) {
        return type == other || switch (type) {
            case NOFUNC -> other == AbstractHeapType.FUNC;
            case NOEXTERN -> other == AbstractHeapType.EXTERN;
            case NOEXN -> other == AbstractHeapType.EXN;
            case EQ -> other == AbstractHeapType.ANY;
            case I31, STRUCT, ARRAY -> other == AbstractHeapType.EQ || other == AbstractHeapType.ANY;
            case NONE -> isSubtype(AbstractHeapType.I31, other) || other == AbstractHeapType.STRUCT || other == AbstractHeapType.ARRAY;
            case FUNC, EXTERN, ANY, EXN -> false;
        };
    }

    /** As in the text format, with a defined type written out. */
    @Override
    public String toString() {
        if (defined == null) {
            return plain.toString();
        }
        return (((ReferenceType) plain).nullable() ? "(ref null " : "(ref ") + defined + ")";
    }
}
