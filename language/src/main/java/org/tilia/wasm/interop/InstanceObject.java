package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.WasmEngine;

/**
 * An instance as others see it: its member {@code exports} holds the exports, which can be reached as members of the
 * instance itself, too. An export of the name {@code exports} is found in {@code exports} only.
 */
@ExportLibrary(InteropLibrary.class)
public final class InstanceObject extends GuestObject {

    private static final String EXPORTS = "exports";

    private final Instance instance;
    private final ExportsObject exports;

    public InstanceObject(Instance instance) {
        this.instance = instance;
        this.exports = new ExportsObject(instance);
    }

    public Instance instance() {
        return instance;
    }

    ExportsObject exports() {
        return exports;
    }

    @Override
    WasmEngine engine() {
        return instance.store().engine();
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        List<String> names = new ArrayList<>(instance.module().exports().keySet());
        names.remove(EXPORTS);
        names.addFirst(EXPORTS);
        return ArrayObject.of(names);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return member.equals(EXPORTS) || exports.isMemberReadable(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        return member.equals(EXPORTS) ? exports : exports.readMember(member);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberInvocable(String member) {
        return !member.equals(EXPORTS) && exports.isMemberInvocable(member);
    }

    @ExportMessage
    Object invokeMember(String member, Object[] arguments)
                    throws UnknownIdentifierException, UnsupportedMessageException, ArityException, UnsupportedTypeException {
        if (!isMemberInvocable(member)) {
            throw UnknownIdentifierException.create(member);
        }
        return exports.invokeMember(member, arguments);
    }

    @Override
    public String toString() {
        return "instance of " + instance.module().name();
    }
}
