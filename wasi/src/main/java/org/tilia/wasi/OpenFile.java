package org.tilia.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An open file of the host. Java closes a file when a thread that reads or writes it is interrupted, and by an interrupt a
 * guest is stopped whose context may go on: for the next use the file is opened again, where it still has its name.
 */
final class OpenFile {

    /** What is done when a file is opened for the first time only. */
    private static final List<OpenOption> ONCE = List.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.TRUNCATE_EXISTING);

    private final Set<OpenOption> options;
    private volatile SeekableByteChannel channel;
    private boolean closed;

    private OpenFile(SeekableByteChannel channel, Set<OpenOption> options) {
        this.channel = channel;
        this.options = options;
    }

    /** Opens a file; a symbolic link that has come to be in its place is not followed. */
    static OpenFile open(TruffleFile file, Set<OpenOption> options) throws IOException {
        SeekableByteChannel channel = channel(file, options);
        Set<OpenOption> again = new HashSet<>(options);
        again.removeAll(ONCE);
        return new OpenFile(channel, again);
    }

    private static SeekableByteChannel channel(TruffleFile file, Set<OpenOption> options) throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        try {
            return file.newByteChannel(all);
        } catch (UnsupportedOperationException e) {
            // There is no link: file systems that do not know the option need not be told.
            return file.newByteChannel(options);
        }
    }

    /**
     * What reads and writes it.
     *
     * @param place where the file is now
     * @throws WasiException with {@link Errno#STALE} when it was closed by an interrupt and has lost its name
     */
    SeekableByteChannel channel(FileErrors.Action<TruffleFile> place) throws WasiException {
        SeekableByteChannel current = channel;
        return current.isOpen() ? current : reopened(place);
    }

    private SeekableByteChannel reopened(FileErrors.Action<TruffleFile> place) throws WasiException {
        return FolderLock.reading(() -> {
            TruffleFile file = place.run();
            if (file == null) {
                throw new WasiException(Errno.STALE);
            }
            synchronized (this) {
                if (!closed && !channel.isOpen()) {
                    channel = channel(file, options);
                }
                return channel;
            }
        });
    }

    /** Closes it for good. */
    synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }
}
