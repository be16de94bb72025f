package org.tilia.wasm.interop;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** A mistake in the use of an object: not a trap, because no guest code runs. */
@SuppressWarnings("serial")
public final class GuestError extends AbstractTruffleException {

    /** What JavaScript throws for it. */
    public enum Kind {
        TYPE_ERROR,
        RANGE_ERROR
    }

    private final Kind kind;

    GuestError(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
