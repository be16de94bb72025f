package org.tilia.wasm;

import com.oracle.truffle.api.ThreadLocalAction;
import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import org.graalvm.polyglot.Context;

/** A tool that does things to running guests. */
@TruffleInstrument.Registration(id = ActionInstrument.ID, services = ActionInstrument.class)
public final class ActionInstrument extends TruffleInstrument {

    static final String ID = "tilia-test-actions";

    private Env env;

    @Override
    protected void onCreate(Env environment) {
        env = environment;
        environment.registerService(this);
    }

    private TruffleContext inside(Context context) {
        context.enter();
        try {
            return env.getEnteredContext();
        } finally {
            context.leave();
        }
    }

    /** Runs an action on all threads that are in the context. */
    void submit(Context context, Runnable action) {
        submit(inside(context), action);
    }

    private void submit(TruffleContext context, Runnable action) {
        env.submitThreadLocal(context, null, new ThreadLocalAction(true, false) {
            @Override
            protected void perform(Access access) {
                action.run();
            }
        });
    }

    /** Runs an action at every poll of the threads that are in the context. */
    void repeat(Context context, Runnable action) {
        repeat(inside(context), action);
    }

    private void repeat(TruffleContext context, Runnable action) {
        submit(context, () -> {
            action.run();
            repeat(context, action);
        });
    }

    /** Ends the context as a program does that exits in the middle of its work. */
    void exit(Context context, int status) {
        TruffleContext target = inside(context);
        submit(target, () -> target.closeExited(null, status));
    }
}
