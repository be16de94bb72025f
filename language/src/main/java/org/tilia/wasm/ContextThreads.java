package org.tilia.wasm;

import com.oracle.truffle.api.ThreadLocalAction;
import com.oracle.truffle.api.TruffleLanguage.Env;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.tilia.wasm.runtime.ExitException;
import org.tilia.wasm.runtime.GuestThreads;

/** The threads of a context's guests: as many as its options allow, where the embedder lets guests create threads at all. */
final class ContextThreads implements GuestThreads {

    /** Only reserved: the system gives pages as they are touched. A program may have many threads, so less than its first one has. */
    private static final long STACK_BYTES = 16L << 20;

    private final Env env;
    private final int limit;
    private final Consumer<Future<?>> watcher;
    private final List<Thread> all = new ArrayList<>();
    private boolean closed;

    /**
     * @param limit how many threads there may be at a time
     * @param watcher lets running code notice an action until it is done
     */
    ContextThreads(Env env, int limit, Consumer<Future<?>> watcher) {
        this.env = env;
        this.limit = env.isCreateThreadAllowed() ? limit : 0;
        this.watcher = watcher;
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public Thread create(Runnable body) {
        Thread thread = env.newTruffleThreadBuilder(() -> {
            if (begin()) {
                body.run();
            }
        }).stackSize(STACK_BYTES).build();
        thread.setName("wasm-thread");
        synchronized (this) {
            all.removeIf(other -> other.getState() == Thread.State.TERMINATED);
            all.add(thread);
        }
        return thread;
    }

    private synchronized boolean begin() {
        return !closed;
    }

    @Override
    public void interrupt(Collection<Thread> targets, Runnable action) {
        if (!targets.isEmpty()) {
            watcher.accept(env.submitThreadLocal(targets.toArray(Thread[]::new), new ThreadLocalAction(true, false) {
                @Override
                protected void perform(Access access) {
                    action.run();
                }
            }));
        }
    }

    /** Ends all threads and waits for them. */
    void close() {
        List<Thread> threads;
        synchronized (this) {
            closed = true;
            threads = all.stream().filter(Thread::isAlive).toList();
        }
        interrupt(threads, () -> {
            throw new ExitException(0);
        });
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= join(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The context cannot be left before its threads are: an interrupt is put off. */
    private static boolean join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
    }
}
