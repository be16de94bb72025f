package org.tilia.wasm;

import com.oracle.truffle.api.ThreadLocalAction;
import com.oracle.truffle.api.TruffleLanguage.Env;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tilia.wasm.runtime.ExitException;
import org.tilia.wasm.runtime.GuestThreads;

/** The threads of a context's guests: as many as its options allow, where the embedder lets guests create threads at all. */
final class ContextThreads implements GuestThreads {

    /** Only reserved: the system gives pages as they are touched. A program may have many threads, so less than its first one has. */
    private static final long STACK_BYTES = 16L << 20;

    private final Env env;
    private final int limit;
    /** Those whose bodies have not ended. */
    private final Set<Thread> live = new HashSet<>();
    /** Those that Truffle may not be through with; among them are some that have ended. */
    private final Set<Thread> unfinished = new HashSet<>();
    private boolean closed;

    /** @param limit how many threads there may be at a time */
    ContextThreads(Env env, int limit) {
        this.env = env;
        this.limit = env.isCreateThreadAllowed() ? limit : 0;
    }

    @Override
    public synchronized Thread start(Runnable body) {
        if (closed || live.size() >= limit) {
            return null;
        }
        Thread thread = env.newTruffleThreadBuilder(() -> run(body)).stackSize(STACK_BYTES).build();
        thread.setName("wasm-thread");
        unfinished.removeIf(earlier -> earlier.getState() == Thread.State.TERMINATED);
        live.add(thread);
        try {
            thread.start();
        } catch (OutOfMemoryError _) {
            // The system has no more threads.
            live.remove(thread);
            return null;
        }
        unfinished.add(thread);
        return thread;
    }

    private void run(Runnable body) {
        try {
            if (!isClosed()) {
                body.run();
            }
        } finally {
            synchronized (this) {
                live.remove(Thread.currentThread());
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void interrupt(Collection<Thread> targets, Runnable action) {
        if (!targets.isEmpty()) {
            env.submitThreadLocal(targets.toArray(Thread[]::new), new ThreadLocalAction(true, false) {
                @Override
                protected void perform(Access access) {
                    action.run();
                }
            });
        }
    }

    /** Ends all threads and waits for them. */
    void close() {
        List<Thread> running;
        List<Thread> ending;
        synchronized (this) {
            closed = true;
            running = List.copyOf(live);
            ending = List.copyOf(unfinished);
        }
        interrupt(running, () -> {
            throw new ExitException(0);
        });
        boolean interrupted = false;
        for (Thread thread : ending) {
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
