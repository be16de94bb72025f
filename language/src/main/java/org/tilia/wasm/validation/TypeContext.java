package org.tilia.wasm.validation;

import java.util.Arrays;
import java.util.List;
import org.tilia.wasm.module.AbstractHeapType;
import org.tilia.wasm.module.ArrayType;
import org.tilia.wasm.module.CompositeType;
import org.tilia.wasm.module.FieldType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.HeapType;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.NumberType;
import org.tilia.wasm.module.PackedType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.StorageType;
import org.tilia.wasm.module.StructType;
import org.tilia.wasm.module.SubType;
import org.tilia.wasm.module.TypeIndex;
import org.tilia.wasm.module.ValueType;

/**
 * The type definitions of a module, their equality and their subtyping (spec 3.1, 3.3).
 *
 * <p>Equal definitions share one canonical index, the lowest of them, and only that appears in a {@link TypeCode}. Type
 * definitions enter group by group, as {@link TypeSectionValidator} accepts them.
 */
final class TypeContext {

    private static final int ANY = AbstractHeapType.ANY.ordinal();
    private static final int EQ = AbstractHeapType.EQ.ordinal();
    private static final int I31 = AbstractHeapType.I31.ordinal();
    private static final int STRUCT = AbstractHeapType.STRUCT.ordinal();
    private static final int ARRAY = AbstractHeapType.ARRAY.ordinal();
    private static final int NONE = AbstractHeapType.NONE.ordinal();
    private static final int FUNC = AbstractHeapType.FUNC.ordinal();
    private static final int NOFUNC = AbstractHeapType.NOFUNC.ordinal();
    private static final int EXTERN = AbstractHeapType.EXTERN.ordinal();
    private static final int NOEXTERN = AbstractHeapType.NOEXTERN.ordinal();
    private static final int EXN = AbstractHeapType.EXN.ordinal();
    private static final int NOEXN = AbstractHeapType.NOEXN.ordinal();
    /** For every abstract heap type the set of its abstract subtypes, itself included, as bits. */
    private static final int[] SUBTYPES = subtypes();

    private static final int UNDETERMINED = -2;

    private final List<SubType> types;
    /** How many types are known so far. */
    private int size;
    private final int[] canonical;
    /** The canonical index of the supertype, or −1. */
    private final int[] supertype;
    /** The abstract heap type right above a definition: FUNC, STRUCT or ARRAY. */
    private final int[] top;
    /** Parameters or fields. */
    private final int[][] operands;
    /** A function's results, or what a struct is made of. */
    private final int[][] results;
    private final int[] withoutDefault;

    TypeContext(Module module) {
        this.types = module.types();
        this.canonical = new int[types.size()];
        this.supertype = new int[types.size()];
        this.top = new int[types.size()];
        this.operands = new int[types.size()][];
        this.results = new int[types.size()][];
        this.withoutDefault = new int[types.size()];
        Arrays.fill(withoutDefault, UNDETERMINED);
    }

    private static int[] subtypes() {
        int[] sets = new int[AbstractHeapType.values().length];
        for (int i = 0; i < sets.length; i++) {
            sets[i] = 1 << i;
        }
        sets[ANY] |= 1 << EQ | 1 << I31 | 1 << STRUCT | 1 << ARRAY | 1 << NONE;
        sets[EQ] |= 1 << I31 | 1 << STRUCT | 1 << ARRAY | 1 << NONE;
        sets[I31] |= 1 << NONE;
        sets[STRUCT] |= 1 << NONE;
        sets[ARRAY] |= 1 << NONE;
        sets[FUNC] |= 1 << NOFUNC;
        sets[EXTERN] |= 1 << NOEXTERN;
        sets[EXN] |= 1 << NOEXN;
        return sets;
    }

    /** Lets types up to this number be named from now on. */
    void extend(int newSize) {
        for (int i = size; i < newSize; i++) {
            canonical[i] = i;
            supertype[i] = -1;
            top[i] = switch (types.get(i).composite()) {
                case FunctionType function -> FUNC;
                case StructType struct -> STRUCT;
                case ArrayType array -> ARRAY;
            };
        }
        size = newSize;
    }

    int size() {
        return size;
    }

    boolean isKnown(int index) {
        return Integer.compareUnsigned(index, size) < 0;
    }

    void setCanonical(int index, int newCanonical) {
        canonical[index] = newCanonical;
    }

    int canonical(int index) {
        return canonical[index];
    }

    void setSupertype(int index, int supertypeIndex) {
        supertype[index] = canonical[supertypeIndex];
    }

    SubType definition(int index) {
        return types.get(index);
    }

    CompositeType composite(int index) {
        return types.get(index).composite();
    }

    boolean isFunction(int index) {
        return top[index] == FUNC;
    }

    boolean isStruct(int index) {
        return top[index] == STRUCT;
    }

    boolean isArray(int index) {
        return top[index] == ARRAY;
    }

    /** The codes of a function type's parameters. */
    int[] parameters(int index) {
        int[] found = operands[index];
        if (found == null) {
            found = codes(((FunctionType) composite(index)).parameters());
            operands[index] = found;
        }
        return found;
    }

    /** The codes of a function type's results. */
    int[] results(int index) {
        int[] found = results[index];
        if (found == null) {
            found = codes(((FunctionType) composite(index)).results());
            results[index] = found;
        }
        return found;
    }

    /** The codes of a struct type's fields as they are stored, with {@link TypeCode#MUTABLE} where they are. */
    int[] fields(int index) {
        int[] found = operands[index];
        if (found == null) {
            found = ((StructType) composite(index)).fields().stream().mapToInt(this::field).toArray();
            operands[index] = found;
        }
        return found;
    }

