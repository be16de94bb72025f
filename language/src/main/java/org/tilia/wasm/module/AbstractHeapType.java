package org.tilia.wasm.module;

import java.util.Locale;

/** The heap types that every module has (spec 2.3.3). */
public enum AbstractHeapType implements HeapType {
    FUNC,
    NOFUNC,
    EXTERN,
    NOEXTERN,
    ANY,
    EQ,
    I31,
    STRUCT,
    ARRAY,
    NONE,
    EXN,
    NOEXN;

    /** The name in the text format. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
