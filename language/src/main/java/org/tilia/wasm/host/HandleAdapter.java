package org.tilia.wasm.host;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.stream.IntStream;
import org.graalvm.polyglot.Value;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.module.ValueType;
import org.tilia.wasm.runtime.HostFailure;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.ThreadState;
import org.tilia.wasm.runtime.TypedHostFunction;

/**
 * Turns a handle with Java's types into one that takes the instance, the thread's state and WebAssembly's values.
 *
 * <ol>
 * <li>Each parameter that WebAssembly does not have is made out of one that it has, or out of the instance.
 * <li>The copies of the instance that this needed become the one that comes first.
 * <li>So do results, where the thread's state takes all but the first.
 * <li>What the function throws becomes an exception of the guest's callers.
 * </ol>
 */
final class HandleAdapter {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle CALLER = find("caller", Caller.class, Instance.class);
    private static final MethodHandle TO_BOOLEAN = find("toBoolean", boolean.class, int.class);
    private static final MethodHandle FROM_BOOLEAN = find("fromBoolean", int.class, boolean.class);
    private static final MethodHandle TO_HOST = find("toHost", Value.class, Instance.class, Object.class);
    private static final MethodHandle TO_GUEST = find("toGuest", Object.class, Value.class, Instance.class);
    private static final MethodHandle SPREAD = find("spread", Object.class, RecordParts.class, Object.class, Instance.class, ThreadState.class);
    private static final MethodHandle RETHROW = rethrow();

    private HandleAdapter() {
    }

    /** @param type what {@link JavaTypes} makes of the handle's own type */
    static TypedHostFunction adapt(MethodHandle target, FunctionType type) {
        MethodHandle adapted = adaptResult(adaptParameters(target), type);
        MethodHandle failed = RETHROW.asType(RETHROW.type().changeReturnType(adapted.type().returnType()));
        return new TypedHostFunction(type, MethodHandles.catchException(adapted, Throwable.class, failed));
    }

    private static MethodHandle adaptParameters(MethodHandle target) {
        MethodHandle handle = target;
        for (int i = target.type().parameterCount() - 1; i >= 0; i--) {
            Class<?> type = target.type().parameterType(i);
            if (type == Caller.class) {
                handle = MethodHandles.filterArguments(handle, i, CALLER);
            } else if (type == Value.class) {
                handle = MethodHandles.collectArguments(handle, i, TO_HOST);
            } else if (type == boolean.class) {
                handle = MethodHandles.filterArguments(handle, i, TO_BOOLEAN);
            }
        }
        return joinHidden(handle);
    }

    /** Lets all parameters for the instance and for the thread's state be the first two. */
    private static MethodHandle joinHidden(MethodHandle handle) {
        MethodType joined = MethodType.methodType(handle.type().returnType(), Instance.class, ThreadState.class);
        int[] order = new int[handle.type().parameterCount()];
        for (int i = 0; i < order.length; i++) {
            Class<?> type = handle.type().parameterType(i);
            if (type == Instance.class || type == ThreadState.class) {
                order[i] = type == Instance.class ? 0 : 1;
            } else {
                order[i] = joined.parameterCount();
                joined = joined.appendParameterTypes(type);
            }
        }
        return MethodHandles.permuteArguments(handle, joined, order);
    }

    private static MethodHandle adaptResult(MethodHandle handle, FunctionType type) {
        Class<?> result = handle.type().returnType();
        if (result == boolean.class) {
            return MethodHandles.filterReturnValue(handle, FROM_BOOLEAN);
        }
        if (result == Value.class) {
            return joinHidden(MethodHandles.collectArguments(TO_GUEST, 0, handle));
        }
        if (!result.isRecord()) {
            return handle;
        }
        MethodHandle spread = SPREAD.bindTo(RecordParts.of(result, type)).asType(SPREAD.type().dropParameterTypes(0, 1).changeParameterType(0, result));
        MethodHandle spreading = joinHidden(MethodHandles.collectArguments(spread, 0, handle));
        Class<?> first = type.results().isEmpty() ? void.class : carrier(type.results().getFirst());
        return spreading.asType(spreading.type().changeReturnType(first));
    }

