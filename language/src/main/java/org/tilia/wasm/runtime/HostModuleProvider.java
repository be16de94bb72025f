package org.tilia.wasm.runtime;

import org.tilia.wasm.module.Import;

/**
 * A module that the host implements, such as WASI: a service, found by {@link java.util.ServiceLoader}. The option
 * {@code wasm.Builtins} names those that a context gets.
 */
public interface HostModuleProvider {

    /** The name that modules import from. */
    String name();

    /** Makes the module for a context. */
    HostModule create(HostContext context);

    /**
     * What stands for an import from a module that nobody provides, in a context that gets this module.
     *
     * @return null where there is nothing
     */
    default External supply(@SuppressWarnings("unused") HostContext context, @SuppressWarnings("unused") Import request) {
        return null;
    }
}
