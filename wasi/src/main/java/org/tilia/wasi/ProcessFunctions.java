package org.tilia.wasi;

import com.oracle.truffle.api.TruffleSafepoint;
import java.util.Set;
import org.tilia.wasm.runtime.ExitException;

/** {@code proc_*} and {@code sched_*}. */
final class ProcessFunctions {

    private static final int LAST_SIGNAL = 30;
    /** None, and those that nobody handles and that then do nothing: of a child, of going on, urgent data, a window's size. */
    private static final Set<Integer> IGNORED = Set.of(0, 16, 17, 22, 27);
    /** Those that stop a process until it is told to go on; nobody could tell a guest. */
    private static final Set<Integer> STOPPING = Set.of(18, 19, 20, 21);
    /** What a shell adds to the number of the signal that ended a program. */
    private static final int EXIT_BASE = 128;

    private ProcessFunctions() {
    }

    static void addTo(Functions functions) {
        functions.addVoid("proc_exit", "i", call -> {
            throw new ExitException(call.i32(0));
        });
        functions.add("proc_raise", "i", call -> raise(call.i32(0)));
        functions.add("sched_yield", "", call -> {
            Thread.yield();
            TruffleSafepoint.pollHere(null);
        });
    }

    /** Guests handle no signals by the interface, so each has its usual effect. */
    private static void raise(int signal) throws WasiException {
        if (signal < 0 || signal > LAST_SIGNAL) {
            throw new WasiException(Errno.INVAL);
        }
        if (STOPPING.contains(signal)) {
            throw new WasiException(Errno.NOTSUP);
        }
        if (!IGNORED.contains(signal)) {
            throw new ExitException(EXIT_BASE + signal);
        }
    }
}
