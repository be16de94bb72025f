package org.tilia.wasm.threads;

import java.util.Map;

/** The ways to run code, with each kind of memory. */
enum Form {
    INTERPRETED("none", 0, true),
    COMPILED("jvm", 0, true),
    MIXED("jvm", 2, true),
    INTERPRETED_ARRAY("none", 0, false),
    COMPILED_ARRAY("jvm", 0, false),
    /** By Graal, where it is there. */
    TRUFFLE("truffle", 0, true),
    TRUFFLE_ARRAY("truffle", 0, false);

    private final String compiler;
    private final int threshold;
    private final boolean unsafe;

    Form(String compiler, int threshold, boolean unsafe) {
        this.compiler = compiler;
        this.threshold = threshold;
        this.unsafe = unsafe;
    }

    /** As options of the language. */
    Map<String, String> options() {
        return Map.of("wasm.Compiler", compiler, "wasm.CompileThreshold", Integer.toString(threshold), "wasm.LoopThreshold", Integer.toString(threshold),
                        "wasm.UseUnsafeMemory", Boolean.toString(unsafe));
    }
}
