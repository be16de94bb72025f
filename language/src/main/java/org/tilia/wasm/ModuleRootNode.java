package org.tilia.wasm;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import org.tilia.wasm.runtime.WasmModule;

/** What a source evaluates to: the module in the current context. Nothing of it runs. */
final class ModuleRootNode extends RootNode {

    private final WasmModule module;

    ModuleRootNode(WasmLanguage language, WasmModule module) {
        super(language);
        this.module = module;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return WasmContext.get(this).moduleObject(module);
    }

    @Override
    public String getName() {
        return module.name();
    }
}
