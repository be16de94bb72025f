package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.tilia.wasm.runtime.HostBridge;
import org.tilia.wasm.runtime.Unchecked;
import org.tilia.wasm.runtime.WasmStore;
import org.tilia.wasm.trap.Trap;

/** The context's side of the {@link HostBridge}. */
@ExportLibrary(InteropLibrary.class)
final class BridgeObject extends GuestObject {

    BridgeObject(WasmStore store) {
        super(store);
    }

    @Override
    TypeObject type() {
        return TypeObject.FUNCTION;
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    /** Null where there is nothing to tell. */
    @ExportMessage
    @TruffleBoundary
    Object execute(Object[] arguments) {
        if (arguments.length == 1) {
            if (arguments[0] instanceof FunctionObject function) {
                return store().embedder().toGuest(new HostBridge.Found(function.function()));
            }
            if (store().embedder().known(arguments[0]) instanceof HostBridge.Failure.Thrown(Throwable cause)) {
                throw Unchecked.rethrow(cause instanceof Trap trap ? Traps.leaving(trap) : cause);
            }
        }
        return NullObject.NULL;
    }
}
