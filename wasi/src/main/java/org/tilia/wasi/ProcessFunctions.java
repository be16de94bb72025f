package org.tilia.wasi;

import com.oracle.truffle.api.TruffleSafepoint;
import org.tilia.wasm.runtime.ExitException;

/** {@code proc_*} and {@code sched_*}. */
final class ProcessFunctions {

    private ProcessFunctions() {
    }

    static void addTo(Functions functions) {
        functions.addVoid("proc_exit", "i", call -> {
            throw new ExitException(call.i32(0));
        });
        functions.addFailing("proc_raise", "i", Errno.NOSYS);
        functions.add("sched_yield", "", call -> {
            Thread.yield();
            TruffleSafepoint.pollHere(null);
        });
    }
}
