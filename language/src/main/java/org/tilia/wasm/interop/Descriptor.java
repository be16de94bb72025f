package org.tilia.wasm.interop;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.Limits;
import org.tilia.wasm.module.NumberType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.ValueType;

/** What a host says of a memory, a table or a global that it makes: an object with the members of JavaScript's descriptors. */
final class Descriptor {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    /** JavaScript's older word for funcref. */
    private static final String ANYFUNC = "anyfunc";

    private final String owner;
    private final Object object;

    /** @param owner for messages */
    Descriptor(String owner, Object object) {
        this.owner = owner;
        this.object = object;
        if (!INTEROP.hasMembers(object) && !INTEROP.hasHashEntries(object)) {
            throw new GuestError(GuestError.Kind.TYPE_ERROR,
                            Conversions.describe(object) + " does not describe a " + owner + ": it must be an object or a map");
        }
    }

    /** A property, or null where it is left out. */
    private Object find(String name) {
        Object value = Lookup.find(object, name);
        return value == null || INTEROP.isNull(value) ? null : value;
    }

    private GuestError misfit(String name, Object value, String expected) {
        return new GuestError(GuestError.Kind.TYPE_ERROR, name + " of a " + owner
                        + (value == null ? " is missing; it" : " is " + Conversions.describe(value) + ", but") + " must be " + expected);
    }

    /** {@code initial} and {@code maximum}. */
    Limits limits() {
        Object initial = find("initial") != null ? find("initial") : find("minimum");
        long least = size("initial", initial);
        Object maximum = find("maximum");
        if (maximum == null) {
            return Limits.from(least);
        }
        long most = size("maximum", maximum);
        if (most < least) {
            throw new GuestError(GuestError.Kind.RANGE_ERROR, "a " + owner + " cannot have the initial size " + least + " and the maximum " + most);
        }
        return Limits.between(least, most);
    }

    private long size(String name, Object value) {
        try {
            if (value != null && INTEROP.fitsInLong(value) && INTEROP.asLong(value) >= 0) {
                return INTEROP.asLong(value);
            }
        } catch (UnsupportedMessageException _) {
            // An object that does not keep its word.
        }
        throw misfit(name, value, "a whole number from 0 on");
    }

    /** A property that is false where it is left out. */
    boolean flag(String name) {
        Object value = find(name);
        try {
            if (value == null) {
                return false;
            }
            if (INTEROP.isBoolean(value)) {
                return INTEROP.asBoolean(value);
            }
        } catch (UnsupportedMessageException _) {
            // An object that does not keep its word.
        }
        throw misfit(name, value, "true or false");
    }

    /** {@code address}: {@code i32} where it is left out. */
    AddressType address() {
        Object value = find("address");
        if (value == null) {
            return AddressType.I32;
        }
        return Arrays.stream(AddressType.values()).filter(type -> type.valueType().toString().equals(text(value))).findFirst()
                        .orElseThrow(() -> misfit("address", value, "i32 or i64"));
    }

    /** {@code element}. */
    ReferenceType element() {
        Object value = find("element");
        return Stream.of(ReferenceType.FUNCREF, ReferenceType.EXTERNREF).filter(type -> isNamed(type, value)).findFirst()
                        .orElseThrow(() -> misfit("element", value, "funcref or externref"));
    }

    /** {@code value}: the type of a global. */
    ValueType valueType() {
        Object value = find("value");
        ValueType[] types = {NumberType.I32, NumberType.I64, NumberType.F32, NumberType.F64, ReferenceType.FUNCREF, ReferenceType.EXTERNREF};
        return Arrays.stream(types).filter(type -> isNamed(type, value)).findFirst().orElseThrow(() -> misfit("value", value,
                        "one of " + Arrays.stream(types).map(Object::toString).collect(Collectors.joining(", "))));
    }

    private static boolean isNamed(ValueType type, Object value) {
        String name = text(value);
        return type.toString().equals(name) || type == ReferenceType.FUNCREF && ANYFUNC.equals(name);
    }

    private static String text(Object value) {
        try {
            return value != null && INTEROP.isString(value) ? INTEROP.asString(value) : null;
        } catch (UnsupportedMessageException _) {
            return null;
        }
    }
}
