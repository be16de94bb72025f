package org.tilia.wasm.runtime;

import java.util.Collection;

/** The threads that a context grants to its guests. */
public interface GuestThreads {

    /**
     * Starts a thread that may run guests of the context.
     *
     * @return null where none is granted, or there are too many
     */
    Thread start(Runnable body);

    /** Runs an action in each of these threads that is in the context, at its next safepoint; what it throws, the guest's code throws there. */
    void interrupt(Collection<Thread> targets, Runnable action);
}
