package org.tilia.wasm.runtime;

import org.tilia.wasm.module.FunctionType;

/** What may be given for an import. */
public sealed interface External {

    /** Something that lives in a store: a function, a table, a memory, a global or a tag. */
    record Stored(StoreObject object) implements External {
    }

    /**
     * A function of the host, which is bound to the importing instance.
     *
     * @param type what it takes and gives; null when it adapts to whatever the module expects
     */
    record Host(String name, FunctionType type, HostFunction function) implements External {
    }

    /**
     * Something that cannot be imported so.
     *
     * @param description what it is, in words
     */
    record Unfit(String description) implements External {
    }
}
