package org.tilia.wasm;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.source.Source;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Loads a source once, however many threads ask for it at the same time. Truffle keeps what has been parsed, but lets every
 * thread parse that comes before the first is through.
 */
final class SourceLoads {

    /** Weak at both ends: how long a source is kept is Truffle's to say. */
    private final Map<Source, Load> loads = new WeakHashMap<>();

    private static final class Load {

        final ReentrantLock lock = new ReentrantLock();
        WeakReference<CallTarget> loaded = new WeakReference<>(null);
    }

    /**
     * What a source has been loaded as. A thread that finds another one loading it waits, and ends if its context does; what
     * fails is left to the next.
     *
     * @param loader is called where nobody else has loaded the source
     */
    CallTarget load(Source source, Supplier<CallTarget> loader) {
        if (!source.isCached()) {
            return loader.get();
        }
        Load load = load(source);
        if (!load.lock.tryLock()) {
            TruffleSafepoint.setBlockedThreadInterruptible(null, Lock::lockInterruptibly, load.lock);
        }
        try {
            CallTarget present = load.loaded.get();
            if (present == null) {
                present = loader.get();
                load.loaded = new WeakReference<>(present);
            }
            return present;
        } finally {
            load.lock.unlock();
        }
    }

    private Load load(Source source) {
        synchronized (loads) {
            return loads.computeIfAbsent(source, _ -> new Load());
        }
    }
}