    private static Class<?> carrier(ValueType type) {
        return switch (type.kind()) {
            case I32 -> int.class;
            case I64 -> long.class;
            case F32 -> float.class;
            case F64 -> double.class;
            case V128, REF -> Object.class;
        };
    }

    /** The types that values have on the way: booleans are numbers, and what is no number is an Object. */
    static MethodType carriers(MethodType type) {
        MethodType carriers = type;
        for (int i = 0; i < type.parameterCount(); i++) {
            carriers = carriers.changeParameterType(i, carrier(type.parameterType(i)));
        }
        return carriers.changeReturnType(carrier(type.returnType()));
    }

    private static Class<?> carrier(Class<?> type) {
        return type == boolean.class ? int.class : type.isPrimitive() ? type : Object.class;
    }

    /** Lets booleans stand for the numbers that a handle takes and returns. */
    static MethodHandle booleans(MethodHandle handle, MethodType type) {
        MethodHandle adapted = handle;
        for (int i = 0; i < type.parameterCount(); i++) {
            if (type.parameterType(i) == boolean.class) {
                adapted = MethodHandles.filterArguments(adapted, i, FROM_BOOLEAN);
            }
        }
        return type.returnType() == boolean.class ? MethodHandles.filterReturnValue(adapted, TO_BOOLEAN) : adapted;
    }

    /** Lets numbers stand for the booleans that a handle takes. */
    static MethodHandle booleanParameters(MethodHandle handle) {
        MethodHandle adapted = handle;
        for (int i = 0; i < handle.type().parameterCount(); i++) {
            if (handle.type().parameterType(i) == boolean.class) {
                adapted = MethodHandles.filterArguments(adapted, i, TO_BOOLEAN);
            }
        }
        return adapted;
    }

    private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
        try {
            return LOOKUP.findStatic(HandleAdapter.class, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static MethodHandle rethrow() {
        try {
            return LOOKUP.findStatic(HostFailure.class, "rethrow",
                            MethodType.methodType(Object.class, Throwable.class, Instance.class, ThreadState.class));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Caller caller(Instance instance) {
        return new Caller(instance);
    }

    private static boolean toBoolean(int value) {
        return value != 0;
    }

    private static int fromBoolean(boolean value) {
        return value ? 1 : 0;
    }

    static Value toHost(Instance instance, Object reference) {
        return instance.store().embedder().toHost(reference, instance.store());
    }

    static Object toGuest(Value value, Instance instance) {
        return value == null || value.isNull() ? null : instance.store().embedder().toGuest(value);
    }

    /** The first value of a record is returned, the others go to the thread's state. */
    private static Object spread(RecordParts parts, Object results, Instance instance, ThreadState thread) throws Throwable {
        thread.reserveResults(parts.accessors.length);
        for (int i = 1; i < parts.accessors.length; i++) {
            thread.leaveResult(i, parts.kinds[i], parts.read(i, results, instance));
        }
        return parts.accessors.length == 0 ? null : parts.read(0, results, instance);
    }

    /** The components of a record. */
    private record RecordParts(MethodHandle[] accessors, ValueKind[] kinds) {

        static RecordParts of(Class<?> type, FunctionType function) {
            RecordComponent[] components = type.getRecordComponents();
            MethodHandle[] accessors = IntStream.range(0, components.length)
                            .mapToObj(i -> Access.unreflect(LOOKUP, components[i].getAccessor())).map(handle -> handle.asType(handle.type().generic()))
                            .toArray(MethodHandle[]::new);
            return new RecordParts(accessors, function.results().stream().map(ValueType::kind).toArray(ValueKind[]::new));
        }

        Object read(int index, Object results, Instance instance) throws Throwable {
            Object value = accessors[index].invokeExact(results);
            return switch (value) {
                case Boolean flag -> fromBoolean(flag);
                case Value reference -> toGuest(reference, instance);
                case null, default -> value;
            };
        }
    }
}
