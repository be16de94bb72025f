package org.tilia.wasi;

import com.oracle.truffle.api.TruffleSafepoint;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps what a path was found to mean true until it has been used: while one thread looks a path up and uses what it found,
 * no other guest of this JVM, in whatever context, changes a folder.
 */
final class FolderLock {

    private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock();

    private FolderLock() {
    }

    /** Looks something up; others may do so at the same time. */
    static <T> T reading(FileErrors.Action<T> action) throws WasiException {
        return holding(LOCK.readLock(), action);
    }

    /** Changes a folder: alone. */
    static <T> T changing(FileErrors.Action<T> action) throws WasiException {
        // A file system that runs a guest while it looks something up for another one would wait for itself.
        if (LOCK.getReadHoldCount() > 0) {
            throw new WasiException(Errno.DEADLK);
        }
        return holding(LOCK.writeLock(), action);
    }

    private static <T> T holding(Lock lock, FileErrors.Action<T> action) throws WasiException {
        TruffleSafepoint.setBlockedThreadInterruptible(null, Lock::lockInterruptibly, lock);
        try {
            return FileErrors.call(action);
        } finally {
            lock.unlock();
        }
    }
}
