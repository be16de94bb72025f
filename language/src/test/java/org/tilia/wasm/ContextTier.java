package org.tilia.wasm;

import org.graalvm.polyglot.Context;

/** How code is to run in a context of a test. */
public enum ContextTier {
    /** Interpreted. */
    TREE("none", 0),
    /** Compiled before the first call. */
    JVM("jvm", 0),
    /** Compiled after a few calls or iterations. */
    MIXED("jvm", 3);

    /** After so many calls each tier has run what it is to run. */
    public static final int ROUNDS = 8;

    private final String compiler;
    private final int threshold;

    ContextTier(String compiler, int threshold) {
        this.compiler = compiler;
        this.threshold = threshold;
    }

    public Context.Builder builder() {
        return Context.newBuilder("wasm").option("wasm.Compiler", compiler).allowExperimentalOptions(true)
                        .option("wasm.CompileThreshold", Integer.toString(threshold)).option("wasm.LoopThreshold", Integer.toString(threshold));
    }
}
