package org.tilia.wasm.data;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fixed list of values: names of members, several results, descriptions. */
@ExportLibrary(InteropLibrary.class)
public final class ArrayObject implements TruffleObject {

    private final Object[] elements;

    /** @param elements values of interop, as they are; the array is kept */
    public ArrayObject(Object... elements) {
        this.elements = elements;
    }

    /** @param elements values of interop, as they are */
    public static ArrayObject of(Collection<?> elements) {
        return new ArrayObject(elements.toArray());
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return elements.length;
    }

    @ExportMessage
    boolean isArrayElementReadable(long index) {
        return index >= 0 && index < elements.length;
    }

    @ExportMessage
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return elements[(int) index];
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return toString();
    }

    @Override
    public String toString() {
        return Stream.of(elements).map(ArrayObject::display).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A value of interop as a text. */
    static String display(Object value) {
        return InteropLibrary.getUncached().toDisplayString(value, false).toString();
    }
}
