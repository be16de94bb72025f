package org.tilia.wasm.runtime;

/**
 * A module that the host implements, such as WASI: a service, found by {@link java.util.ServiceLoader}. The option
 * {@code wasm.Builtins} names those that a context gets.
 */
public interface HostModuleProvider {

    /** The name that modules import from. */
    String name();

    /** Makes the module for a context. */
    HostModule create(HostContext context);
}
