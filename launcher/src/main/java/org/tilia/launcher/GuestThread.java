package org.tilia.launcher;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs guests on a thread with a large stack: guests recurse deeply, and their frames are larger than Java's own. */
final class GuestThread {

    /** Only reserved: the system gives pages as they are touched. */
    static final long STACK_BYTES = 512L << 20;

    /** What a guest whose time is over takes at most to end by itself. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private GuestThread() {
    }

    /** Runs a task to its end, on a stack of this size, and gives its result, or what it threw. */
    static <T> T run(long stackBytes, Callable<T> task) {
        return run(stackBytes, new LimitOptions(), task);
    }

    /** As {@link #run(long, Callable)}, within limits: a task that does not end by itself when its time is over is left alone. */
    static <T> T run(LimitOptions limits, Callable<T> task) {
        return run(limits.stackBytes(), limits, task);
    }

    private static <T> T run(long stackBytes, LimitOptions limits, Callable<T> task) {
        Duration time = limits.time();
        FutureTask<T> future = new FutureTask<>(task);
        Thread thread = new Thread(null, future, "main", stackBytes);
        thread.setDaemon(true);
        start(thread, limits);
        try {
            return time == null ? future.get() : future.get(time.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw limits.timedOut();
        } catch (ExecutionException e) {
            throw GuestThread.<RuntimeException>unchecked(e.getCause());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new LauncherException(ExitCode.INTERNAL, "interrupted");
        }
    }

    private static void start(Thread thread, LimitOptions limits) {
        try {
            thread.start();
        } catch (OutOfMemoryError _) {
            throw limits.noRoomForStack();
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
