package org.tilia.wasm.module;

import java.util.Locale;

/** The heap types that every module has (spec 2.3.3). */
public enum AbstractHeapType implements HeapType {
    FUNC(0x70),
    NOFUNC(0x73),
    EXTERN(0x6F),
    NOEXTERN(0x72),
    ANY(0x6E),
    EQ(0x6D),
    I31(0x6C),
    STRUCT(0x6B),
    ARRAY(0x6A),
    NONE(0x71),
    EXN(0x69),
    NOEXN(0x74);

    private final int code;

    AbstractHeapType(int code) {
        this.code = code;
    }

    /** The byte of the binary format (spec 5.3.3), which as a value type means the nullable reference. */
    public int code() {
        return code;
    }

    /** The name in the text format. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
