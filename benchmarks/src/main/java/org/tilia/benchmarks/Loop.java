package org.tilia.benchmarks;

/** Which language has the loop, and which the addition that it makes. */
enum Loop {
    JAVASCRIPT_ADDS("JavaScript, `s + i` in the loop"),
    JAVASCRIPT_CALLS_JAVASCRIPT("JavaScript calls JavaScript"),
    JAVASCRIPT_CALLS_WASM("JavaScript calls wasm"),
    JAVASCRIPT_CALLS_EXPORT("JavaScript calls wasm, `instance.exports.add` in the loop"),
    WASM_CALLS_JAVASCRIPT("wasm calls JavaScript"),
    WASM_CALLS_JAVA("wasm calls Java"),
    WASM_CALLS_HOST_MODULE("wasm calls Java, by a `HostModule`");

    private final String title;

    Loop(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether GraalWasm can run it. */
    boolean portable() {
        return this != WASM_CALLS_HOST_MODULE;
    }
}
