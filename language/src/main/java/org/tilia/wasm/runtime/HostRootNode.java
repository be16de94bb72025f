package org.tilia.wasm.runtime;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.RootNode;

/** The root of a host function that is a node; guests see nothing of it. */
final class HostRootNode extends RootNode {

    private final HostCode code;
    private final int parameters;
    @Child private HostCallNode node;

    HostRootNode(TruffleLanguage<?> language, HostCode code, HostCallNode node) {
        super(language);
        this.code = code;
        this.parameters = code.type().parameters().size();
        this.node = node;
    }

    @Override
    @ExplodeLoop
    public Object execute(VirtualFrame frame) {
        Object[] all = frame.getArguments();
        Object[] arguments = new Object[parameters];
        for (int i = 0; i < parameters; i++) {
            arguments[i] = all[GuestEntry.HIDDEN_ARGUMENTS + i];
        }
        ThreadState thread = (ThreadState) all[1];
        try {
            return code.first(thread, node.execute((Instance) all[0], arguments));
        } catch (AbstractTruffleException e) {
            GuestStackTrace.entering(e, (Instance) all[0], thread);
            throw e;
        }
    }

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return code.name();
    }

    @Override
    public String toString() {
        return code.name();
    }
}
