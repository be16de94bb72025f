package org.tilia.wasm.runtime;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** A module of the host cannot be made from what the context grants and its options say. */
@SuppressWarnings("serial")
public final class HostModuleException extends AbstractTruffleException {

    /** @param message names the option, the cause and the remedy */
    public HostModuleException(String message) {
        super(message);
    }
}
