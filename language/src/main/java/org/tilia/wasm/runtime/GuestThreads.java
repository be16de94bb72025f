package org.tilia.wasm.runtime;

import java.util.Collection;

/** The threads that a context grants to its guests. */
public interface GuestThreads {

    /** How many there may be at a time; 0 where none are granted. */
    int limit();

    /** Makes a thread, not started, that may run guests of the context. */
    Thread create(Runnable body);

    /** Runs an action in each of these threads, as far as they are in the context, as soon as guest code lets it; what it throws, guest code throws. */
    void interrupt(Collection<Thread> targets, Runnable action);
}
