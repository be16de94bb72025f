package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.tilia.wasm.runtime.WasmEngine;

/** What all views have in common: their language and a text. */
@ExportLibrary(InteropLibrary.class)
abstract class GuestObject implements TruffleObject {

    abstract WasmEngine engine();

    @ExportMessage
    final boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    @SuppressWarnings("unchecked")
    final Class<? extends TruffleLanguage<?>> getLanguage() {
        return (Class<? extends TruffleLanguage<?>>) engine().language().getClass();
    }

    @ExportMessage
    @TruffleBoundary
    final Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return toString();
    }
}
