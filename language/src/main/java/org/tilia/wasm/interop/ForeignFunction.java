package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import org.tilia.wasm.runtime.DefinedType;
import org.tilia.wasm.runtime.HostCallNode;
import org.tilia.wasm.runtime.HostFunction;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.ResolvedType;

/** An executable of another language as a guest's import; several results are taken from an array. */
final class ForeignFunction implements HostFunction {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final String name;
    private final Object executable;
    @CompilationFinal(dimensions = 1) private final ResolvedType[] parameters;
    @CompilationFinal(dimensions = 1) private final ResolvedType[] results;

    ForeignFunction(String name, Object executable, DefinedType type) {
        this.name = name;
        this.executable = executable;
        this.parameters = type.parameters().toArray(ResolvedType[]::new);
        this.results = type.results().toArray(ResolvedType[]::new);
    }

    @Override
    public Object call(Instance importer, Object[] arguments) {
        return createNode().execute(importer, arguments);
    }

    @Override
    public boolean hasNode() {
        return true;
    }

    @Override
    public HostCallNode createNode() {
        return new ForeignCallNode(this, executable);
    }

    /** What a guest sees whose call the executable does not take. */
    @TruffleBoundary
    GuestError notCallable(InteropException cause) {
        return new GuestError(GuestError.Kind.TYPE_ERROR, name + " cannot be called: " + cause.getMessage());
    }

    /** An argument as the executable sees it. */
    Object toForeign(int index, Object argument, Instance importer) {
        return Conversions.toForeign(argument, parameters[index], importer.store());
    }

    /** What a call has returned as the guest's results. */
    Object convert(Object result) {
        try {
            return switch (results.length) {
                case 0 -> null;
                case 1 -> Conversions.toGuest(result, results[0]);
                default -> several(result);
            };
        } catch (ConversionException e) {
            throw unfit(e);
        }
    }

    @TruffleBoundary
    private GuestError unfit(ConversionException cause) {
        return new GuestError(GuestError.Kind.TYPE_ERROR, "result of " + name + ": " + cause.getMessage());
    }

    @TruffleBoundary
    private Object[] several(Object result) throws ConversionException {
        try {
            long size = INTEROP.hasArrayElements(result) ? INTEROP.getArraySize(result) : -1;
            if (size != results.length) {
                throw new ConversionException(Conversions.describe(result) + " is not an array of " + results.length + " values");
            }
            Object[] values = new Object[results.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Conversions.toGuest(INTEROP.readArrayElement(result, i), results[i]);
            }
            return values;
        } catch (InteropException e) {
            throw new ConversionException(Conversions.describe(result) + " does not give its elements: " + e.getMessage());
        }
    }
}
