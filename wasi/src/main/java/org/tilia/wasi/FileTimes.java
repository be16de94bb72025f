package org.tilia.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * Times that a guest sets.
 *
 * @param accessed in nanoseconds since 1970; null to leave it as it is
 * @param modified likewise
 */
record FileTimes(Long accessed, Long modified) {

    private static final int ACCESSED = 1;
    private static final int ACCESSED_NOW = 1 << 1;
    private static final int MODIFIED = 1 << 2;
    private static final int MODIFIED_NOW = 1 << 3;
    private static final int ALL = ACCESSED | ACCESSED_NOW | MODIFIED | MODIFIED_NOW;

    /**
     * What the arguments of a call mean.
     *
     * @param flags which times are set, and to what
     * @param now the time of day
     */
    static FileTimes of(long accessed, long modified, int flags, long now) throws WasiException {
        boolean both = (flags & ACCESSED) != 0 && (flags & ACCESSED_NOW) != 0 || (flags & MODIFIED) != 0 && (flags & MODIFIED_NOW) != 0;
        if (both || (flags & ~ALL) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        return new FileTimes(choose(flags, ACCESSED, ACCESSED_NOW, accessed, now), choose(flags, MODIFIED, MODIFIED_NOW, modified, now));
    }

    private static Long choose(int flags, int given, int ofNow, long time, long now) {
        if ((flags & given) != 0) {
            return time;
        }
        return (flags & ofNow) != 0 ? Long.valueOf(now) : null;
    }

    /** Sets them, of a symbolic link itself. */
    void set(TruffleFile file) throws IOException {
        if (modified != null) {
            file.setLastModifiedTime(FileTime.from(modified, TimeUnit.NANOSECONDS), LinkOption.NOFOLLOW_LINKS);
        }
        if (accessed != null) {
            file.setLastAccessTime(FileTime.from(accessed, TimeUnit.NANOSECONDS), LinkOption.NOFOLLOW_LINKS);
        }
    }

    FileState applyTo(FileState state) {
        return state.withTimes(accessed == null ? state.accessed() : accessed, modified == null ? state.modified() : modified);
    }
}
