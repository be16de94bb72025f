package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.math.BigInteger;
import org.tilia.wasm.data.ArrayObject;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.runtime.GlobalInstance;
import org.tilia.wasm.runtime.WasmStore;

/**
 * A global as others see it: an object with the member {@code value}, which can be written where the global is mutable. One
 * of a number type is also that number, and one that holds a function can be called, as it is at the moment.
 */
@ExportLibrary(InteropLibrary.class)
public final class GlobalObject extends GuestObject {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    private static final String VALUE = "value";

    private final GlobalInstance global;

    GlobalObject(GlobalInstance global, WasmStore store) {
        super(store);
        this.global = global;
    }

    public GlobalInstance global() {
        return global;
    }

    @Override
    TypeObject type() {
        return TypeObject.GLOBAL;
    }

    /** Whether the value can be written. */
    boolean isMutable() {
        return global.isMutable();
    }

    private Object read() {
        return Conversions.toForeign(global.get(), store());
    }

    void write(Object value) throws UnsupportedMessageException, UnsupportedTypeException {
        if (!global.isMutable()) {
            throw UnsupportedMessageException.create();
        }
        try {
            global.set(Conversions.toGuest(value, global.type()));
        } catch (ConversionException e) {
            throw Refusals.leaving(UnsupportedTypeException.create(new Object[]{value}, e.getMessage()), this, store());
        }
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
        write(value);
    }

    @ExportMessage
    boolean isNumber() {
        ValueKind kind = global.type().kind();
        return kind != ValueKind.REF && kind != ValueKind.V128;
    }

    /** A boxed number, or an object that is none. */
    private Object number() {
        return isNumber() ? global.get() : NullObject.NULL;
    }

    @ExportMessage
    @TruffleBoundary
    boolean fitsInByte() {
        return INTEROP.fitsInByte(number());
    }

    @ExportMessage
    @TruffleBoundary
    boolean fitsInShort() {
        return INTEROP.fitsInShort(number());
    }

    @ExportMessage
    @TruffleBoundary
    boolean fitsInInt() {
        return INTEROP.fitsInInt(number());
    }

    @ExportMessage
    @TruffleBoundary
    boolean fitsInLong() {
        return INTEROP.fitsInLong(number());
    }

    @ExportMessage
    @TruffleBoundary
    boolean fitsInBigInteger() {
        return INTEROP.fitsInBigInteger(number());
    }

    @ExportMessage
    @TruffleBoundary
    boolean fitsInFloat() {
        return INTEROP.fitsInFloat(number());
    }

    @ExportMessage
    @TruffleBoundary
    boolean fitsInDouble() {
        return INTEROP.fitsInDouble(number());
    }

    @ExportMessage
    @TruffleBoundary
    byte asByte() throws UnsupportedMessageException {
        return INTEROP.asByte(number());
    }

    @ExportMessage
    @TruffleBoundary
    short asShort() throws UnsupportedMessageException {
        return INTEROP.asShort(number());
    }

    @ExportMessage
    @TruffleBoundary
    int asInt() throws UnsupportedMessageException {
        return INTEROP.asInt(number());
    }

    @ExportMessage
    @TruffleBoundary
    long asLong() throws UnsupportedMessageException {
        return INTEROP.asLong(number());
    }

    @ExportMessage
    @TruffleBoundary
    BigInteger asBigInteger() throws UnsupportedMessageException {
        return INTEROP.asBigInteger(number());
    }

    @ExportMessage
    @TruffleBoundary
    float asFloat() throws UnsupportedMessageException {
        return INTEROP.asFloat(number());
    }

    @ExportMessage
    @TruffleBoundary
    double asDouble() throws UnsupportedMessageException {
        return INTEROP.asDouble(number());
    }

    @ExportMessage
    @TruffleBoundary
    boolean isExecutable() {
        return read() instanceof FunctionObject;
    }

    @ExportMessage
    @TruffleBoundary
    Object execute(Object[] arguments) throws UnsupportedMessageException, ArityException, UnsupportedTypeException {
        if (read() instanceof FunctionObject function) {
            return function.call(arguments);
        }
        throw UnsupportedMessageException.create();
    }

    @Override
    public String toString() {
        return "global " + (global.isMutable() ? "(mut " + global.type() + ")" : global.type().toString());
    }
}
