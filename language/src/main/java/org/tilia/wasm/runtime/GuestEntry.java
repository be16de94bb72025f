package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.lang.ref.Reference;

/** Where calls come in from outside: from the host, or from another language. */
public final class GuestEntry {

    /** How many arguments come before the guest's: the instance and the thread's state. */
    public static final int HIDDEN_ARGUMENTS = 2;

    private GuestEntry() {
    }

    /**
     * Calls a function.
     *
     * <p>An overflow of the stack becomes a trap only here, and only at the outermost call, where there is room again.
     *
     * @param arguments boxed, behind {@link #HIDDEN_ARGUMENTS} free places
     * @return the first result, boxed, or null where there is none; the others lie in the thread's state
     */
    public static Object call(WasmFunction function, ThreadState thread, Object[] arguments) {
        if (thread.entries > 0) {
            return enter(function, thread, arguments);
        }
        if (function.instance().program != null) {
            function.instance().program.enter(thread);
        }
        Object result;
        try {
            result = enter(function, thread, arguments);
        } catch (Throwable thrown) {
            if (thread.program != null) {
                throw Unchecked.rethrow(thread.program.failed(thrown, thread));
            }
            throw thrown;
        }
        if (thread.program != null) {
            thread.program.returned(function, thread);
        }
        return result;
    }

    private static Object enter(WasmFunction function, ThreadState thread, Object[] arguments) {
        arguments[0] = function.instance();
        arguments[1] = thread;
        thread.entries++;
        long mark = thread.mark();
        try {
            return function.code().invoke(arguments);
        } catch (AbstractTruffleException e) {
            if (thread.entries == 1) {
                GuestStackTrace.left(e, thread);
            }
            throw e;
        } catch (StackExhaustion exhaustion) {
            throw overflowed(function, exhaustion.overflow(), thread.entries == 1);
        } catch (StackOverflowError overflow) {
            throw overflowed(function, overflow, thread.entries == 1);
        } finally {
            thread.entries--;
            thread.restore(mark);
            thread.leaveFuel();
            Reference.reachabilityFence(function);
        }
    }

    @TruffleBoundary
    static RuntimeException overflowed(WasmFunction function, StackOverflowError overflow, boolean outermost) {
        if (!outermost) {
            throw overflow;
        }
        return GuestStackTrace.exhausted(overflow, function.instance().store().engine());
    }
}
