package org.tilia.wasi;

import org.graalvm.polyglot.Context;

/** How a guest's code runs. */
enum Form {
    INTERPRETED {
        @Override
        Context.Builder builder() {
            return Context.newBuilder("wasm").option("wasm.Compiler", "none");
        }
    },
    /** As JVM bytecode, from the first call on. */
    COMPILED {
        @Override
        Context.Builder builder() {
            return Context.newBuilder("wasm").option("wasm.Compiler", "jvm").allowExperimentalOptions(true).option("wasm.CompileThreshold", "0").option("wasm.LoopThreshold", "0");
        }
    };

    abstract Context.Builder builder();
}
