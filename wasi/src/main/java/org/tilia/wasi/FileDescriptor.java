package org.tilia.wasi;

import com.oracle.truffle.api.TruffleSafepoint;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.stream.Stream;

/** An open file. Its position is kept here; the channel's own is only where the last access was. */
final class FileDescriptor extends PlacedDescriptor {

    private static final int BUFFER_BYTES = 1 << 16;

    private static final int SYNCHRONISED = FLAG_SYNC | FLAG_DSYNC | FLAG_RSYNC;

    /** One is held while a file is appended to, chosen by its inode. */
    private static final Object[] APPENDING = Stream.generate(Object::new).limit(64).toArray();

    private final OpenFile file;
    private long position;

    FileDescriptor(Place place, FileState state, OpenFile file, long rights, int flags) {
        super(place, state, rights & Rights.FILE, 0, flags);
        this.file = file;
    }

    private SeekableByteChannel channel() throws WasiException {
        return file.channel(this::locate);
    }

    private long size() throws WasiException {
        return FileErrors.call(() -> channel().size());
    }

    /** How writes are synchronised was decided when the file was opened. */
    @Override
    void setFlags(int newFlags) throws WasiException {
        checkFlags(newFlags);
        if (((newFlags ^ flags()) & SYNCHRONISED) != 0) {
            throw new WasiException(Errno.NOTSUP);
        }
        super.setFlags(newFlags);
    }

    @Override
    FileState state() throws WasiException {
        return FolderLock.reading(() -> locate() == null ? lastState().unlinked(channel().size()) : lastState());
    }

    @Override
    synchronized long read(IoVectors buffers) throws WasiException {
        long count = readAt(buffers, position);
        position += count;
        return count;
    }

    /** Reads from a position, which must not be negative. */
    synchronized long readAt(IoVectors buffers, long start) throws WasiException {
        requireAccess(Rights.FD_READ);
        byte[] bytes = new byte[(int) Math.min(buffers.total(), BUFFER_BYTES)];
        long done = 0;
        while (done < buffers.total()) {
            ByteBuffer target = ByteBuffer.wrap(bytes, 0, (int) Math.min(bytes.length, buffers.total() - done));
            long from = start + done;
            int count = FileErrors.call(() -> channel().position(from).read(target));
            if (count <= 0) {
                break;
            }
            buffers.scatter(done, bytes, count);
            done += count;
            TruffleSafepoint.pollHere(null);
        }
        return done;
    }

    @Override
    synchronized long write(IoVectors buffers) throws WasiException {
        if (!hasFlag(FLAG_APPEND)) {
            long count = writeAt(buffers, position);
            position += count;
            return count;
        }
        requireAccess(Rights.FD_WRITE);
        // Whoever else appends to the file, by whatever descriptor, comes before or after.
        synchronized (APPENDING[Math.floorMod(lastState().inode(), APPENDING.length)]) {
            position = size();
            long count = writeAt(buffers, position);
            position += count;
            return count;
        }
    }

    /** Writes at a position, which must not be negative. */
    synchronized long writeAt(IoVectors buffers, long start) throws WasiException {
        requireAccess(Rights.FD_WRITE);
        byte[] bytes = new byte[(int) Math.min(buffers.total(), BUFFER_BYTES)];
        long done = 0;
        while (done < buffers.total()) {
            int count = (int) Math.min(bytes.length, buffers.total() - done);
            buffers.gather(done, bytes, count);
            writeFully(ByteBuffer.wrap(bytes, 0, count), start + done);
            done += count;
            TruffleSafepoint.pollHere(null);
        }
        return done;
    }

    private void writeFully(ByteBuffer source, long start) throws WasiException {
        FileErrors.run(() -> {
            SeekableByteChannel channel = channel();
            channel.position(start);
            while (source.hasRemaining()) {
                channel.write(source);
            }
        });
    }

    /** A file that is open for the other direction is no descriptor for this one. */
    private void requireAccess(long right) throws WasiException {
        if (!Rights.include(rights(), right)) {
            throw new WasiException(Errno.BADF);
        }
    }

    synchronized long position() {
        return position;
    }

    /** Moves the position, and gives the new one. */
    synchronized long seek(long offset, Whence whence) throws WasiException {
        long base = switch (whence) {
            case SET -> 0;
            case CUR -> position;
            case END -> size();
        };
        long target = base + offset;
        // Both had one sign and the sum has the other: it is beyond what a position can be.
        if (target < 0) {
            throw new WasiException(Errno.INVAL);
        }
        position = target;
        return target;
    }

    /** Sets the size; what is new is zero. */
    synchronized void resize(long size) throws WasiException {
        FileErrors.run(() -> {
            SeekableByteChannel channel = channel();
            if (size <= channel.size()) {
                channel.truncate(size);
            } else {
                channel.position(size - 1);
                channel.write(ByteBuffer.wrap(new byte[1]));
            }
        });
    }

    /** Makes the file at least this large. */
    synchronized void ensureSize(long size) throws WasiException {
        if (size() < size) {
            resize(size);
        }
    }

    @Override
    Readiness readable(Waiter waiter) throws WasiException {
        return new Readiness(Math.max(0, size() - position()), false);
    }

    @Override
    Readiness writable(Waiter waiter) {
        return Readiness.READY;
    }

    @Override
    void close() throws WasiException {
        FileErrors.run(file::close);
    }
}
