package org.tilia.wasm.runtime;

import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import org.graalvm.polyglot.Value;

/** What functions of the host need of the context around a store. */
public interface Embedder {

    /**
     * What an exception of the host is inside of the guest: hosts get the same object back at the other end. An exception
     * that a guest has thrown, and that comes back through the host, is the guest's own again.
     *
     * <p>Throws what is no exception for guests, such as the end of the context.
     */
    AbstractTruffleException exception(Throwable thrown);

    /** What the host has thrown, where an exception is one of the host's; null for any other. */
    Throwable thrownByHost(AbstractTruffleException exception);

    /**
     * A refusal in the caller's language, if that replaces the messages of other languages' refusals by its own; null for any
     * other caller, which is to be given an exception of interop.
     */
    AbstractTruffleException refusal(String message);

    /** The context itself. */
    TruffleContext context();

    /** A reference of a guest, or an object of a store, as the host sees it. */
    Value toHost(Object reference, WasmStore store);

    /** An object of the host as other languages see it; null stays null. */
    Object toGuest(Object object);

    /**
     * What lies behind a {@link KnownProxy}.
     *
     * @return null for any other object
     */
    Object known(Object foreign);

    /** Whether an object is a map of Java's that guests of this context may not look into. */
    boolean isClosedMap(Object foreign);
}
