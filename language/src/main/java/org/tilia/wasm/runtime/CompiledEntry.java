package org.tilia.wasm.runtime;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/**
 * The door to code that the JVM runs by itself. For each JVM signature there is one generated abstract subclass, which
 * adds {@code call(Instance, ThreadState, arguments…)}; every compiled function is a subclass of that, so that an
 * indirect call is a virtual call, which the JVM profiles and inlines per call site.
 */
public abstract class CompiledEntry {

    /** What the names of all generated classes begin with. */
    public static final String GENERATED = "org.tilia.wasm.code.";

    /** The method of a generated class by which the host calls a guest's compiled code. */
    public static final String FROM_HOST = "callFromHost";

    private boolean endsSoon;

    /** Says whether the code has neither loops nor calls, and so nothing that would have to be interrupted. */
    final void setEndsSoon(boolean endsSoon) {
        this.endsSoon = endsSoon;
    }

    /** Whether the code has neither loops nor calls. */
    final boolean endsSoon() {
        return endsSoon;
    }

    /** Calls with boxed arguments from outside of compiled code; see {@link #invoke}. */
    public final Object enter(Object[] arguments) {
        return open(arguments);
    }

    /** Calls in place of the function's own tree, which is being called. */
    public final Object enterForTree(Object[] arguments) {
        return open(arguments);
    }

    private Object open(Object[] arguments) {
        ThreadState thread = (ThreadState) arguments[1];
        try {
            return endsSoon || thread.isInterruptible() ? invoke(arguments) : thread.callInterruptibly(this::invoke, arguments);
        } catch (AbstractTruffleException e) {
            GuestStackTrace.leaving(e, (Instance) arguments[0], thread);
            throw e;
        }
    }

    /**
     * Calls with boxed arguments.
     *
     * @param arguments the instance, the thread's state, then the arguments as Integer, Long, Float, Double or references
     * @return the first result, boxed, or null where there is none
     */
    protected abstract Object invoke(Object[] arguments);
}
