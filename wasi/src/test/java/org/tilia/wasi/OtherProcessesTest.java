package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.Callable;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What another process changes in a guest's folder between the look at a name and its use: at the last moment, just before
 * the host's file system is called. A link that it puts in the place of a path's last name leads nowhere.
 */
class OtherProcessesTest {

    private static final int GIVEN = 3;
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int TRUNCATE = 8;
    private static final int STAT = 30000;
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

    @TempDir
    private Path root;

    private Path given;
    private Path secret;
    private Path name;
    /** Whether the other process has been there. */
    private boolean changed;

    @BeforeEach
    void makeTree() throws IOException {
        given = Files.createDirectory(root.resolve("given"));
        secret = Files.writeString(root.resolve("secret"), "secret");
        Files.setLastModifiedTime(secret, LONG_AGO);
        Files.createDirectory(root.resolve("outside"));
        Files.writeString(root.resolve("outside/hidden"), "");
        name = given.resolve("name");
    }

    /** A guest for which something is done before a method of the file system is called for the first time. */
    private Host host(String method, Callable<?> change) {
        FileSystem files = FileSystem.newDefaultFileSystem();
        FileSystem watched = (FileSystem) Proxy.newProxyInstance(FileSystem.class.getClassLoader(), new Class<?>[]{FileSystem.class}, (_, called, arguments) -> {
            if (called.getName().equals(method) && !changed) {
                changed = true;
                change.call();
            }
            try {
                return called.invoke(files, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        return new Host(Context.newBuilder("wasm").in(InputStream.nullInputStream()).allowIO(IOAccess.newBuilder().fileSystem(watched).build())
                        .option("wasm.WasiMapDirs", "/::" + given), "wasi_snapshot_preview1");
    }

    /** Puts a link in the place of the name. */
    private Callable<Path> link(String text) {
        return () -> {
            Files.deleteIfExists(name);
            return Files.createSymbolicLink(name, Path.of(text));
        };
    }

    @Test
    void openingFollowsNoLink() throws IOException {
        for (int how : new int[]{0, CREATE, TRUNCATE, CREATE | TRUNCATE}) {
            for (long rights : new long[]{Rights.FD_READ, Rights.FD_WRITE}) {
                Files.deleteIfExists(name);
                Files.writeString(name, "mine");
                changed = false;
                try (Host host = host("newByteChannel", link("../secret"))) {
                    assertEquals(Errno.LOOP, host.open(GIVEN, "name", how, rights));
                }
                assertTrue(changed);
            }
        }
        assertEquals("secret", Files.readString(secret));
    }

    @Test
    void creatingFollowsNoLink() {
        try (Host host = host("newByteChannel", link("../made"))) {
            assertEquals(Errno.EXIST, host.open(GIVEN, "name", CREATE, Rights.FD_WRITE));
        }
        changed = false;
        name = given.resolve("folder");
        try (Host host = host("createDirectory", link("../made"))) {
            assertEquals(Errno.EXIST, host.callWithPaths("path_create_directory", GIVEN, "folder"));
        }
        assertTrue(changed);
        assertFalse(Files.exists(root.resolve("made"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void changingFollowsNoLink() throws IOException {
        Files.writeString(name, "mine");
        try (Host host = host("setAttribute", link("../secret"))) {
            host.callWithPaths("path_filestat_set_times", GIVEN, 0, "name", 1L, 1L, 5);
        }
        assertTrue(changed);
        assertEquals(LONG_AGO, Files.getLastModifiedTime(secret));
        changed = false;
        Files.delete(name);
        Files.writeString(name, "mine");
        try (Host host = host("delete", link("../secret"))) {
            assertEquals(Errno.SUCCESS, host.callWithPaths("path_unlink_file", GIVEN, "name"));
        }
        assertTrue(changed);
        Files.writeString(name, "mine");
        changed = false;
        try (Host host = host("createLink", link("../secret"))) {
            host.callWithPaths("path_link", GIVEN, 0, "name", GIVEN, "second");
            assertNotEquals(Errno.SUCCESS, host.open(GIVEN, "second", 0, Rights.FD_READ));
        }
        assertTrue(changed);
        assertEquals(1, Files.getAttribute(secret, "unix:nlink"));
        assertEquals("secret", Files.readString(secret));
    }

    @Test
    void listingFollowsNoLink() throws IOException {
        Files.createDirectory(name);
        try (Host host = host("newDirectoryStream", link("../outside"))) {
            assertEquals(Errno.SUCCESS, host.open(GIVEN, "name", DIRECTORY, Rights.DIRECTORY));
            host.call("fd_readdir", host.opened(), STAT, 1000, 2L, STAT + 2000);
            assertTrue(changed);
            assertFalse(host.read(STAT, 1000).contains("hidden"));
        }
    }
}
