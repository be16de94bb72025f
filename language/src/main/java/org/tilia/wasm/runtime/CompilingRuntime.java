package org.tilia.wasm.runtime;

import com.oracle.truffle.api.Truffle;

/** Whether Truffle's runtime partially evaluates hot trees; a stock JDK's only interprets them. */
public final class CompilingRuntime {

    /** Fixed for the process. */
    public static final boolean PRESENT = Truffle.getRuntime().isProfilingEnabled();

    private CompilingRuntime() {
    }
}
