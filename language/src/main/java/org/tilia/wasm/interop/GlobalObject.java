package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.tilia.wasm.runtime.GlobalInstance;

/** A global as others see it: an object with the member {@code value}. */
@ExportLibrary(InteropLibrary.class)
public final class GlobalObject implements TruffleObject {

    private static final String VALUE = "value";

    private final GlobalInstance global;

    GlobalObject(GlobalInstance global) {
        this.global = global;
    }

    public GlobalInstance global() {
        return global;
    }

    Object read() {
        return Conversions.toForeign(global.get());
    }

    void write(Object value) throws ConversionException, UnsupportedMessageException {
        if (!global.isMutable()) {
            throw UnsupportedMessageException.create();
        }
        global.set(Conversions.toGuest(value, global.type()));
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ArrayObject(VALUE);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return member.equals(VALUE);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberModifiable(String member) {
        return member.equals(VALUE) && global.isMutable();
    }

    @ExportMessage
    boolean isMemberInsertable(@SuppressWarnings("unused") String member) {
        return false;
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        if (!isMemberReadable(member)) {
            throw UnknownIdentifierException.create(member);
        }
        return read();
    }

    @ExportMessage
    @TruffleBoundary
    void writeMember(String member, Object value)
                    throws UnknownIdentifierException, UnsupportedMessageException, UnsupportedTypeException {
        if (!isMemberReadable(member)) {
            throw UnknownIdentifierException.create(member);
        }
        try {
            write(value);
        } catch (ConversionException e) {
            throw UnsupportedTypeException.create(new Object[]{value}, e.getMessage());
        }
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "global " + (global.isMutable() ? "(mut " + global.type() + ")" : global.type().toString());
    }
}
