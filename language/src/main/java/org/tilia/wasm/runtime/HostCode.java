package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.util.Arrays;
import org.tilia.wasm.module.FunctionType;

/** A function of the host: the one adapter between guest calling conventions and {@link HostFunction}. */
public final class HostCode extends FunctionCode {

    private final String name;
    private final HostFunction function;
    private final EntryFactory entries;
    private final boolean severalResults;
    private RootCallTarget target;
    private volatile boolean targetKnown;

    /**
     * @param name for stack traces
     * @param entries what makes the entry for compiled callers; null where there is no JVM tier
     */
    public HostCode(String name, FunctionType type, HostFunction function, EntryFactory entries) {
        super(type);
        this.name = name;
        this.function = function;
        this.entries = entries;
        this.severalResults = type.results().size() > 1;
    }

    @Override
    @TruffleBoundary
    public Object invoke(Object[] arguments) {
        if (function instanceof TypedHostFunction typed) {
            return typed.invoke(arguments);
        }
        RootCallTarget inlined = target((Instance) arguments[0]);
        return inlined != null ? inlined.call(arguments) : first((ThreadState) arguments[1], run(arguments));
    }

    @Override
    @TruffleBoundary
    public RootCallTarget target(Instance importer) {
        return targetKnown ? target : makeTarget(importer);
    }

    private synchronized RootCallTarget makeTarget(Instance importer) {
        if (!targetKnown) {
            HostCallNode node = function.createNode();
            target = node == null ? null : new HostRootNode(importer.store().engine().language(), this, node).getCallTarget();
            targetKnown = true;
        }
        return target;
    }

    /** The first of a call's results; the others are left to the thread's state. */
    Object first(ThreadState thread, Object result) {
        return severalResults ? spread(thread, (Object[]) result) : result;
    }

    private Object run(Object[] arguments) {
        try {
            return function.call((Instance) arguments[0], Arrays.copyOfRange(arguments, 2, arguments.length));
        } catch (AbstractTruffleException e) {
            GuestStackTrace.entering(e, (Instance) arguments[0], (ThreadState) arguments[1]);
            throw e;
        }
    }

    @TruffleBoundary
    private Object spread(ThreadState thread, Object[] results) {
        thread.reserveResults(results.length);
        for (int i = 1; i < results.length; i++) {
            thread.leaveResult(i, type().results().get(i).kind(), results[i]);
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
