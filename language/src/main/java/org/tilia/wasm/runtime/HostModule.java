package org.tilia.wasm.runtime;

import java.util.Map;

/** A module of the host in one context. */
public interface HostModule {

    /**
     * The functions by name. Types name only numbers; a function finds the caller's memories in the importing instance
     * that it is given. A function ends the program by an {@link ExitException}.
     */
    Map<String, External.Host> functions();

    /** Called when the context ends: gives back what the module holds of the host. */
    default void close() {
    }
}
