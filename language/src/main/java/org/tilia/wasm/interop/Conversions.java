package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import java.math.BigInteger;
import org.tilia.wasm.module.AbstractHeapType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.runtime.GlobalInstance;
import org.tilia.wasm.runtime.LinearMemory;
import org.tilia.wasm.runtime.ResolvedType;
import org.tilia.wasm.runtime.StoreObject;
import org.tilia.wasm.runtime.TableInstance;
import org.tilia.wasm.runtime.TagInstance;
import org.tilia.wasm.runtime.WasmFunction;
import org.tilia.wasm.runtime.WasmStore;

/**
 * How values cross between guests and other languages.
 *
 * <p>Integers may be given signed or unsigned and must fit exactly, also where they come as a floating-point number. For f32
 * and f64 every number is taken and rounded to the nearest; a finite one that is too large for the type is refused.
 */
final class Conversions {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    private static final long I32_MINIMUM = Integer.MIN_VALUE;
    private static final long I32_MAXIMUM = 0xFFFF_FFFFL;
    /** Of a value in a message. */
    private static final int LONGEST_TEXT = 80;

    private Conversions() {
    }

    /** A guest's value as others see it. */
    static Object toForeign(Object value, WasmStore store) {
        if (value == null) {
            return NullObject.NULL;
        }
        return value instanceof StoreObject object ? view(object, store) : value;
    }

    /** A guest's value of this type as others see it. */
    static Object toForeign(Object value, ResolvedType type, WasmStore store) {
        return type.kind() == ValueKind.REF ? toForeign(value, store) : value;
    }

    /** The view of an object of a store. */
    @TruffleBoundary
    static Object view(StoreObject object, WasmStore store) {
        return switch (object) {
            case WasmFunction function -> function.view(WasmFunction.class, shown -> new FunctionObject(shown, store));
            case LinearMemory memory -> memory.view(LinearMemory.class, shown -> new MemoryObject(shown, store));
            case TableInstance table -> table.view(TableInstance.class, shown -> new TableObject(shown, store));
            case GlobalInstance global -> global.view(GlobalInstance.class, shown -> new GlobalObject(shown, store));
            case TagInstance tag -> tag.view(TagInstance.class, shown -> new TagObject(shown, store));
        };
    }

    /**
     * A value of another language as a guest's.
     *
     * @return of the type's class: Integer, Long, Float, Double or a reference
     */
    static Object toGuest(Object value, ResolvedType type) throws ConversionException {
        // Numbers are unboxed and boxed again: in compiled code, no object is made where both sides are.
        return switch (type.kind()) {
            case I32 -> (Object) (value instanceof Integer number ? number.intValue() : toI32(value));
            case I64 -> (Object) (value instanceof Long number ? number.longValue()
                            : value instanceof Integer number ? number.longValue() : toI64(value));
            case F32 -> (Object) (value instanceof Float number ? number.floatValue() : toF32(value));
            case F64 -> (Object) (value instanceof Double number ? number.doubleValue()
                            : value instanceof Integer number ? number.doubleValue() : toF64(value));
            case REF -> toReference(value, type);
            case V128 -> throw new ConversionException("a v128 cannot cross between languages");
        };
    }

    @TruffleBoundary
    private static int toI32(Object value) throws ConversionException {
        try {
            if (INTEROP.fitsInLong(value)) {
                long number = INTEROP.asLong(value);
                if (number >= I32_MINIMUM && number <= I32_MAXIMUM) {
                    return (int) number;
                }
            }
        } catch (UnsupportedMessageException e) {
            throw changed(value, e);
        }
        throw mismatch(value, "an i32");
    }

    @TruffleBoundary
    private static long toI64(Object value) throws ConversionException {
        try {
            if (INTEROP.fitsInLong(value)) {
                return INTEROP.asLong(value);
            }
            if (INTEROP.fitsInBigInteger(value)) {
                BigInteger number = INTEROP.asBigInteger(value);
                if (number.signum() >= 0 && number.bitLength() <= Long.SIZE) {
                    return number.longValue();
                }
            }
        } catch (UnsupportedMessageException e) {
            throw changed(value, e);
        }
        throw mismatch(value, "an i64");
    }

    @TruffleBoundary
    private static float toF32(Object value) throws ConversionException {
        try {
            if (INTEROP.fitsInFloat(value)) {
                return INTEROP.asFloat(value);
            }
            if (INTEROP.fitsInLong(value)) {
                return (float) INTEROP.asLong(value);
            }
        } catch (UnsupportedMessageException e) {
            throw changed(value, e);
        }
        double number = toDouble(value, "an f32");
        if (Float.isInfinite((float) number) && !Double.isInfinite(number)) {
            throw new ConversionException(describe(value) + " is too large for an f32");
        }
        return (float) number;
    }

    @TruffleBoundary
    private static double toF64(Object value) throws ConversionException {
        return toDouble(value, "an f64");
    }

    private static double toDouble(Object value, String expected) throws ConversionException {
        try {
            if (INTEROP.fitsInDouble(value)) {
                return INTEROP.asDouble(value);
            }
            if (INTEROP.fitsInLong(value)) {
                return INTEROP.asLong(value);
            }
            if (INTEROP.fitsInBigInteger(value)) {
                double number = INTEROP.asBigInteger(value).doubleValue();
                if (Double.isInfinite(number)) {
                    throw new ConversionException(describe(value) + " is too large for " + expected);
                }
                return number;
            }
        } catch (UnsupportedMessageException e) {
            throw changed(value, e);
        }
        throw mismatch(value, expected);
    }

    @TruffleBoundary
    private static Object toReference(Object value, ResolvedType type) throws ConversionException {
        ReferenceType reference = (ReferenceType) type.plain();
        if (INTEROP.isNull(value)) {
            if (reference.nullable()) {
                return null;
            }
            throw mismatch(value, "a " + type);
        }
        if (type.defined() == null && reference.heap() == AbstractHeapType.EXTERN) {
            return value instanceof FunctionObject function ? function.function() : value;
        }
        if (value instanceof FunctionObject function
                        && ResolvedType.reference(false, function.function().type()).matches(type)) {
            return function.function();
        }
        throw mismatch(value, "a " + type);
    }

    private static ConversionException mismatch(Object value, String expected) {
        return new ConversionException(describe(value) + " is not " + expected);
    }

    /** An object that says first that it is a number and then that it is not. */
    private static ConversionException changed(Object value, UnsupportedMessageException cause) {
        return new ConversionException(describe(value) + " does not give its value: " + cause.getMessage());
    }

    /** A value of another language in a few words. */
    @TruffleBoundary
    static String describe(Object value) {
        try {
            if (INTEROP.isString(value)) {
                return '"' + shorten(INTEROP.asString(value)) + '"';
            }
            boolean floating = value instanceof Double || value instanceof Float;
            if (!floating && INTEROP.fitsInBigInteger(value)) {
                return shorten(INTEROP.asBigInteger(value).toString());
            }
            return shorten(INTEROP.asString(INTEROP.toDisplayString(value, false)));
        } catch (UnsupportedMessageException _) {
            return "an object without a text";
        }
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }
}
