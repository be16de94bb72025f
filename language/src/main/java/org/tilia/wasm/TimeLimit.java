package org.tilia.wasm;

import com.oracle.truffle.api.TruffleContext;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends a context when its time is over, whatever its threads do. */
final class TimeLimit {

    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final Future<?> end;

    private TimeLimit(Future<?> end) {
        this.end = end;
    }

    /** Its one thread sleeps until a time is over, and is gone when nothing has a limit. */
    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> thread("wasm-clock", task));
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(1, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        return clock;
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = Thread.ofPlatform().daemon().name(name).inheritInheritableThreadLocals(false).unstarted(task);
        thread.setContextClassLoader(null);
        return thread;
    }

    /** From now on the context has this time left. */
    static TimeLimit start(TruffleContext context, Duration time) {
        String message = "timed out: the limit is " + Quantities.format(time) + " (wasm.Timeout)";
        // Closing waits for the context's threads: another context's time must not wait for these, too.
        Runnable close = () -> thread("wasm-timeout", () -> context.closeResourceExhausted(null, message)).start();
        return new TimeLimit(CLOCK.schedule(close, time.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** The context is closed. */
    void cancel() {
        end.cancel(false);
    }
}
