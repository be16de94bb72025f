package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.source.SourceSection;
import java.util.Arrays;
import java.util.stream.Stream;
import org.tilia.wasm.data.ArrayObject;
import org.tilia.wasm.runtime.FunctionCode;
import org.tilia.wasm.runtime.GuestCode;
import org.tilia.wasm.runtime.GuestEntry;
import org.tilia.wasm.runtime.GuestEntryNode;
import org.tilia.wasm.runtime.ResolvedType;
import org.tilia.wasm.runtime.ThreadState;
import org.tilia.wasm.runtime.ThreadStates;
import org.tilia.wasm.runtime.WasmFunction;
import org.tilia.wasm.runtime.WasmStore;
import org.tilia.wasm.trap.Trap;

/** A function as others see it: executable. Several results come as an array. */
@ExportLibrary(InteropLibrary.class)
public final class FunctionObject extends GuestObject {

    private final WasmFunction function;
    final ResolvedType[] parameters;
    final ResolvedType[] results;

    FunctionObject(WasmFunction function, WasmStore store) {
        super(store);
        this.function = function;
        this.parameters = function.type().parameters().toArray(ResolvedType[]::new);
        this.results = function.type().results().toArray(ResolvedType[]::new);
    }

    /** The view of a function. */
    static FunctionObject of(WasmFunction function, WasmStore store) {
        Object present = function.presentView();
        return (FunctionObject) (present != null ? present : Conversions.view(function, store));
    }

    public WasmFunction function() {
        return function;
    }

    @Override
    TypeObject type() {
        return TypeObject.FUNCTION;
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    @ExportMessage
    static class Execute {

        @Specialization(guards = {"function.code() == code", "call != null"}, limit = "4")
        static Object known(FunctionObject function, Object[] arguments, @Cached("function.code()") FunctionCode code,
                        @Cached(value = "function.parameters", dimensions = 1) ResolvedType[] parameters,
                        @Cached(value = "function.results", dimensions = 1) ResolvedType[] results,
                        @Cached("function.threads()") ThreadStates threads, @Cached("function.entryNode()") GuestEntryNode call)
                        throws ArityException, UnsupportedTypeException {
            Object[] converted = function.convert(arguments, parameters);
            return function.enter(threads.currentThread(), converted, results, call);
        }

        @Specialization(replaces = "known")
        static Object any(FunctionObject function, Object[] arguments) throws ArityException, UnsupportedTypeException {
            return function.call(arguments);
        }
    }

    FunctionCode code() {
        return function.code();
    }

    /** Null where the host has no language. */
    ThreadStates threads() {
        return (ThreadStates) store().engine().language();
    }

    GuestEntryNode entryNode() {
        return GuestEntryNode.create(function);
    }

    /** @param types of the results */
    private Object enter(ThreadState thread, Object[] converted, ResolvedType[] types, GuestEntryNode call) {
        Object first;
        try {
            first = call == null ? GuestEntry.call(function, thread, converted) : call.call(function, thread, converted);
        } catch (Trap trap) {
            throw Traps.leaving(trap);
        }
        return switch (types.length) {
            case 0 -> NullObject.NULL;
            case 1 -> Conversions.toForeign(first, types[0], store());
            default -> collect(first, thread);
        };
    }

    /** Calls the function; see {@link InteropLibrary#execute}. */
    @TruffleBoundary
    Object call(Object[] arguments) throws ArityException, UnsupportedTypeException {
        return enter(function.instance().store().thread(), convert(arguments, parameters), results, null);
    }

    /** @param expected the parameters' types */
    @ExplodeLoop
    private Object[] convert(Object[] arguments, ResolvedType[] expected) throws ArityException, UnsupportedTypeException {
        if (arguments.length != expected.length) {
            throw Refusals.leaving(ArityException.create(expected.length, expected.length, arguments.length), this, store());
        }
        Object[] converted = new Object[GuestEntry.HIDDEN_ARGUMENTS + expected.length];
        for (int i = 0; i < expected.length; i++) {
            try {
                converted[GuestEntry.HIDDEN_ARGUMENTS + i] = Conversions.toGuest(arguments[i], expected[i]);
            } catch (ConversionException e) {
                throw refuse(arguments, i, e);
            }
        }
        return converted;
    }

    @TruffleBoundary
    private UnsupportedTypeException refuse(Object[] arguments, int index, ConversionException cause) {
        String message = "argument " + (index + 1) + " of " + this + ": " + cause.getMessage();
        return Refusals.leaving(UnsupportedTypeException.create(arguments, message), this, store());
    }

    @TruffleBoundary
    private Object collect(Object first, ThreadState thread) {
        Object[] values = thread.results(first, Stream.of(results).map(ResolvedType::kind).toList());
        Arrays.setAll(values, i -> Conversions.toForeign(values[i], store()));
        return new ArrayObject(values);
    }

    @ExportMessage
    @TruffleBoundary
    boolean hasSourceLocation() {
        return code() instanceof GuestCode guest && guest.section().isAvailable();
    }

    /** The function's definition in the text of its module. */
    @ExportMessage
    @TruffleBoundary
    SourceSection getSourceLocation() throws UnsupportedMessageException {
        if (!hasSourceLocation()) {
            throw UnsupportedMessageException.create();
        }
        return ((GuestCode) code()).section();
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
