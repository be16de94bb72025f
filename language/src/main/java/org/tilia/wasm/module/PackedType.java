package org.tilia.wasm.module;

/** An integer narrower than a value (spec 2.3.9). */
public enum PackedType implements StorageType {
    I8,
    I16;

    /** The name in the text format. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
