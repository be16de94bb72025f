package org.tilia.wasm.runtime;

import com.oracle.truffle.api.RootCallTarget;
import org.tilia.wasm.module.FunctionType;

/**
 * The code of a function, without an instance: a guest's ({@link GuestCode}), shared by all instances of its module, or a
 * host's ({@link HostCode}).
 */
public abstract sealed class FunctionCode permits GuestCode, HostCode {

    private final FunctionType type;
    /**
     * Where compiled callers enter; null until the first of them asks. A plain field: entries are immutable, and a stale
     * one still calls this function.
     */
    private CompiledEntry entry;

    protected FunctionCode(FunctionType type) {
        this.type = type;
    }

    /** Parameters and results; references by the module's own type indices. */
    public final FunctionType type() {
        return type;
    }

    /**
     * Calls the function from anywhere.
     *
     * @param arguments the instance, the thread's state, then the arguments, boxed
     * @return the first result, boxed, or null where there is none; the others lie in the {@link ThreadState}
     */
    public abstract Object invoke(Object[] arguments);

    /**
     * What callers that may be compiled by Truffle call, with the same arguments; null where only {@link #invoke} is there.
     *
     * @param importer the instance whose function this is
     */
    public abstract RootCallTarget target(Instance importer);

    /** A short text for stack traces. */
    public abstract String name();

    /** Makes the entry for compiled callers. */
    protected abstract CompiledEntry createEntry();

    /** The entry for compiled callers. */
    public final CompiledEntry entry() {
        CompiledEntry present = entry;
        return present != null ? present : makeEntry();
    }

    private CompiledEntry makeEntry() {
        CompiledEntry made = createEntry();
        entry = made;
        return made;
    }

    /** Replaces the entry: callers reach the new one from their next call on. */
    protected final void setEntry(CompiledEntry replacement) {
        entry = replacement;
    }
}
