package org.tilia.wasm.runtime;

import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Value;

/**
 * A guest's function as the host calls it, with Java's own types and without the polyglot API in between: the counterpart
 * of {@link TypedHostFunction}.
 *
 * <p>A call is {@link #enter}, {@link #thread}, {@link #direct}, then either the entry that this gives or {@link #boxed}, and
 * at the end {@link #leave} or {@link #failed}. {@link #call} does so with boxed values; the JVM tier generates, for a signature, the
 * same without boxes ({@link EntryFactory#caller}).
 */
public class GuestCall {

    /** The context is the current one: there is nothing to leave. */
    private static final Object CURRENT = new Object();
    private static final MethodHandle CALL = findCall();
    private static final Map<MethodType, MethodHandle> BOXING = new ConcurrentHashMap<>();

    private final WasmFunction function;
    private final GuestCode guest;
    private final TruffleContext context;
    private final Value bridge;
    private final Instance instance;
    /** Of the thread that called last; replaced as a whole. */
    private KnownThread known = new KnownThread(null, null);

    private record KnownThread(Thread thread, ThreadState state) {
    }

    /** @param bridge the {@link HostBridge} of the function's context */
    public GuestCall(WasmFunction function, Value bridge) {
        this.function = function;
        this.instance = function.instance();
        this.bridge = bridge;
        this.guest = function.code() instanceof GuestCode code ? code : null;
        this.context = function.instance().store().embedder().context();
    }

    private static MethodHandle findCall() {
        try {
            return MethodHandles.lookup().findVirtual(GuestCall.class, "call", MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * A handle that boxes its arguments for {@link #call}.
     *
     * @param type of the arguments and the result: numbers and Objects
     * @return takes the object first; always the same for the same type
     */
    public static MethodHandle boxing(MethodType type) {
        return BOXING.computeIfAbsent(type, GuestCall::makeBoxing);
    }

    private static MethodHandle makeBoxing(MethodType type) {
        MethodHandle collecting = CALL.asCollector(Object[].class, GuestEntry.HIDDEN_ARGUMENTS + type.parameterCount());
        return MethodHandles.insertArguments(collecting, 1, null, null).asType(type.insertParameterTypes(0, GuestCall.class));
    }

    public final WasmFunction function() {
        return function;
    }

    /** Argument 0 of the function. */
    public final Instance instance() {
        return instance;
    }

    /**
     * Enters the context, where it is not the current one, and comes to Truffle's safepoint.
     *
     * @return for {@link #leave}
     */
    public final Object enter() {
        try {
            if (context.isEntered()) {
                TruffleSafepoint.poll(null);
                return CURRENT;
            }
            return context.enter(null);
        } catch (Throwable thrown) {
            throw HostBridge.seenByHost(bridge, thrown);
        }
    }

    /** The state of the current thread in the context, which is entered. */
    public final ThreadState thread() {
        KnownThread last = known;
        return last.thread == Thread.currentThread() ? last.state : findThread();
    }

    private ThreadState findThread() {
        ThreadState state = instance.store().thread();
        known = new KnownThread(Thread.currentThread(), state);
        return state;
    }

    /**
     * The compiled function, if it may be entered as it is: where nothing can happen in it that {@link GuestEntry} would have
     * to look after. Null otherwise.
     */
    public final CompiledEntry direct(ThreadState thread) {
        CompiledEntry entry = guest == null ? null : guest.compiled();
        if (entry == null || !entry.endsSoon() && (thread.entries == 0 || !thread.isInterruptible()) || instance.program != null) {
            return null;
        }
        thread.entries++;
        return entry;
    }

    /** Calls the function where it cannot be entered as it is; see {@link GuestEntry#call}. */
    public final Object boxed(ThreadState thread, Object[] arguments) throws Throwable {
        convert(arguments);
        return results(GuestEntry.call(function, thread, arguments), thread);
    }

    /** Makes what the host gave, behind {@link GuestEntry#HIDDEN_ARGUMENTS} places, what the guest takes. */
    protected void convert(@SuppressWarnings("unused") Object[] arguments) {
    }

    /** What the host gets: the first result, unless it wants others. */
    protected Object results(Object first, @SuppressWarnings("unused") ThreadState thread) throws Throwable {
        return first;
    }

    /**
     * Ends a call that returns.
     *
     * @param outer from {@link #enter}
     * @param entry from {@link #direct}
     */
    public final void leave(Object outer, ThreadState thread, CompiledEntry entry) {
        if (entry != null) {
            thread.entries--;
            thread.leaveFuel();
        }
        if (outer != CURRENT) {
            context.leave(null, outer);
        }
        Reference.reachabilityFence(this);
    }

    /**
     * Ends a call that throws.
     *
     * @param outer from {@link #enter}
     * @param entry from {@link #direct}
     * @param mark what {@link ThreadState#mark} was before the call
     * @return what the host is to see
     */
    public final Throwable failed(Throwable thrown, Object outer, ThreadState thread, CompiledEntry entry, long mark) {
        Throwable seen = thrown;
        try {
            if (entry != null) {
                seen = leaving(thrown, thread, mark);
            }
            return seen instanceof StackOverflowError ? seen : HostBridge.seenByHost(bridge, seen);
        } finally {
            leave(outer, thread, entry);
        }
    }

    /** As {@link GuestEntry} and {@link CompiledEntry#enter} do for other calls. */
    private Throwable leaving(Throwable thrown, ThreadState thread, long mark) {
        thread.restore(mark);
        if (thrown instanceof AbstractTruffleException exception) {
            GuestStackTrace.leaving(exception, instance, thread);
            if (thread.entries == 1) {
                GuestStackTrace.left(exception, thread);
            }
        }
        Throwable seen = thrown instanceof StackExhaustion exhaustion ? exhaustion.overflow() : thrown;
        return seen instanceof StackOverflowError overflow && thread.entries == 1
                        ? GuestStackTrace.exhausted(overflow, instance.store().engine()) : seen;
    }

    /** Calls the function with boxed arguments, behind {@link GuestEntry#HIDDEN_ARGUMENTS} free places. */
    public final Object call(Object[] arguments) throws Throwable {
        Object outer = enter();
        ThreadState thread = null;
        Object result;
        try {
            thread = thread();
            result = boxed(thread, arguments);
        } catch (Throwable thrown) {
            throw failed(thrown, outer, thread, null, 0);
        }
        leave(outer, thread, null);
        return result;
    }
}
