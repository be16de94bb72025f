package org.tilia.wasm.bytecode;

import com.oracle.truffle.api.TruffleContext;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * Looks a few times within the promised tenth of a second whether a context is being cancelled, or whether there are
 * thread-local actions, and if so makes compiled loops check until it is closed, and they are done. The thread lives as long as there are contexts with compiled code.
 */
final class PollWatcher {

    private static final long INTERVAL_MILLIS = 20;

    private final List<WeakReference<TruffleContext>> contexts = new ArrayList<>();
    private final List<Future<?>> actions = new ArrayList<>();
    private Thread thread;
    private boolean enabled;

    /** Watches a context until it is closed. */
    synchronized void watch(TruffleContext context) {
        contexts.add(new WeakReference<>(context));
        start();
    }

    /** Watches a thread-local action until it is done. */
    synchronized void watch(Future<?> action) {
        actions.add(action);
        start();
    }

    private void start() {
        if (thread == null) {
            thread = new Thread(this::run, "tilia-watcher");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        while (look()) {
            try {
                Thread.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt this thread; it goes on watching.
            }
        }
    }

    /** Returns whether there is anything left to watch. */
    private synchronized boolean look() {
        actions.removeIf(Future::isDone);
        boolean stopping = !actions.isEmpty();
        contexts.removeIf(reference -> {
            TruffleContext context = reference.get();
            return context == null || context.isClosed() && !isStopping(context);
        });
        for (WeakReference<TruffleContext> reference : contexts) {
            TruffleContext context = reference.get();
            stopping |= context != null && isStopping(context);
        }
        if (stopping != enabled) {
            enabled = stopping;
            Polls.enable(stopping);
        }
        if (contexts.isEmpty() && actions.isEmpty()) {
            thread = null;
            return false;
        }
        return true;
    }

    /** Truffle says of a context that is being stopped that it is closed, although its guests still run. */
    private static boolean isStopping(TruffleContext context) {
        return context.isCancelling() || context.isExiting();
    }
}
