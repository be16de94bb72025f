package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.Collection;
import java.util.List;
import org.tilia.wasm.runtime.ResolvedType;
import org.tilia.wasm.runtime.TableInstance;
import org.tilia.wasm.runtime.WasmStore;

/**
 * A table as others see it: an array, which is as long as the table is now, with the members {@code length},
 * {@code get(index)}, {@code set(index, value)} and {@code grow(delta, value)}. A value that is left out is null.
 */
@ExportLibrary(InteropLibrary.class)
public final class TableObject extends MemberObject {

    private static final String LENGTH = "length";
    private static final String GET = "get";
    private static final String SET = "set";
    private static final String GROW = "grow";
    private static final List<String> MEMBERS = List.of(LENGTH, GET, SET, GROW);

    private final TableInstance table;

    TableObject(TableInstance table, WasmStore store) {
        super(store);
        this.table = table;
    }

    public TableInstance table() {
        return table;
    }

    @Override
    TypeObject type() {
        return TypeObject.TABLE;
    }

    @Override
    Collection<String> members() {
        return MEMBERS;
    }

    @Override
    Object value(String member) {
        return member.equals(LENGTH) ? (Object) table.size() : null;
    }

    @Override
    boolean isMethod(String member) {
        return switch (member) {
            case GET, SET, GROW -> true;
            default -> false;
        };
    }

    @Override
    Object call(String method, Object[] values) throws ArityException, UnsupportedTypeException {
        switch (method) {
            case GET -> {
                return Conversions.toForeign(table.get(index(new Arguments(GET, values, 1, 1))), store());
            }
            case SET -> {
                Arguments arguments = new Arguments(SET, values, 1, 2);
                long index = index(arguments);
                table.set(index, element(table.elementType(), SET, arguments, 1));
                return NullObject.NULL;
            }
            default -> {
                Arguments arguments = new Arguments(GROW, values, 1, 2);
                long old = table.grow(arguments.size(0), element(table.elementType(), GROW, arguments, 1));
                if (old < 0) {
                    throw new GuestError(GuestError.Kind.RANGE_ERROR, this + " cannot grow by " + arguments.size(0));
                }
                return old;
            }
        }
    }

    private long index(Arguments arguments) throws UnsupportedTypeException {
        long index = arguments.size(0);
        if (!isElement(index)) {
            throw new GuestError(GuestError.Kind.RANGE_ERROR, "no element " + index + " in a " + this);
        }
        return index;
    }

    /** An argument that a table's elements are set to; null where it is left out. */
    static Object element(ResolvedType type, String method, Arguments arguments, int index) throws UnsupportedTypeException {
        if (arguments.has(index)) {
            return arguments.guest(index, type);
        }
        if (!type.plain().isDefaultable()) {
            throw new GuestError(GuestError.Kind.TYPE_ERROR, method + " needs a value, for " + type + " has no null");
        }
        return null;
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return table.size();
    }

    @ExportMessage(name = "isArrayElementReadable")
    @ExportMessage(name = "isArrayElementModifiable")
    boolean isElement(long index) {
        return index >= 0 && index < table.size();
    }

    @ExportMessage
    boolean isArrayElementInsertable(@SuppressWarnings("unused") long index) {
        return false;
    }

    @ExportMessage
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isElement(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return Conversions.toForeign(table.get(index), store());
    }

    @ExportMessage
    @TruffleBoundary
    void writeArrayElement(long index, Object value) throws InvalidArrayIndexException, UnsupportedTypeException {
        if (!isElement(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        try {
            table.set(index, Conversions.toGuest(value, table.elementType()));
        } catch (ConversionException e) {
            throw Refusals.leaving(UnsupportedTypeException.create(new Object[]{value}, e.getMessage()), this, store());
        }
    }

    @Override
    public String toString() {
        return "table of " + table.size() + " " + table.elementType();
    }
}
