package org.tilia.wasm.runtime;

/** Knows the current thread's state in the current context, in code that is compiled for it; the language does. */
public interface ThreadStates {

    ThreadState currentThread();
}
