package org.tilia.wasm;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;

/** Evaluates to the language's bindings in the current context. */
final class BindingsRootNode extends RootNode {

    BindingsRootNode(WasmLanguage language) {
        super(language);
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return WasmContext.get(this).bindings();
    }
}
