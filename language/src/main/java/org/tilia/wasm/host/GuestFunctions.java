package org.tilia.wasm.host;

import com.oracle.truffle.api.TruffleOptions;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.graalvm.polyglot.Value;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.runtime.EntryFactory;
import org.tilia.wasm.runtime.GuestCall;
import org.tilia.wasm.runtime.HostBridge;
import org.tilia.wasm.runtime.WasmFunction;

/**
 * Functions of guests as Java's own, for programs that call them often: what {@link HostModule} is in the other direction.
 *
 * <pre>{@code
 * IntBinaryOperator add = GuestFunctions.as(exports.getMember("add"), IntBinaryOperator.class);
 * int sum = add.applyAsInt(1, 41);
 * }</pre>
 *
 * <p>The types are those of {@link HostModule}: {@code int} and {@code boolean} are i32, {@code long} i64, {@code float} f32, {@code double} f64,
 * {@link Value} externref; a record is several results. They are compared once, here; a call converts nothing.
 *
 * <p>A call does what {@link Value#execute} does, only faster. It enters the context where it is not the current one of the thread; in a
 * thread that is inside anyhow ({@code context.enter()}) it is faster still. Traps, exceptions of the host, an exit, an
 * interrupt and a cancelled context are the same {@code PolyglotException}, and a closed context the same
 * {@code IllegalStateException}. Any number of threads may call. Who keeps a function keeps its instance, as with a {@code Value}.
 */
public final class GuestFunctions {

    private static final String LANGUAGE = "wasm";
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private GuestFunctions() {
    }

    /**
     * A function as an object of a functional interface, whose method's type is the function's.
     *
     * @param function an export, an element of a table, or what else is a function of a guest
     * @throws IllegalArgumentException when it is no function of WebAssembly or has another type, or when the type is no functional interface or
     *             not accessible; {@link #as(MethodHandles.Lookup, Value, Class)} is for those of closed packages
     * @throws UnsupportedOperationException in a native image, which cannot make classes
     */
    public static <F> F as(Value function, Class<F> type) {
        return as(LOOKUP, function, type);
    }

    /** Likewise, with the rights of a lookup. */
    public static <F> F as(MethodHandles.Lookup lookup, Value function, Class<F> type) {
        if (TruffleOptions.AOT) {
            throw new UnsupportedOperationException("GuestFunctions.as makes classes, which a native image cannot: use Value.execute or Value.as there");
        }
        Method method = Access.functionalMethod(type);
        MethodType signature = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
        Typed typed = typed(function, signature, type.getTypeName());
        return type.cast(Implementations.of(lookup, type, method, signature, typed.handle).apply(typed.call));
    }

    /**
     * A function as a handle. The JVM inlines calls of one that is a constant.
     *
     * @param function as above
     * @param type the handle's, and the function's
     * @throws IllegalArgumentException when it is no function of WebAssembly or has another type
     */
    public static MethodHandle handle(Value function, MethodType type) {
        Typed typed = typed(function, type, "the handle");
        MethodHandle bound = typed.handle.bindTo(typed.call);
        return HandleAdapter.booleans(bound, type).asType(type);
    }

    /** @param handle takes the call and the values as {@link HandleAdapter#carriers} has them */
    private record Typed(GuestCall call, MethodHandle handle) {
    }

    private static Typed typed(Value function, MethodType type, String what) {
        Value bridge = function.getContext().getBindings(LANGUAGE).getMember(HostBridge.MEMBER);
        WasmFunction found = find(bridge, function);
        if (type.parameterCount() > 0 && type.parameterType(0) == Caller.class) {
            throw new IllegalArgumentException(what + ": parameter 1 is a Caller, which functions of the host have only");
        }
        FunctionType expected = JavaTypes.function(what, type);
        if (!expected.equals(found.code().type())) {
            throw new IllegalArgumentException(found.code().name() + " has the type " + found.type() + "; " + what + " stands for " + expected);
        }
        MethodType carriers = HandleAdapter.carriers(type);
        if (ConvertedCall.isNeeded(type)) {
            return new Typed(new ConvertedCall(found, bridge, type), GuestCall.boxing(carriers));
        }
        EntryFactory entries = found.instance().store().engine().hostEntries();
        MethodHandle compiled = entries == null ? null : entries.caller(expected);
        return new Typed(new GuestCall(found, bridge), compiled != null ? compiled : GuestCall.boxing(carriers));
    }

    private static WasmFunction find(Value bridge, Value function) {
        Value answer = bridge.execute(function);
        if (answer.isProxyObject() && answer.asProxyObject() instanceof HostBridge.Found(WasmFunction found)) {
            return found;
        }
        throw new IllegalArgumentException(function + " is no function of WebAssembly");
    }
}
