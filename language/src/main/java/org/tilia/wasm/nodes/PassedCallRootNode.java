package org.tilia.wasm.nodes;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.tilia.wasm.runtime.GuestCode;

/** Stands in stack traces for a call of a function whose tree was entered without its call target. */
final class PassedCallRootNode extends GuestRootNode {

    PassedCallRootNode(TruffleLanguage<?> language, GuestCode code) {
        super(language, null, code);
    }

    /**
     * Lets the exception pass this root's call target, by which Truffle notes the call in it.
     *
     * @param call in the caller's tree
     */
    AbstractTruffleException pass(AbstractTruffleException exception, Node call) {
        try {
            getCallTarget().call(call, exception);
        } catch (AbstractTruffleException passed) {
            assert passed == exception;
        }
        return exception;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        throw (AbstractTruffleException) frame.getArguments()[0];
    }
}
