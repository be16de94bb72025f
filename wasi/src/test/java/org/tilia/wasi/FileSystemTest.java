package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;

/** Guests whose files are in a file system of the embedder's. */
class FileSystemTest {

    private static final int GIVEN = 3;
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int STAT = 30000;
    private static final int RESULT = 8;

    private static Host host(FileSystem files, String option) {
        return new Host(Context.newBuilder("wasm").allowIO(IOAccess.newBuilder().fileSystem(files).build()).option(option, "/::/data").option("log.wasm.level", "OFF"), "wasi_snapshot_preview1");
    }

    private static MemoryFileSystem memory() throws IOException {
        MemoryFileSystem files = new MemoryFileSystem();
        files.createDirectory(Path.of("/data"));
        return files;
    }

    private static String content(FileSystem files, String path) throws IOException {
        byte[] bytes = new byte[100];
        try (var channel = files.newByteChannel(Path.of(path), Set.of())) {
            int count = channel.read(ByteBuffer.wrap(bytes));
            return new String(bytes, 0, Math.max(count, 0), StandardCharsets.UTF_8);
        }
    }

    @Test
    void filesMayLieInMemory() throws IOException {
        MemoryFileSystem files = memory();
        try (Host host = host(files, "wasm.WasiMapDirs")) {
            assertEquals(Errno.SUCCESS, host.callWithPaths("path_create_directory", GIVEN, "sub"));
            assertEquals(Errno.EXIST, host.callWithPaths("path_create_directory", GIVEN, "sub"));
            assertEquals(Errno.SUCCESS, host.open(GIVEN, "sub/file", CREATE, Rights.FILE));
            int file = host.opened();
            assertEquals(Errno.SUCCESS, host.put(file, "hello"));
            assertEquals("hello", content(files, "/data/sub/file"));
            assertEquals(Errno.SUCCESS, host.call("fd_seek", file, 1L, 0, RESULT));
            assertEquals("ello", host.take(file));
            assertEquals(Errno.SUCCESS, host.call("fd_filestat_set_size", file, 2L));
            assertEquals(Errno.SUCCESS, host.call("fd_filestat_get", file, STAT));
            assertEquals(2, host.readI64(STAT + 32));
            long number = host.readI64(STAT + 8);
            assertEquals(Errno.SUCCESS, host.call("fd_filestat_set_times", file, 0L, 1_000_000_000L, 4));
            assertEquals(Errno.NOTSUP, host.call("fd_filestat_set_times", file, 0L, 1_000_000_000L, 1));
            assertEquals(Errno.SUCCESS, host.callWithPaths("path_filestat_get", GIVEN, 1, "sub/file", STAT));
            assertEquals(number, host.readI64(STAT + 8));
            assertEquals(1_000_000_000L, host.readI64(STAT + 48));
            assertEquals(Errno.SUCCESS, host.open(GIVEN, "sub", DIRECTORY, Rights.DIRECTORY));
            assertEquals(Errno.SUCCESS, host.call("fd_readdir", host.opened(), STAT, 1000, 2L, RESULT));
            assertEquals(24 + "file".length(), host.readI32(RESULT));
            assertEquals(Errno.NOTSUP, host.callWithPaths("path_symlink", "file", GIVEN, "link"));
            assertEquals(Errno.PERM, host.open(GIVEN, "../data/sub/file", 0, Rights.FD_READ));
            assertEquals(Errno.NOTEMPTY, host.callWithPaths("path_remove_directory", GIVEN, "sub"));
            assertEquals(Errno.SUCCESS, host.callWithPaths("path_rename", GIVEN, "sub/file", GIVEN, "moved"));
            assertEquals("he", content(files, "/data/moved"));
            assertEquals(Errno.SUCCESS, host.callWithPaths("path_unlink_file", GIVEN, "moved"));
            assertEquals(Errno.SUCCESS, host.callWithPaths("path_remove_directory", GIVEN, "sub"));
            assertEquals(Errno.NOENT, host.open(GIVEN, "sub", 0, 0));
        }
        try (Host host = host(files, "wasm.WasiMapDirsReadOnly")) {
            assertEquals(Errno.ROFS, host.callWithPaths("path_create_directory", GIVEN, "sub"));
        }
    }

    /** A file system in which everything fails in some way; looking at folders does not. */
    private static FileSystem failing(Exception failure) throws IOException {
        MemoryFileSystem files = memory();
        return (FileSystem) Proxy.newProxyInstance(FileSystemTest.class.getClassLoader(), new Class<?>[]{FileSystem.class}, (_, method, arguments) -> {
            if (Set.of("createDirectory", "delete", "newByteChannel", "createSymbolicLink", "newDirectoryStream").contains(method.getName())) {
                throw failure;
            }
            try {
                return method.invoke(files, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @Test
    void failuresOfAFileSystemAreErrorCodes() throws IOException {
        Map<Exception, Errno> failures = Map.of(new AccessDeniedException("x"), Errno.ACCES, new FileSystemException("x", null, "No space left on device"), Errno.NOSPC,
                        new IOException("?"), Errno.IO, new IOException((String) null), Errno.IO, new SecurityException(), Errno.ACCES,
                        new UnsupportedOperationException(), Errno.NOTSUP, new NullPointerException(), Errno.IO, new IllegalStateException("bug"), Errno.IO,
                        new ClassCastException(), Errno.IO);
        for (Map.Entry<Exception, Errno> failure : failures.entrySet()) {
            try (Host host = host(failing(failure.getKey()), "wasm.WasiMapDirs")) {
                assertEquals(failure.getValue(), host.callWithPaths("path_create_directory", GIVEN, "sub"), failure::toString);
                assertEquals(failure.getValue(), host.open(GIVEN, "file", CREATE, Rights.FILE), failure::toString);
                assertEquals(failure.getValue(), host.callWithPaths("path_symlink", "x", GIVEN, "link"), failure::toString);
                assertEquals(failure.getValue(), host.call("fd_readdir", GIVEN, STAT, 1000, 2L, RESULT), failure::toString);
                assertNull(host.take(4));
            }
        }
    }
}
