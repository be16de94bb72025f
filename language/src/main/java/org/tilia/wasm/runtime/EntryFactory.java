package org.tilia.wasm.runtime;

/** What the JVM tier gives to functions that are not compiled; the tier implements it. */
public interface EntryFactory {

    /** An entry for compiled callers that boxes its arguments and calls {@link FunctionCode#invoke}. */
    CompiledEntry stub(FunctionCode code);

    /** An entry for compiled callers that calls a function's handle, where the JVM's signatures have room for all values. */
    CompiledEntry direct(TypedHostFunction function, HostCode code);
}
