package org.tilia.wasm.runtime;

import java.util.Map;

/** A module of the host in one context. */
public interface HostModule {

    /**
     * The functions by name. Types name only numbers; a function finds the caller's memories in the importing instance
     * that it is given.
     */
    Map<String, External.Host> functions();
}
