package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.util.Arrays;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.ValueKind;

/** A function of the host: the one adapter between guest calling conventions and {@link HostFunction}. */
public final class HostCode extends FunctionCode {

    private final String name;
    private final HostFunction function;
    private final EntryFactory entries;

    /**
     * @param name for stack traces
     * @param entries what makes the entry for compiled callers; null where there is no JVM tier
     */
    public HostCode(String name, FunctionType type, HostFunction function, EntryFactory entries) {
        super(type);
        this.name = name;
        this.function = function;
        this.entries = entries;
    }

    @Override
    @TruffleBoundary
    public Object invoke(Object[] arguments) {
        if (function instanceof TypedHostFunction typed) {
            return typed.invoke(arguments);
        }
        Object result = run(arguments);
        return result instanceof Object[] several && type().results().size() > 1
                        ? spread((ThreadState) arguments[1], several)
                        : result;
    }

    private Object run(Object[] arguments) {
        try {
            return function.call((Instance) arguments[0], Arrays.copyOfRange(arguments, 2, arguments.length));
        } catch (AbstractTruffleException e) {
            GuestStackTrace.entering(e, (ThreadState) arguments[1]);
            throw e;
        }
    }

    private Object spread(ThreadState thread, Object[] results) {
        thread.reserveResults(results.length);
        for (int i = 1; i < results.length; i++) {
            ValueKind kind = type().results().get(i).kind();
            if (kind == ValueKind.REF) {
                thread.referenceResults[i] = results[i];
            } else {
                thread.primitiveResults[i] = Values.toBits(results[i]);
            }
        }
        return results[0];
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    protected CompiledEntry createEntry() {
        return function instanceof TypedHostFunction typed ? typed.entry(this, entries) : entries.stub(this);
    }
}
