package org.tilia.wasm.runtime;

import org.tilia.wasm.module.ValueKind;

/** A global (spec 4.2.8). */
public final class GlobalInstance extends StoreObject {

    /** A number's bits, an i32's or f32's in the lower half. */
    public long bits;
    /** A reference, null for the null reference; or a vector, boxed. */
    public Object reference;

    private final ResolvedType type;
    private final boolean mutable;

    /** @param value boxed, of the type's class */
    public GlobalInstance(ResolvedType type, boolean mutable, Object value) {
        this.type = type;
        this.mutable = mutable;
        set(value);
    }

    /** The type of the value. */
    public ResolvedType type() {
        return type;
    }

    public boolean isMutable() {
        return mutable;
    }

    /** The value, boxed. */
    public Object get() {
        return isScalar() ? Values.fromBits(type.kind(), bits) : reference;
    }

    /** @param value boxed, of the type's class */
    public void set(Object value) {
        if (isScalar()) {
            bits = Values.toBits(value);
        } else {
            reference = value;
        }
    }

    private boolean isScalar() {
        return type.kind() != ValueKind.REF && type.kind() != ValueKind.V128;
    }
}
