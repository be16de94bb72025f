package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropException;
import org.tilia.wasm.runtime.WasmStore;

/** Calls that are refused before anything runs. */
final class Refusals {

    private Refusals() {
    }

    /**
     * A refusal on its way to the caller.
     *
     * @return the same
     * @throws AbstractTruffleException instead, where the caller's language would not show what the refusal says
     */
    @TruffleBoundary
    static <E extends InteropException> E leaving(E refusal, Object callee, WasmStore store) {
        AbstractTruffleException own = store.embedder().refusal(refusal instanceof ArityException count ? describe(count, callee) : refusal.getMessage());
        if (own != null) {
            throw own;
        }
        return refusal;
    }

    private static String describe(ArityException refusal, Object callee) {
        int least = refusal.getExpectedMinArity();
        int most = refusal.getExpectedMaxArity();
        String expected = least == most ? Integer.toString(least) : least + " to " + most;
        return callee + " takes " + expected + (most == 1 ? " argument, not " : " arguments, not ") + refusal.getActualArity();
    }
}
