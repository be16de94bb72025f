package org.tilia.wasm.nodes;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.runtime.GuestCode;

/** Stands in stack traces for a call of a function whose tree was entered without its call target. */
final class PassedCallRootNode extends GuestRootNode {

    PassedCallRootNode(TruffleLanguage<?> language, GuestCode code) {
        super(language, null, code);
    }

    @Override
    public Object execute(VirtualFrame frame) {
        throw (AbstractTruffleException) frame.getArguments()[0];
    }
}
