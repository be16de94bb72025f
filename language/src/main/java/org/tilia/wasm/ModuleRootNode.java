package org.tilia.wasm;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import org.tilia.wasm.runtime.WasmModule;

/** What a source evaluates to: the module, or an instance of it, in the current context. Nothing of it runs. */
final class ModuleRootNode extends RootNode {

    private final WasmModule module;
    private final String sourceName;

    ModuleRootNode(WasmLanguage language, WasmModule module, String sourceName) {
        super(language);
        this.module = module;
        this.sourceName = sourceName;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return WasmContext.get(this).evaluated(module, sourceName);
    }

    @Override
    public String getName() {
        return module.name();
    }
}
