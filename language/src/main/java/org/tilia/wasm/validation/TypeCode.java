package org.tilia.wasm.validation;

import org.tilia.wasm.module.AbstractHeapType;
import org.tilia.wasm.module.NumberType;

/**
 * Value types as ints. The numbers from 1 are the {@link NumberType}s in order, then packed storage types. A reference is
 * {@link #REFERENCE}, perhaps {@link #NULLABLE}, and its heap type: an {@link AbstractHeapType} by its ordinal,
 * {@link #HEAP_BOTTOM}, or {@link #FIRST_INDEX} and more, which is a type's canonical index (see {@link TypeContext}).
 */
final class TypeCode {

    /** A value of any type, in code that is not reached. */
    static final int BOTTOM = 0;
    static final int I32 = code(NumberType.I32);
    static final int I64 = code(NumberType.I64);
    static final int F32 = code(NumberType.F32);
    static final int F64 = code(NumberType.F64);
    static final int V128 = code(NumberType.V128);
    static final int I8 = 6;
    static final int I16 = 7;
    static final int REFERENCE = 0x4000_0000;
    static final int NULLABLE = 0x2000_0000;
    /** Set beside the type of a field that can be changed. */
    static final int MUTABLE = 0x8000_0000;

    static final int HEAP_BOTTOM = 12;
    static final int FIRST_INDEX = 16;
    /** A reference, about which no more is known. */
    static final int BOTTOM_REFERENCE = REFERENCE | HEAP_BOTTOM;
    static final int FUNCREF = nullable(AbstractHeapType.FUNC);

    /** The types of an empty sequence. */
    static final int[] NONE = {};

    /** How many types of a sequence a message shows. */
    private static final int SHOWN = 20;
    private static final int HEAP = NULLABLE - 1;
    private static final AbstractHeapType[] ABSTRACT = AbstractHeapType.values();
    private static final String[] NUMBERS = {"bot", "i32", "i64", "f32", "f64", "v128", "i8", "i16"};

    private TypeCode() {
    }

    static int code(NumberType type) {
        return type.ordinal() + 1;
    }

    static int reference(boolean nullable, int heap) {
        return REFERENCE | (nullable ? NULLABLE : 0) | heap;
    }

    static int nullable(AbstractHeapType heap) {
        return reference(true, heap.ordinal());
    }

    static int nonNull(AbstractHeapType heap) {
        return reference(false, heap.ordinal());
    }

    static boolean isReference(int type) {
        return (type & REFERENCE) != 0;
    }

    static boolean isNullable(int type) {
        return (type & NULLABLE) != 0;
    }

    /** The same reference without null. */
    static int nonNull(int type) {
        return type & ~NULLABLE;
    }

    static int heap(int type) {
        return type & HEAP;
    }

    static boolean isPacked(int type) {
        return type == I8 || type == I16;
    }

    /** What a value of a storage type is on the operand stack, without mutability. */
    static int unpacked(int storage) {
        int type = storage & ~MUTABLE;
        return isPacked(type) ? I32 : type;
    }

    /** Whether a local of this type starts with a value. */
    static boolean isDefaultable(int type) {
        return !isReference(type) || isNullable(type);
    }

    /** The type as the text format writes it. */
    static String toString(int type) {
        if (!isReference(type)) {
            return NUMBERS[type & ~MUTABLE];
        }
        int heap = heap(type);
        String name = heap >= FIRST_INDEX ? Integer.toString(heap - FIRST_INDEX)
                        : heap == HEAP_BOTTOM ? "bot" : ABSTRACT[heap].toString();
        return (isNullable(type) ? "(ref null " : "(ref ") + name + ")";
    }

    /** A sequence of types in the specification's brackets; of a long one the end. */
    static String toString(int[] types, int from, int to) {
        StringBuilder text = new StringBuilder("[");
        int first = Math.max(from, to - SHOWN);
        if (first > from) {
            text.append("... ");
        }
        for (int i = first; i < to; i++) {
            text.append(i == first ? "" : " ").append(toString(types[i]));
        }
        return text.append(']').toString();
    }
}
