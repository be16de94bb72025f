package org.tilia.wasm.module;

/** What a module may need beyond the first version of WebAssembly; conformance is counted by these. */
public enum Feature {
    MULTI_VALUE("multi-value"),
    SIGN_EXTENSION("sign-extension"),
    SATURATING_CONVERSION("saturating-float-to-int"),
    BULK_MEMORY("bulk-memory"),
    REFERENCE_TYPES("reference-types"),
    EXTENDED_CONSTANTS("extended-const"),
    MULTI_MEMORY("multi-memory"),
    MEMORY64("memory64"),
    SIMD("simd"),
    RELAXED_SIMD("relaxed-simd"),
    TAIL_CALL("tail-call"),
    FUNCTION_REFERENCES("function-references"),
    GC("gc"),
    EXCEPTIONS("exception-handling"),
    LEGACY_EXCEPTIONS("legacy-exceptions"),
    THREADS("threads"),
    CUSTOM_PAGE_SIZES("custom-page-sizes");

    private final String proposal;

    Feature(String proposal) {
        this.proposal = proposal;
    }

    /** The name of the proposal that brought the feature. */
    public String proposal() {
        return proposal;
    }
}