    /** The codes of the operands that make a struct: its fields as they are on the operand stack. */
    int[] structOperands(int index) {
        int[] found = results[index];
        if (found == null) {
            found = Arrays.stream(fields(index)).map(TypeCode::unpacked).toArray();
            results[index] = found;
        }
        return found;
    }

    /** The number of the first field of a struct type that has no default value, or −1; it is found only once. */
    int firstWithoutDefault(int index) {
        if (withoutDefault[index] == UNDETERMINED) {
            int[] fields = fields(index);
            int at = 0;
            while (at < fields.length && TypeCode.isDefaultable(fields[at])) {
                at++;
            }
            withoutDefault[index] = at < fields.length ? at : -1;
        }
        return withoutDefault[index];
    }

    /** The code of an array type's elements as they are stored, with {@link TypeCode#MUTABLE} where they are. */
    int element(int index) {
        return field(((ArrayType) composite(index)).element());
    }

    private int field(FieldType field) {
        return storageCode(field.storage()) | (field.mutable() ? TypeCode.MUTABLE : 0);
    }

    private int storageCode(StorageType type) {
        return switch (type) {
            case PackedType.I8 -> TypeCode.I8;
            case PackedType.I16 -> TypeCode.I16;
            case ValueType value -> code(value);
        };
    }

    private int[] codes(List<ValueType> list) {
        if (list.isEmpty()) {
            return TypeCode.NONE;
        }
        int[] codes = new int[list.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = code(list.get(i));
        }
        return codes;
    }

    /** The code of a type whose indices are known. */
    int code(ValueType type) {
        return switch (type) {
            case NumberType number -> TypeCode.code(number);
            case ReferenceType reference -> TypeCode.reference(reference.nullable(), heap(reference.heap()));
        };
    }

    /** The code of a type whose indices are checked now. */
    int code(ValueType type, Place place) {
        if (type instanceof ReferenceType reference) {
            check(reference.heap(), place);
        }
        return code(type);
    }

    /** The heap part of a type's code. */
    int heap(HeapType heap) {
        return switch (heap) {
            case AbstractHeapType known -> known.ordinal();
            case TypeIndex defined -> TypeCode.FIRST_INDEX + canonical[defined.index()];
        };
    }

    /** A non-null reference to a type of the module. */
    int referenceTo(int index) {
        return TypeCode.reference(false, TypeCode.FIRST_INDEX + canonical[index]);
    }

    /** Refuses an index that names no type. */
    void check(HeapType heap, Place place) {
        if (heap instanceof TypeIndex defined) {
            check(defined.index(), place);
        }
    }

    /** Refuses an index that names no type. */
    void check(int index, Place place) {
        if (!isKnown(index)) {
            throw place.invalid("unknown type " + Integer.toUnsignedString(index));
        }
    }

    /** Whether a value of type {@code sub} may stand where {@code type} is wanted (spec 3.3.3). */
    boolean isSubtype(int sub, int type) {
        if (sub == type || sub == TypeCode.BOTTOM) {
            return true;
        }
        if (!TypeCode.isReference(sub) || !TypeCode.isReference(type)) {
            return false;
        }
        return (!TypeCode.isNullable(sub) || TypeCode.isNullable(type))
                        && isHeapSubtype(TypeCode.heap(sub), TypeCode.heap(type));
    }

    /** Subtyping of heap types (spec 3.3.3). */
    boolean isHeapSubtype(int sub, int heap) {
        if (sub == heap || sub == TypeCode.HEAP_BOTTOM) {
            return true;
        }
        if (heap == TypeCode.HEAP_BOTTOM) {
            return false;
        }
        if (heap < TypeCode.FIRST_INDEX) {
            int above = sub < TypeCode.FIRST_INDEX ? sub : top[sub - TypeCode.FIRST_INDEX];
            return (SUBTYPES[heap] >> above & 1) != 0;
        }
        int index = heap - TypeCode.FIRST_INDEX;
        if (sub < TypeCode.FIRST_INDEX) {
            return sub == (top[index] == FUNC ? NOFUNC : NONE);
        }
        return isDefinedSubtype(sub - TypeCode.FIRST_INDEX, index);
    }

    private boolean isDefinedSubtype(int canonicalSub, int canonicalType) {
        for (int at = canonicalSub; at >= 0; at = supertype[at]) {
            if (at == canonicalType) {
                return true;
            }
        }
        return false;
    }

    /** The topmost heap type above a heap type (spec 3.3.3): any, func, extern or exn. */
    int topOf(int heap) {
        int known = heap >= TypeCode.FIRST_INDEX ? top[heap - TypeCode.FIRST_INDEX] : heap;
        if (known == FUNC || known == NOFUNC) {
            return FUNC;
        }
        if (known == EXTERN || known == NOEXTERN) {
            return EXTERN;
        }
        return known == EXN || known == NOEXN ? EXN : ANY;
    }

    /** Subtyping of fields and elements as they are stored (spec 3.3.10). */
    boolean isFieldSubtype(int sub, int type) {
        if ((sub & TypeCode.MUTABLE) != (type & TypeCode.MUTABLE)) {
            return false;
        }
        return sub == type || (sub & TypeCode.MUTABLE) == 0 && isSubtype(sub, type);
    }

    /** Whether every type of a sequence is a subtype of its counterpart, and both have the same length. */
    boolean areSubtypes(int[] subs, int[] list) {
        if (subs == list) {
            return true;
        }
        if (subs.length != list.length) {
            return false;
        }
        for (int i = 0; i < subs.length; i++) {
            if (!isSubtype(subs[i], list[i])) {
                return false;
            }
        }
        return true;
    }
}
