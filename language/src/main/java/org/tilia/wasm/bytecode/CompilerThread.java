package org.tilia.wasm.bytecode;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where classes are generated: a thread with a stack of its own, because a guest that asks for a function at the end of its
 * stack must not leave the generator, or the JDK below it, half-way through.
 */
final class CompilerThread {

    private static final long STACK_BYTES = 256L << 20;
    private static final long IDLE_SECONDS = 5;

    private final ExecutorService executor;

    CompilerThread() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                        task -> {
                            Thread thread = new Thread(null, task, "tilia-compiler", STACK_BYTES);
                            thread.setDaemon(true);
                            return thread;
                        });
        pool.allowCoreThreadTimeOut(true);
        executor = pool;
    }

    /** Runs the task there and waits for it. */
    <T> T run(Supplier<T> task) {
        StackReserve.check();
        try {
            return CompletableFuture.supplyAsync(() -> whole(task), executor).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** The generator's own end of stack is not the guest's. */
    private static <T> T whole(Supplier<T> task) {
        try {
            return task.get();
        } catch (StackOverflowError e) {
            throw new IllegalStateException("code is nested too deeply for the compiler", e);
        }
    }
}
