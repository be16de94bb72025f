package org.tilia.wasm.runtime;

/** What the root node of a function's tree says of itself, for stack traces. */
public interface GuestRoot {

    /** The function. */
    GuestCode code();
}
