package org.tilia.wasm.runtime;

import com.oracle.truffle.api.nodes.Node;

/** What a {@link HostFunction} does, as a node that is compiled together with the guest's code that calls it. */
public abstract class HostCallNode extends Node {

    /** As {@link HostFunction#call}. */
    public abstract Object execute(Instance importer, Object[] arguments);
}
