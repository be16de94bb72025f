package org.tilia.launcher;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs guests on a thread with a large stack: guests recurse deeply, and their frames are larger than Java's own. */
final class GuestThread {

    /** Only reserved: the system gives pages as they are touched. */
    static final long STACK_BYTES = 512L << 20;

    private GuestThread() {
    }

    /** Runs a task to its end and gives its result, or what it threw. */
    static <T> T run(Callable<T> task) {
        return run(STACK_BYTES, task);
    }

    /** As {@link #run(Callable)}, with a stack of this size. */
    static <T> T run(long stackBytes, Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        Thread thread = new Thread(null, future, "main", stackBytes);
        thread.start();
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw GuestThread.<RuntimeException>unchecked(e.getCause());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new LauncherException(ExitCode.INTERNAL, "interrupted");
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
