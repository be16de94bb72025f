package org.tilia.wasm.runtime;

/**
 * The door to code that the JVM runs by itself. For each JVM signature there is one generated abstract subclass, which
 * adds {@code call(Instance, ThreadState, arguments…)}; every compiled function is a subclass of that, so that an
 * indirect call is a virtual call, which the JVM profiles and inlines per call site.
 */
public abstract class CompiledEntry {

    /**
     * Calls with boxed arguments.
     *
     * @param arguments the instance, the thread's state, then the arguments as Integer, Long, Float, Double or references
     * @return the first result, boxed, or null where there is none
     */
    public abstract Object invoke(Object[] arguments);
}
