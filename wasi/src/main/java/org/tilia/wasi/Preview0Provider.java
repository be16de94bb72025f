package org.tilia.wasi;

import org.tilia.wasm.runtime.HostContext;
import org.tilia.wasm.runtime.HostModule;
import org.tilia.wasm.runtime.HostModuleProvider;

/** WASI preview 0, which programs of 2019 import: the same functions under the older name. */
public final class Preview0Provider implements HostModuleProvider {

    @Override
    public String name() {
        return "wasi_unstable";
    }

    @Override
    public HostModule create(HostContext context) {
        return new Preview1(context, Edition.PREVIEW0);
    }
}
