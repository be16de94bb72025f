package org.tilia.wasm.interop;

import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import org.tilia.wasm.runtime.ResolvedType;

/** The arguments of a method that is no guest's, checked. */
final class Arguments {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final String method;
    private final Object[] values;

    /**
     * @param method for messages
     * @param least how many there must be
     * @param most how many there may be
     */
    Arguments(String method, Object[] values, int least, int most) throws ArityException {
        if (values.length < least || values.length > most) {
            throw ArityException.create(least, most, values.length);
        }
        this.method = method;
        this.values = values;
    }

    boolean has(int index) {
        return index < values.length;
    }

    /** An argument as it is. */
    Object get(int index) {
        return values[index];
    }

    /** A whole number from 0 on. */
    long size(int index) throws UnsupportedTypeException {
        try {
            if (INTEROP.fitsInLong(values[index]) && INTEROP.asLong(values[index]) >= 0) {
                return INTEROP.asLong(values[index]);
            }
        } catch (UnsupportedMessageException e) {
            throw misfit(index, "does not give its value");
        }
        throw misfit(index, "is not a whole number from 0 on");
    }

    /** A text. */
    String text(int index) throws UnsupportedTypeException {
        try {
            if (INTEROP.isString(values[index])) {
                return INTEROP.asString(values[index]);
            }
        } catch (UnsupportedMessageException e) {
            throw misfit(index, "does not give its text");
        }
        throw misfit(index, "is not a text");
    }

    /** A value of a guest's type. */
    Object guest(int index, ResolvedType type) throws UnsupportedTypeException {
        try {
            return Conversions.toGuest(values[index], type);
        } catch (ConversionException e) {
            throw UnsupportedTypeException.create(values, place(index) + ": " + e.getMessage());
        }
    }

    private UnsupportedTypeException misfit(int index, String why) {
        return UnsupportedTypeException.create(values, place(index) + ": " + Conversions.describe(values[index]) + " " + why);
    }

    private String place(int index) {
        return "argument " + (index + 1) + " of " + method;
    }
}
