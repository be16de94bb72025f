package org.tilia.wasm.runtime;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** What a function of the host throws, on its way into the guest that called it. */
public final class HostFailure {

    private HostFailure() {
    }

    /**
     * Throws it as the guest's callers are to see it.
     *
     * @param thrown by a function of the host; an overflow of the stack is left to {@link GuestEntry}
     * @return never
     */
    public static Object rethrow(Throwable thrown, Instance importer, ThreadState thread) {
        if (thrown instanceof StackOverflowError overflow) {
            throw overflow;
        }
        AbstractTruffleException seen = thrown instanceof AbstractTruffleException own ? own
                        : importer.store().embedder().exception(thrown);
        GuestStackTrace.entering(seen, importer, thread);
        throw seen;
    }
}
