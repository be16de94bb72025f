package org.tilia.wasm.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.WeakHashMap;
import org.tilia.wasm.module.FunctionType;

/** A function of the host with Java's own types, which compiled code calls without a box. It belongs to no context. */
public final class TypedHostFunction implements HostFunction {

    private final FunctionType type;
    private final MethodHandle handle;
    private final MethodHandle boxed;
    /** By engine. */
    private final Map<EntryFactory, CompiledEntry> entries = new WeakHashMap<>();

    /**
     * @param handle takes the importing instance, the thread's state and the parameters, and returns the first result or
     *            nothing; the other results go to the thread's state. What the function throws has passed
     *            {@link HostFailure#rethrow}
     */
    public TypedHostFunction(FunctionType type, MethodHandle handle) {
        this.type = type;
        this.handle = handle;
        this.boxed = handle.asType(handle.type().generic()).asSpreader(Object[].class, handle.type().parameterCount())
                        .asType(MethodType.methodType(Object.class, Object[].class));
    }

    public FunctionType type() {
        return type;
    }

    /** Instance, thread, parameters; the first result. */
    public MethodHandle handle() {
        return handle;
    }

    /** The entry for the compiled code of an engine. */
    CompiledEntry entry(HostCode code, EntryFactory factory) {
        synchronized (entries) {
            return entries.computeIfAbsent(factory, _ -> factory.direct(this, code));
        }
    }

    /** Calls with boxed values, behind the instance and the thread's state. */
    Object invoke(Object[] arguments) {
        try {
            return boxed.invokeExact(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("checked exceptions have become those of guests", e);
        }
    }

    @Override
    public Object call(Instance importer, Object[] arguments) {
        Object[] all = new Object[GuestEntry.HIDDEN_ARGUMENTS + arguments.length];
        all[0] = importer;
        all[1] = importer.store().thread();
        System.arraycopy(arguments, 0, all, GuestEntry.HIDDEN_ARGUMENTS, arguments.length);
        return invoke(all);
    }
}
