package org.tilia.wasm.runtime;

import com.oracle.truffle.api.Truffle;

/**
 * Whether Truffle's runtime may compile trees. Where it does not, trees do without what serves only that: profiles, and
 * call targets between functions.
 */
public final class CompilingRuntime {

    /** A runtime has profiles collected because it compiles. */
    public static final boolean PRESENT = Truffle.getRuntime().isProfilingEnabled();

    private CompilingRuntime() {
    }
}
