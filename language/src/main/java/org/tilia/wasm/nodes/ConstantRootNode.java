package org.tilia.wasm.nodes;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;

/** The root of a constant expression (spec 3.4.14): an offset, an initial value, or an element. */
public final class ConstantRootNode extends RootNode {

    @Child private FunctionBodyNode body;

    public ConstantRootNode(TruffleLanguage<?> language, FrameDescriptor descriptor, FunctionBodyNode body) {
        super(language, descriptor);
        this.body = body;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return body.execute(frame);
    }
}
