package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import org.tilia.wasm.data.ArrayObject;
import org.tilia.wasm.runtime.GuestFrame;
import org.tilia.wasm.runtime.GuestStackTrace;
import org.tilia.wasm.trap.Trap;

/** Traps on their way out. */
final class Traps {

    private Traps() {
    }

    /** Lets the trap tell the guest's frames. */
    @TruffleBoundary
    static Trap leaving(Trap trap) {
        trap.withStack(() -> ArrayObject.of(GuestStackTrace.frames(trap).stream().map(GuestFrame::toString).toList()));
        trap.withLocation(GuestStackTrace.location(trap));
        return trap;
    }
}
