package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.StoreObject;
import org.tilia.wasm.runtime.WasmEngine;
import org.tilia.wasm.runtime.WasmFunction;

/** An instance's exports as members, in the module's order. */
@ExportLibrary(InteropLibrary.class)
public final class ExportsObject extends GuestObject {

    private final Instance instance;

    ExportsObject(Instance instance) {
        this.instance = instance;
    }

    @Override
    WasmEngine engine() {
        return instance.store().engine();
    }

    /** What an export stands for, or null. */
    StoreObject find(String name) {
        return instance.export(name);
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return ArrayObject.of(instance.module().exports().keySet());
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return find(member) != null;
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        StoreObject export = find(member);
        if (export == null) {
            throw UnknownIdentifierException.create(member);
        }
        return Conversions.view(export);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberInvocable(String member) {
        return find(member) instanceof WasmFunction;
    }

    @ExportMessage
    Object invokeMember(String member, Object[] arguments)
                    throws UnknownIdentifierException, UnsupportedMessageException, ArityException, UnsupportedTypeException {
        if (readMember(member) instanceof FunctionObject function) {
            return function.call(arguments);
        }
        throw UnsupportedMessageException.create();
    }

    @Override
    public String toString() {
        return "exports of " + instance.module().name();
    }
}
