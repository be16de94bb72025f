package org.tilia.wasi;

import org.tilia.wasm.runtime.HostContext;
import org.tilia.wasm.runtime.HostModule;
import org.tilia.wasm.runtime.HostModuleProvider;

/** WASI preview 1, as nearly all programs import it. */
public final class Preview1Provider implements HostModuleProvider {

    @Override
    public String name() {
        return "wasi_snapshot_preview1";
    }

    @Override
    public HostModule create(HostContext context) {
        return new Preview1(context, Edition.PREVIEW1);
    }
}
