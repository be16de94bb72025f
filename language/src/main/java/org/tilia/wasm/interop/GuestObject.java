package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.utilities.TriState;
import org.tilia.wasm.runtime.WasmStore;

/** What all views have in common: their language, their type, their identity and a text. */
@ExportLibrary(InteropLibrary.class)
abstract class GuestObject implements TruffleObject {

    private final WasmStore store;

    GuestObject(WasmStore store) {
        this.store = store;
    }

    /** The state of the context that the object belongs to. */
    final WasmStore store() {
        return store;
    }

    /** What it is an instance of. */
    abstract TypeObject type();

    @ExportMessage
    final boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    @SuppressWarnings("unchecked")
    final Class<? extends TruffleLanguage<?>> getLanguage() {
        return (Class<? extends TruffleLanguage<?>>) store.engine().language().getClass();
    }

    @ExportMessage
    final boolean hasMetaObject() {
        return true;
    }

    @ExportMessage
    final Object getMetaObject() {
        return type();
    }

    @ExportMessage
    @TruffleBoundary
    final int identityHashCode() {
        return System.identityHashCode(this);
    }

    @ExportMessage
    final TriState isIdenticalOrUndefined(Object other) {
        return other instanceof GuestObject ? TriState.valueOf(this == other) : TriState.UNDEFINED;
    }

    @ExportMessage
    @TruffleBoundary
    final Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return toString();
    }
}
