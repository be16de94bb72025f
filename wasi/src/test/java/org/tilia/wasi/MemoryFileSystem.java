package org.tilia.wasi;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.graalvm.polyglot.io.FileSystem;

/** A file system in memory that can do the least that a polyglot one must: no links, no attributes of Unix, no atomic moves. */
final class MemoryFileSystem implements FileSystem {

    private final Map<Path, Node> nodes = new TreeMap<>();

    /** A file, or a folder where it has no bytes. */
    private static final class Node {
        private byte[] bytes;
        private FileTime modified = FileTime.fromMillis(0);
    }

    MemoryFileSystem() {
        nodes.put(Path.of("/"), new Node());
    }

    @Override
    public Path parsePath(URI uri) {
        return Path.of(uri.getPath());
    }

    @Override
    public Path parsePath(String path) {
        return Path.of(path);
    }

    private Node node(Path path) throws NoSuchFileException {
        Node node = nodes.get(toAbsolutePath(path).normalize());
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    @Override
    public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options) throws IOException {
        node(path);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        if (nodes.putIfAbsent(folder, new Node()) != null) {
            throw new FileAlreadyExistsException(folder.toString());
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        node(path);
        if (nodes.keySet().stream().anyMatch(other -> path.equals(other.getParent()))) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        nodes.remove(path);
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        if (options.contains(LinkOption.NOFOLLOW_LINKS)) {
            throw new UnsupportedOperationException("links");
        }
        if (options.contains(StandardOpenOption.CREATE_NEW)) {
            createDirectory(path);
            nodes.get(path).bytes = new byte[0];
        }
        Node node = node(path);
        if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
            node.bytes = new byte[0];
        }
        return new Channel(node, options.contains(StandardOpenOption.WRITE));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
        node(folder);
        List<Path> children = new ArrayList<>();
        for (Path path : nodes.keySet()) {
            if (folder.equals(path.getParent()) && filter.accept(path)) {
                children.add(path);
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return children.iterator();
            }

            @Override
            public void close() {
            }
        };
    }

    @Override
    public Path toAbsolutePath(Path path) {
        return Path.of("/").resolve(path);
    }

    @Override
    public Path toRealPath(Path path, LinkOption... options) throws IOException {
        node(path);
        return toAbsolutePath(path).normalize();
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        if (attributes.startsWith("unix:")) {
            throw new UnsupportedOperationException(attributes);
        }
        Node node = node(path);
        Map<String, Object> values = new HashMap<>();
        values.put("isDirectory", node.bytes == null);
        values.put("isRegularFile", node.bytes != null);
        values.put("isSymbolicLink", false);
        values.put("isOther", false);
        values.put("size", node.bytes == null ? 0L : (long) node.bytes.length);
        values.put("lastModifiedTime", node.modified);
        values.put("lastAccessTime", node.modified);
        return values;
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        if (!attribute.equals("lastModifiedTime")) {
            throw new UnsupportedOperationException(attribute);
        }
        node(path).modified = (FileTime) value;
    }

    /** What a file holds, read and written. */
    private static final class Channel implements SeekableByteChannel {

        private final Node node;
        private final boolean writable;
        private int position;
        private boolean closed;

        Channel(Node node, boolean writable) {
            this.node = node;
            this.writable = writable;
        }

        private void checkOpen() throws ClosedChannelException {
            if (closed) {
                throw new ClosedChannelException();
            }
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            checkOpen();
            if (position >= node.bytes.length) {
                return -1;
            }
            int count = Math.min(target.remaining(), node.bytes.length - position);
            target.put(node.bytes, position, count);
            position += count;
            return count;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            checkOpen();
            if (!writable) {
                throw new NonWritableChannelException();
            }
            int count = source.remaining();
            node.bytes = Arrays.copyOf(node.bytes, Math.max(node.bytes.length, position + count));
            source.get(node.bytes, position, count);
            position += count;
            return count;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long newPosition) {
            position = Math.toIntExact(newPosition);
            return this;
        }

        @Override
        public long size() throws IOException {
            checkOpen();
            return node.bytes.length;
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            node.bytes = Arrays.copyOf(node.bytes, (int) Math.min(size, node.bytes.length));
            return this;
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
