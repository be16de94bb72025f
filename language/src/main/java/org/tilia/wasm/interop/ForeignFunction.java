package org.tilia.wasm.interop;

import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import java.util.List;
import org.tilia.wasm.runtime.DefinedType;
import org.tilia.wasm.runtime.HostFunction;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.ResolvedType;

/** An executable of another language as a guest's import; several results are taken from an array. */
final class ForeignFunction implements HostFunction {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final String name;
    private final Object executable;
    private final List<ResolvedType> results;

    ForeignFunction(String name, Object executable, DefinedType type) {
        this.name = name;
        this.executable = executable;
        this.results = type.results();
    }

    @Override
    public Object call(Instance importer, Object[] arguments) {
        Object[] foreign = new Object[arguments.length];
        for (int i = 0; i < foreign.length; i++) {
            foreign[i] = Conversions.toForeign(arguments[i]);
        }
        Object result;
        try {
            result = INTEROP.execute(executable, foreign);
        } catch (ArityException | UnsupportedTypeException | UnsupportedMessageException e) {
            throw new GuestError(GuestError.Kind.TYPE_ERROR, name + " cannot be called: " + e.getMessage());
        }
        return convert(result);
    }

    private Object convert(Object result) {
        try {
            return switch (results.size()) {
                case 0 -> null;
                case 1 -> Conversions.toGuest(result, results.getFirst());
                default -> several(result);
            };
        } catch (ConversionException e) {
            throw new GuestError(GuestError.Kind.TYPE_ERROR, "result of " + name + ": " + e.getMessage());
        }
    }

    private Object[] several(Object result) throws ConversionException {
        try {
            long size = INTEROP.hasArrayElements(result) ? INTEROP.getArraySize(result) : -1;
            if (size != results.size()) {
                throw new ConversionException(Conversions.describe(result) + " is not an array of " + results.size() + " values");
            }
            Object[] values = new Object[results.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = Conversions.toGuest(INTEROP.readArrayElement(result, i), results.get(i));
            }
            return values;
        } catch (InteropException e) {
            throw new ConversionException(Conversions.describe(result) + " does not give its elements: " + e.getMessage());
        }
    }
}
