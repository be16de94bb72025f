package org.tilia.wasm.module;

/** An integer narrower than a value (spec 2.3.9). */
public enum PackedType implements StorageType {
    I8(0x78),
    I16(0x77);

    private final int code;

    PackedType(int code) {
        this.code = code;
    }

    /** The byte of the binary format (spec 5.3.8). */
    public int code() {
        return code;
    }

    /** The name in the text format. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
