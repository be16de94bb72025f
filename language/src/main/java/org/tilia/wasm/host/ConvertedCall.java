package org.tilia.wasm.host;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Value;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.module.ValueType;
import org.tilia.wasm.runtime.GuestCall;
import org.tilia.wasm.runtime.GuestEntry;
import org.tilia.wasm.runtime.ThreadState;
import org.tilia.wasm.runtime.WasmFunction;

/** A call with references or with a record of results, which are converted inside of the context. */
final class ConvertedCall extends GuestCall {

    private final MethodType type;
    private final List<ValueKind> kinds;
    /** Takes a record's parts in an array; null where the result is no record. */
    private final MethodHandle constructor;

    ConvertedCall(WasmFunction function, Value bridge, MethodType type) {
        super(function, bridge);
        this.type = type;
        this.kinds = function.code().type().results().stream().map(ValueType::kind).toList();
        this.constructor = type.returnType().isRecord() ? constructor(type.returnType()) : null;
    }

    static boolean isNeeded(MethodType type) {
        return type.returnType().isRecord() || type.returnType() == Value.class || type.parameterList().contains(Value.class);
    }

    private static MethodHandle constructor(Class<?> type) {
        Class<?>[] parts = Stream.of(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            MethodHandle handle = Access.unreflect(MethodHandles.lookup(), type.getDeclaredConstructor(parts));
            return HandleAdapter.booleanParameters(handle).asType(MethodType.genericMethodType(parts.length)).asSpreader(Object[].class, parts.length);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected void convert(Object[] arguments) {
        for (int i = 0; i < type.parameterCount(); i++) {
            if (type.parameterType(i) == Value.class) {
                int place = GuestEntry.HIDDEN_ARGUMENTS + i;
                arguments[place] = HandleAdapter.toGuest((Value) arguments[place], instance());
            }
        }
    }

    @Override
    protected Object results(Object first, ThreadState thread) throws Throwable {
        if (constructor == null) {
            return type.returnType() == Value.class ? HandleAdapter.toHost(instance(), first) : first;
        }
        Object[] parts = thread.results(first, kinds);
        for (int i = 0; i < parts.length; i++) {
            if (kinds.get(i) == ValueKind.REF) {
                parts[i] = HandleAdapter.toHost(instance(), parts[i]);
            }
        }
        return constructor.invoke(parts);
    }
}
