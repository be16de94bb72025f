package org.tilia.wasm.module;

import java.util.Locale;

/** A reference type (spec 2.3.4). */
public record ReferenceType(boolean nullable, HeapType heap) implements ValueType {

    /** {@code funcref}. */
    public static final ReferenceType FUNCREF = new ReferenceType(true, AbstractHeapType.FUNC);
    /** {@code externref}. */
    public static final ReferenceType EXTERNREF = new ReferenceType(true, AbstractHeapType.EXTERN);

    @Override
    public ValueKind kind() {
        return ValueKind.REF;
    }

    @Override
    public boolean isDefaultable() {
        return nullable;
    }

    /** The same type without null. */
    public ReferenceType nonNull() {
        return nullable ? new ReferenceType(false, heap) : this;
    }

    /** The shortest form of the text format: {@code funcref} or {@code (ref null 3)}. */
    @Override
    public String toString() {
        if (nullable && heap instanceof AbstractHeapType shorthand) {
            return switch (shorthand) {
                case NONE -> "nullref";
                case NOFUNC -> "nullfuncref";
                case NOEXTERN -> "nullexternref";
                case NOEXN -> "nullexnref";
                default -> shorthand.name().toLowerCase(Locale.ROOT) + "ref";
            };
        }
        return (nullable ? "(ref null " : "(ref ") + heap + ")";
    }
}
