package org.tilia.wasm.host;

import org.graalvm.polyglot.Value;
import org.tilia.wasm.runtime.ExitException;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.LinearMemory;
import org.tilia.wasm.runtime.StoreObject;

/** The guest that calls a function of the host: the instance that imports it. */
public final class Caller {

    /** Null where another language calls the function. */
    private final Instance instance;

    Caller(Instance instance) {
        this.instance = instance;
    }

    /**
     * The guest's memory: the one that it exports as {@code memory}, else its first.
     *
     * @throws IllegalStateException when it has none
     */
    public HostMemory memory() {
        LinearMemory memory = instance().programMemory();
        if (memory == null) {
            throw new IllegalStateException(instance.module().name() + " has no memory");
        }
        return new HostMemory(memory);
    }

    /**
     * A memory that the guest exports.
     *
     * @throws IllegalArgumentException when it exports no memory of this name
     */
    public HostMemory memory(String name) {
        if (instance().export(name) instanceof LinearMemory memory) {
            return new HostMemory(memory);
        }
        throw new IllegalArgumentException(instance.module().name() + " exports no memory " + name);
    }

    /**
     * What the guest exports: a function to call back, such as its {@code malloc}, a memory, a table, a global.
     *
     * @throws IllegalArgumentException when it exports nothing of this name
     */
    public Value export(String name) {
        StoreObject export = instance().export(name);
        if (export == null) {
            throw new IllegalArgumentException(instance.module().name() + " exports no " + name);
        }
        return instance.store().embedder().toHost(export, instance.store());
    }

    /**
     * Ends the guest's program, as {@code proc_exit} of WASI does.
     *
     * @return never; to be thrown, so that the compiler knows
     */
    public RuntimeException exit(int status) {
        throw new ExitException(status);
    }

    private Instance instance() {
        if (instance == null) {
            throw new IllegalStateException("a function that uses its caller can be called by a guest only, not by a host or another language");
        }
        return instance;
    }
}
