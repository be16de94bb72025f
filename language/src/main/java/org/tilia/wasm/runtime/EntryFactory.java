package org.tilia.wasm.runtime;

import java.lang.invoke.MethodHandle;
import org.tilia.wasm.module.FunctionType;

/** What the JVM tier gives to functions that are not compiled; the tier implements it. */
public interface EntryFactory {

    /** An entry for compiled callers that boxes its arguments and calls {@link FunctionCode#invoke}. */
    CompiledEntry stub(FunctionCode code);

    /** An entry for compiled callers that calls a function's handle, where the JVM's signatures have room for all values. */
    CompiledEntry direct(TypedHostFunction function, HostCode code);

    /**
     * A handle that calls functions of this type for the host, without boxes where they are compiled.
     *
     * @return takes the {@link GuestCall}, then the parameters; null where the JVM's signatures have no room for all of them
     */
    MethodHandle caller(FunctionType type);
}
