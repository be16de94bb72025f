package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.List;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.runtime.GuestEntry;
import org.tilia.wasm.runtime.ResolvedType;
import org.tilia.wasm.runtime.ThreadState;
import org.tilia.wasm.runtime.Values;
import org.tilia.wasm.runtime.WasmEngine;
import org.tilia.wasm.runtime.WasmFunction;
import org.tilia.wasm.trap.Trap;

/** A function as others see it: executable. Several results come as an array. */
@ExportLibrary(InteropLibrary.class)
public final class FunctionObject extends GuestObject {

    private final WasmFunction function;
    private final ResolvedType[] parameters;
    private final List<ResolvedType> results;

    FunctionObject(WasmFunction function) {
        this.function = function;
        this.parameters = function.type().parameters().toArray(ResolvedType[]::new);
        this.results = function.type().results();
    }

    public WasmFunction function() {
        return function;
    }

    @Override
    WasmEngine engine() {
        return function.instance().store().engine();
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    @ExportMessage
    Object execute(Object[] arguments) throws ArityException, UnsupportedTypeException {
        Object[] converted = convert(arguments);
        ThreadState thread = function.instance().store().thread();
        Object first;
        try {
            first = GuestEntry.call(function, thread, converted);
        } catch (Trap trap) {
            throw Traps.leaving(trap);
        }
        return switch (results.size()) {
            case 0 -> NullObject.NULL;
            case 1 -> Conversions.toForeign(first);
            default -> collect(first, thread);
        };
    }

    private Object[] convert(Object[] arguments) throws ArityException, UnsupportedTypeException {
        if (arguments.length != parameters.length) {
            throw ArityException.create(parameters.length, parameters.length, arguments.length);
        }
        Object[] converted = new Object[GuestEntry.HIDDEN_ARGUMENTS + parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            try {
                converted[GuestEntry.HIDDEN_ARGUMENTS + i] = Conversions.toGuest(arguments[i], parameters[i]);
            } catch (ConversionException e) {
                throw refuse(arguments, i, e);
            }
        }
        return converted;
    }

    @TruffleBoundary
    private UnsupportedTypeException refuse(Object[] arguments, int index, ConversionException cause) {
        return UnsupportedTypeException.create(arguments, "argument " + (index + 1) + " of " + this + ": " + cause.getMessage());
    }

    @TruffleBoundary
    private Object collect(Object first, ThreadState thread) {
        Object[] values = new Object[results.size()];
        values[0] = Conversions.toForeign(first);
        for (int i = 1; i < values.length; i++) {
            ValueKind kind = results.get(i).kind();
            values[i] = kind == ValueKind.REF ? Conversions.toForeign(thread.referenceResults[i])
                            : Values.fromBits(kind, thread.primitiveResults[i]);
        }
        return new ArrayObject(values);
    }

    @ExportMessage
    boolean hasExecutableName() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getExecutableName() {
        return function.code().name();
    }

    @Override
    public String toString() {
        return function.code().name() + " " + function.type();
    }
}
