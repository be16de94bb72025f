package org.tilia.wasm.interop;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.utilities.TriState;

/** The null reference, and what a function without results returns. */
@ExportLibrary(InteropLibrary.class)
public final class NullObject implements TruffleObject {

    public static final NullObject NULL = new NullObject();

    private NullObject() {
    }

    @ExportMessage
    boolean isNull() {
        return true;
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "ref.null";
    }

    @ExportMessage
    static int identityHashCode(@SuppressWarnings("unused") NullObject receiver) {
        return 0;
    }

    @ExportMessage
    static TriState isIdenticalOrUndefined(@SuppressWarnings("unused") NullObject receiver, Object other) {
        return TriState.valueOf(other == NULL);
    }
}
