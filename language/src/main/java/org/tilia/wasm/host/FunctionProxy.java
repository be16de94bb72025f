package org.tilia.wasm.host;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.tilia.wasm.runtime.KnownProxy;
import org.tilia.wasm.runtime.TypedHostFunction;
import org.tilia.wasm.runtime.Unchecked;

/** A function of a module as other languages see it: they can call it, too, unless it uses its caller. */
final class FunctionProxy implements KnownProxy, ProxyExecutable {

    private final String name;
    private final MethodHandle target;
    private final TypedHostFunction function;

    /** @param name with the module's, for messages */
    FunctionProxy(String name, MethodHandle target) {
        this.name = name;
        this.target = target;
        this.function = HandleAdapter.adapt(target, JavaTypes.function(name, target.type()));
    }

    @Override
    public Object self() {
        return function;
    }

    @Override
    public Object execute(Value... arguments) {
        List<Class<?>> types = target.type().parameterList();
        int hidden = !types.isEmpty() && types.getFirst() == Caller.class ? 1 : 0;
        if (arguments.length != types.size() - hidden) {
            throw new IllegalArgumentException(name + " takes " + (types.size() - hidden) + " arguments, not " + arguments.length);
        }
        Object[] converted = new Object[types.size()];
        if (hidden > 0) {
            converted[0] = new Caller(null);
        }
        for (int i = hidden; i < converted.length; i++) {
            converted[i] = convert(arguments[i - hidden], types.get(i));
        }
        try {
            return target.invokeWithArguments(converted);
        } catch (Throwable e) {
            throw Unchecked.rethrow(e);
        }
    }

    private static Object convert(Value value, Class<?> type) {
        if (type == boolean.class && value.fitsInInt()) {
            return value.asInt() != 0;
        }
        return type == Value.class ? value : value.as(type);
    }

    @Override
    public String toString() {
        return name + " " + function.type();
    }
}
