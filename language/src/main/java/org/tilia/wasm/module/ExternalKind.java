package org.tilia.wasm.module;

/** The kinds of imports and exports; the order is the binary format's (spec 5.5.5). */
public enum ExternalKind {
    FUNCTION("func"),
    TABLE("table"),
    MEMORY("memory"),
    GLOBAL("global"),
    TAG("tag");

    private final String keyword;

    ExternalKind(String keyword) {
        this.keyword = keyword;
    }

    /** The keyword of the text format. */
    public String keyword() {
        return keyword;
    }
}
