package org.tilia.wasi;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleFile.AttributeDescriptor;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a file system tells of a file, never following a symbolic link.
 *
 * @param identified whether device and inode are the file system's own, so that they tell one file from another
 * @param pipe whether it is a pipe or socket, which an open could wait for without end
 * @param links how many names it has
 * @param accessed in nanoseconds since 1970, as are the other times
 */
record FileState(FileType type, boolean identified, boolean pipe, long device, long inode, long links, long size, long accessed, long modified,
                long changed) {

    private static final List<AttributeDescriptor<?>> UNIX = List.of(TruffleFile.UNIX_MODE, TruffleFile.UNIX_DEV, TruffleFile.UNIX_INODE, TruffleFile.UNIX_NLINK,
                    TruffleFile.UNIX_CTIME, TruffleFile.SIZE, TruffleFile.LAST_ACCESS_TIME, TruffleFile.LAST_MODIFIED_TIME);
    private static final List<AttributeDescriptor<?>> BASIC = List.of(TruffleFile.IS_DIRECTORY, TruffleFile.IS_REGULAR_FILE, TruffleFile.IS_SYMBOLIC_LINK,
                    TruffleFile.SIZE, TruffleFile.LAST_ACCESS_TIME, TruffleFile.LAST_MODIFIED_TIME);

    private static final int MODE_TYPE = 0xF000;
    private static final int MODE_PIPE = 0x1000;
    private static final int MODE_CHARACTER_DEVICE = 0x2000;
    private static final int MODE_DIRECTORY = 0x4000;
    private static final int MODE_BLOCK_DEVICE = 0x6000;
    private static final int MODE_FILE = 0x8000;
    private static final int MODE_LINK = 0xA000;
    private static final int MODE_SOCKET = 0xC000;

    /** The state of what has no name: it has a type, and nothing else is known. */
    static FileState ofStream(FileType type) {
        return new FileState(type, false, false, 0, 0, 1, 0, 0, 0, 0);
    }

    /** @throws NoSuchFileException when there is none */
    static FileState of(TruffleFile file) throws IOException {
        try {
            return unix(file.getAttributes(UNIX, LinkOption.NOFOLLOW_LINKS));
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return basic(file, file.getAttributes(BASIC, LinkOption.NOFOLLOW_LINKS));
        }
    }

    /** As {@link #of}; null when there is none. */
    static FileState ifPresent(TruffleFile file) throws IOException {
        try {
            return of(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static FileState unix(TruffleFile.Attributes attributes) {
        int format = attributes.get(TruffleFile.UNIX_MODE) & MODE_TYPE;
        FileType type = switch (format) {
            case MODE_CHARACTER_DEVICE -> FileType.CHARACTER_DEVICE;
            case MODE_DIRECTORY -> FileType.DIRECTORY;
            case MODE_BLOCK_DEVICE -> FileType.BLOCK_DEVICE;
            case MODE_FILE -> FileType.REGULAR_FILE;
            case MODE_LINK -> FileType.SYMBOLIC_LINK;
            case MODE_SOCKET -> FileType.SOCKET_STREAM;
            default -> FileType.UNKNOWN;
        };
        return new FileState(type, true, format == MODE_PIPE || format == MODE_SOCKET, attributes.get(TruffleFile.UNIX_DEV), attributes.get(TruffleFile.UNIX_INODE),
                        attributes.get(TruffleFile.UNIX_NLINK), attributes.get(TruffleFile.SIZE), nanos(attributes.get(TruffleFile.LAST_ACCESS_TIME)),
                        nanos(attributes.get(TruffleFile.LAST_MODIFIED_TIME)), nanos(attributes.get(TruffleFile.UNIX_CTIME)));
    }

    private static FileState basic(TruffleFile file, TruffleFile.Attributes attributes) {
        FileType type = attributes.get(TruffleFile.IS_DIRECTORY) ? FileType.DIRECTORY
                        : attributes.get(TruffleFile.IS_REGULAR_FILE) ? FileType.REGULAR_FILE
                                        : attributes.get(TruffleFile.IS_SYMBOLIC_LINK) ? FileType.SYMBOLIC_LINK : FileType.UNKNOWN;
        long modified = nanos(attributes.get(TruffleFile.LAST_MODIFIED_TIME));
        return new FileState(type, false, type == FileType.UNKNOWN, 0, number(file.getPath()), 1, attributes.get(TruffleFile.SIZE),
                        nanos(attributes.get(TruffleFile.LAST_ACCESS_TIME)), modified, modified);
    }

    /** A number for a file of a system that numbers none: programs take files with equal numbers for the same (FNV-1a). */
    private static long number(String path) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    boolean isLink() {
        return type == FileType.SYMBOLIC_LINK;
    }

    /**
     * Whether both are states of one file, as far as the file system tells; it must have been found by the same path. The number of
     * a file that was deleted is soon another's: a link that has got the number of a folder is not the folder.
     */
    boolean isSame(FileState other) {
        return type == other.type && (!identified || !other.identified || device == other.device && inode == other.inode);
    }

    /** What is left of the state of a file that has lost its name. */
    FileState unlinked(long newSize) {
        return new FileState(type, identified, pipe, device, inode, 0, newSize, accessed, modified, changed);
    }

    FileState withTimes(long newAccessed, long newModified) {
        return new FileState(type, identified, pipe, device, inode, links, size, newAccessed, newModified, changed);
    }
}
