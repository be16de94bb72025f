package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tilia.wasm.trap.Trap;

/**
 * A guest that has started threads: an instance for each thread, around shared memories, and the threads themselves.
 *
 * <p>It ends as a whole, with the first exit or trap of any of its threads, or when its {@code _start} returns. Host threads
 * that are inside then throw what ended it; those that it has started are gone before the first host thread leaves. After
 * that its exports can be called as those of any instance.
 */
@SuppressWarnings("removal")
public final class GuestProgram {

    /** A thread could not be started now. */
    public static final int NO_THREAD = -1;

    private static final String START = "_start";
    private static final String THREAD_START = "wasi_thread_start";
    private static final int LARGEST_IDENTIFIER = (1 << 29) - 1;

    private final GuestThreads threads;
    /** The host's threads that are in a call of one of the instances. */
    private final Set<Thread> inside = new HashSet<>();
    /** The threads that the guest has started, by identifier. */
    private final Map<Integer, Thread> started = new HashMap<>();
    private int lastIdentifier;
    /** What ended the program; null while it runs. */
    private Throwable end;

    private GuestProgram(GuestThreads threads) {
        this.threads = threads;
    }

    /** The program that an instance belongs to. The current thread is in a call of the instance. */
    public static GuestProgram of(Instance instance, GuestThreads threads) {
        GuestProgram program;
        synchronized (instance) {
            if (instance.program == null) {
                instance.program = new GuestProgram(threads);
            }
            program = instance.program;
        }
        program.join(instance.store().thread());
        return program;
    }

    /** A host thread is inside from now on until its outermost call ends; at most of one program. */
    private synchronized void join(ThreadState thread) {
        if (thread.program == null && !started.containsValue(Thread.currentThread())) {
            thread.program = this;
            inside.add(Thread.currentThread());
        }
    }

    /**
     * Starts a thread, which makes an instance of its own with the same imports and calls its {@code wasi_thread_start}.
     *
     * @return the thread's identifier, from 1 to 2<sup>29</sup> − 1, or {@link #NO_THREAD}
     */
    public synchronized int spawn(Instance parent, int argument) {
        if (end != null) {
            return NO_THREAD;
        }
        int identifier = nextIdentifier();
        Thread thread = threads.start(() -> run(parent, identifier, argument));
        if (thread == null) {
            return NO_THREAD;
        }
        started.put(identifier, thread);
        return identifier;
    }

    private int nextIdentifier() {
        do {
            lastIdentifier = lastIdentifier == LARGEST_IDENTIFIER ? 1 : lastIdentifier + 1;
        } while (started.containsKey(lastIdentifier));
        return lastIdentifier;
    }

    private void run(Instance parent, int identifier, int argument) {
        try {
            check();
            Instance own = Linker.instantiateAgain(parent, this);
            if (!(own.export(THREAD_START) instanceof WasmFunction function)) {
                throw AllocationException.of("the module starts threads and does not export " + THREAD_START);
            }
            GuestEntry.call(function, own.store().thread(), new Object[]{null, null, identifier, argument});
        } catch (ThreadDeath cancelled) {
            throw cancelled;
        } catch (Throwable thrown) {
            end(thrown instanceof Trap trap ? elsewhere(trap, identifier) : thrown);
        } finally {
            gone(identifier);
        }
    }

    /** A trap as other threads see it: its own frames are not theirs. */
    private static Trap elsewhere(Trap trap, int identifier) {
        List<GuestFrame> frames = GuestStackTrace.frames(trap);
        String place = "in thread " + identifier + (frames.isEmpty() ? "" : ", at " + frames.getFirst());
        return Trap.of(trap.kind(), trap.detail() == null ? place : trap.detail() + ", " + place);
    }

    private synchronized void gone(int identifier) {
        started.remove(identifier);
        notifyAll();
    }

    /** A host thread begins its outermost call. Throws what ended the program since the last one left, if that is how it is. */
    @TruffleBoundary
    void enter(ThreadState thread) {
        join(thread);
        Throwable ended = thread.program == this ? leaveEnded(thread) : null;
        if (ended != null) {
            throw unchecked(ended);
        }
        join(thread);
    }

    /** The outermost call of a host thread has returned. */
    @TruffleBoundary
    void returned(WasmFunction function, ThreadState thread) {
        Instance instance = function.instance();
        if (instance.program == this && function == instance.export(START)) {
            end(new ExitException(0));
        }
        Throwable ended = leave(thread);
        if (ended != null && !(ended instanceof ExitException exit && exit.status() == 0)) {
            throw unchecked(ended);
        }
    }

    /** An exception has left the outermost call of a host thread: it ends the program. Returns what is to be thrown. */
    @TruffleBoundary
    Throwable failed(Throwable thrown, ThreadState thread) {
        if (thrown instanceof ThreadDeath) {
            // The context ends, and all its threads.
            leaveAtOnce(thread);
            return thrown;
        }
        end(thrown);
        Throwable first = leave(thread);
        return first == null ? thrown : first;
    }

    private synchronized void leaveAtOnce(ThreadState thread) {
        inside.remove(Thread.currentThread());
        thread.program = null;
    }

    /** Leaves the program, whether it has ended or not. Returns what ended it, or null. */
    private Throwable leave(ThreadState thread) {
        Throwable ended = leaveEnded(thread);
        leaveAtOnce(thread);
        return ended;
    }

    /** Leaves the program if it has ended, once its threads are gone. Returns null where it goes on. */
    private Throwable leaveEnded(ThreadState thread) {
        synchronized (this) {
            if (end == null) {
                return null;
            }
            leaveAtOnce(thread);
        }
        TruffleSafepoint.setBlockedThreadInterruptible(null, GuestProgram::awaitThreads, this);
        synchronized (this) {
            Throwable ended = end;
            if (inside.isEmpty()) {
                // The program can begin anew.
                end = null;
            }
            return ended;
        }
    }

    private synchronized void awaitThreads() throws InterruptedException {
        while (!started.isEmpty()) {
            wait();
        }
    }

    /** Ends all threads but the current one, which goes by itself. */
    private void end(Throwable cause) {
        List<Thread> others;
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = cause;
            others = new ArrayList<>(inside);
            others.addAll(started.values());
        }
        others.remove(Thread.currentThread());
        threads.interrupt(others, this::check);
    }

    /** Throws what ended the program, in a thread that is still a part of it. */
    private void check() {
        Throwable cause;
        synchronized (this) {
            cause = end;
            if (!inside.contains(Thread.currentThread()) && !started.containsValue(Thread.currentThread())) {
                return;
            }
        }
        if (cause != null) {
            throw unchecked(cause);
        }
    }

    /** An exception of Truffle's collects frames of the thread that throws it: so each thread throws one of its own. */
    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof ExitException exit) {
            return new ExitException(exit.status());
        }
        if (cause instanceof Trap trap) {
            return Trap.of(trap.kind(), trap.detail());
        }
        if (cause instanceof RuntimeException exception) {
            return exception;
        }
        throw (Error) cause;
    }
}
