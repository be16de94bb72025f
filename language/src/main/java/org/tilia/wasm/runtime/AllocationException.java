package org.tilia.wasm.runtime;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** A memory or a table cannot be made, because the host allows or has no more. */
@SuppressWarnings("serial")
public final class AllocationException extends AbstractTruffleException {

    private AllocationException(String message) {
        super(message);
    }

    static AllocationException of(String message) {
        return new AllocationException(message);
    }
}
