package org.tilia.wasm.runtime;

import com.oracle.truffle.api.TruffleLanguage;
import java.util.function.Function;

/**
 * What all modules and contexts of an engine share, and the higher parts that the runtime calls.
 *
 * @param language whose objects these are
 * @param compilers makes a module's {@link FunctionCompiler}, or null for a module that is not to be compiled
 * @param hostEntries what makes entries of host functions for compiled callers; null where there is no JVM tier
 * @param frames finds the frames of compiled code
 */
public record WasmEngine(TruffleLanguage<?> language, TypeRegistry types, MemoryKind memoryKind,
                TreeBuilder trees, Function<WasmModule, FunctionCompiler> compilers, EntryFactory hostEntries, GuestFrames frames) {

    public WasmEngine {
        GuestStackTrace.prepare();
    }
}
