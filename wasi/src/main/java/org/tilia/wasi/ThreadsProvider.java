package org.tilia.wasi;

import org.tilia.wasm.module.Import;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.runtime.External;
import org.tilia.wasm.runtime.HostContext;
import org.tilia.wasm.runtime.HostModule;
import org.tilia.wasm.runtime.HostModuleProvider;

/**
 * wasi-threads: guests that start threads. Their shared memories are imports, whatever the names, because all instances of a
 * program have the same ones; where the embedder gives none, they are made here.
 */
public final class ThreadsProvider implements HostModuleProvider {

    @Override
    public String name() {
        return "wasi";
    }

    @Override
    public HostModule create(HostContext context) {
        return new ThreadsModule(context);
    }

    @Override
    public External supply(HostContext context, Import request) {
        return request.type() instanceof MemoryType memory && memory.shared() ? new External.Stored(context.allocate(memory)) : null;
    }
}
