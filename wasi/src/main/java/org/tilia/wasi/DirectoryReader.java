package org.tilia.wasi;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleSafepoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Lists an open folder. Position 0 begins anew; a guest that lost the last entries, because its buffer ended in them, asks
 * for them again by their position: the last ones are kept for that. Any earlier position reads the folder again from its
 * beginning.
 */
final class DirectoryReader {

    private static final int ENTRY_BYTES = 24;
    private static final int KEPT = 512;

    private final DirectoryDescriptor folder;
    private DirectoryStream<TruffleFile> stream;
    private Iterator<TruffleFile> files;
    /** Entries that were read last; the first is at position {@link #keptFrom}. */
    private final Deque<Entry> kept = new ArrayDeque<>();
    private long keptFrom;

    private record Entry(byte[] name, FileType type, long inode) {
    }

    DirectoryReader(DirectoryDescriptor folder) {
        this.folder = folder;
    }

    /**
     * Writes entries, each with the position of the next, until the buffer is full (the last one may be cut off) or there
     * are no more, and gives the number of bytes.
     */
    synchronized long read(WasiMemory memory, long target, long size, long cookie) throws WasiException {
        long position = cookie;
        seek(position);
        long used = 0;
        while (used < size) {
            Entry entry = entry(position);
            if (entry == null) {
                break;
            }
            position++;
            byte[] bytes = bytes(entry, position);
            int count = (int) Math.min(bytes.length, size - used);
            memory.write(target + used, bytes, 0, count);
            used += count;
            TruffleSafepoint.pollHere(null);
        }
        return used;
    }

    private static byte[] bytes(Entry entry, long next) {
        return ByteBuffer.allocate(ENTRY_BYTES + entry.name().length).order(ByteOrder.LITTLE_ENDIAN).putLong(next).putLong(entry.inode())
                        .putInt(entry.name().length).putInt(entry.type().ordinal()).put(entry.name()).array();
    }

    private void seek(long position) throws WasiException {
        if (position == 0 || position < keptFrom) {
            close();
        }
        if (position < 0) {
            throw new WasiException(Errno.INVAL);
        }
        while (keptFrom + kept.size() < position && readNext()) {
            TruffleSafepoint.pollHere(null);
        }
    }

    /** The entry at a position, which is not before those that are kept; null at the end. */
    private Entry entry(long position) throws WasiException {
        while (position >= keptFrom + kept.size()) {
            if (!readNext()) {
                return null;
            }
        }
        int index = (int) (position - keptFrom);
        if (index == kept.size() - 1) {
            return kept.peekLast();
        }
        return kept.stream().skip(index).findFirst().orElseThrow();
    }

    private boolean readNext() throws WasiException {
        Entry entry = FolderLock.reading(this::nextEntry);
        if (entry == null) {
            return false;
        }
        kept.addLast(entry);
        if (kept.size() > KEPT) {
            kept.removeFirst();
            keptFrom++;
        }
        return true;
    }

    private Entry nextEntry() throws IOException, WasiException {
        long position = keptFrom + kept.size();
        if (position < 2) {
            // What lies above the folder is none of the guest's business: both entries are the folder itself.
            return entry(position == 0 ? "." : "..", folder.lastState());
        }
        if (stream == null) {
            stream = folder.folder().newDirectoryStream();
            files = stream.iterator();
        }
        // The folder may have moved since the listing began, and something else may have come to be in its place.
        TruffleFile place = folder.locate();
        while (place != null && files.hasNext()) {
            String name = files.next().getName();
            FileState state = FileState.ifPresent(place.resolve(name));
            if (state != null) {
                return entry(name, state);
            }
        }
        return null;
    }

    private static Entry entry(String name, FileState state) {
        return new Entry(name.getBytes(StandardCharsets.UTF_8), state.type(), state.inode());
    }

    /** Goes back to the beginning, and holds nothing of the host. */
    synchronized void close() throws WasiException {
        DirectoryStream<TruffleFile> closing = stream;
        stream = null;
        files = null;
        kept.clear();
        keptFrom = 0;
        if (closing != null) {
            FileErrors.run(closing::close);
        }
    }
}
