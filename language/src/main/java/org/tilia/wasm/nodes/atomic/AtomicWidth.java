package org.tilia.wasm.nodes.atomic;

/** How many bits of memory an instruction changes at once; the names of the memory's methods end with it. */
public enum AtomicWidth {
    W8,
    W16,
    W32,
    W64;

    private final String suffix = name().substring(1);

    /** Of a number of bytes: 1, 2, 4 or 8. */
    public static AtomicWidth ofLog2(int log2) {
        return values()[log2];
    }

    String method(String action) {
        return "atomic" + action + suffix;
    }

    /** What the memory's methods take and return. */
    Class<?> type() {
        return this == W64 ? long.class : int.class;
    }
}
