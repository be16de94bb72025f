package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guest that tries to get out of its folders, against a real folder tree: a secret lies beside the folder that it was given. */
abstract class Sandbox {

    private static final int GIVEN = 3;
    private static final int READ_ONLY = 4;
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int TRUNCATE = 8;
    private static final long READ = Rights.FD_READ;
    private static final long WRITE = Rights.FD_WRITE;
    private static final int STAT = 30000;
    private static final String SECRET = "the host's own";

    private final Form form;

    @TempDir
    private Path root;

    private Path given;
    private Path readOnly;
    private Host host;

    Sandbox(Form form) {
        this.form = form;
    }

    @BeforeEach
    void makeTree() throws IOException {
        given = Files.createDirectories(root.resolve("given"));
        readOnly = Files.createDirectories(root.resolve("readonly"));
        Files.createDirectories(given.resolve("sub/below"));
        Files.writeString(root.resolve("secret"), SECRET);
        Files.createDirectories(root.resolve("outside"));
        Files.writeString(root.resolve("outside/file"), SECRET);
        Files.writeString(given.resolve("file"), "mine");
        Files.writeString(readOnly.resolve("file"), "fixed");
        Files.createSymbolicLink(given.resolve("absolute"), root.resolve("secret"));
        Files.createSymbolicLink(given.resolve("out"), Path.of("../secret"));
        Files.createSymbolicLink(given.resolve("outfolder"), Path.of("../outside"));
        Files.createSymbolicLink(given.resolve("outfolder-slash"), Path.of("../outside/."));
        Files.createSymbolicLink(given.resolve("sub/up"), Path.of("../file"));
        host = Host.withFolders(form, "/::" + given, "/fixed::" + readOnly);
    }

    /** Whatever a guest does, this stays as it is. */
    @AfterEach
    void outsideIsUntouched() throws IOException {
        host.close();
        assertEquals(SECRET, Files.readString(root.resolve("secret")));
        assertEquals(SECRET, Files.readString(root.resolve("outside/file")));
        assertEquals("fixed", Files.readString(readOnly.resolve("file")));
        assertEquals(List.of("given", "outside", "readonly", "secret"), names(root));
        assertEquals(List.of("file"), names(root.resolve("outside")));
        assertEquals(List.of("file"), names(readOnly));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Paths that lead out, and one of each kind that leads to nothing: a guest must not learn which there is. */
    @ParameterizedTest
    @ValueSource(strings = {"../secret", "../nothing", "..", "../", "../given/file", "sub/../../secret", "sub/../../given/file", "./../secret", "sub//..//..//secret",
                    "/secret", "/", "//", "/etc/passwd", "absolute", "out", "out/", "outfolder/file", "outfolder/nothing", "outfolder-slash/file", "outfolder/../given/file",
                    "sub/../out"})
    void noPathLeadsOut(String path) {
        Errno open = host.open(GIVEN, path, 0, READ);
        assertEquals(Errno.PERM, open);
        assertEquals(Errno.PERM, host.open(GIVEN, path, CREATE, WRITE));
        assertEquals(Errno.PERM, host.open(GIVEN, path, DIRECTORY, 0));
        assertEquals(Errno.PERM, host.open(GIVEN, path, CREATE | TRUNCATE, WRITE));
        assertEquals(Errno.PERM, host.callWithPaths("path_filestat_get", GIVEN, 1, path, STAT));
        assertEquals(Errno.PERM, host.callWithPaths("path_filestat_set_times", GIVEN, 1, path, 1L, 1L, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../new", "sub/../../new", "/new", "outfolder/new", "outfolder/../new", "out/new"})
    void nothingIsMadeOutside(String path) {
        assertEquals(Errno.PERM, host.callWithPaths("path_create_directory", GIVEN, path));
        assertEquals(Errno.PERM, host.open(GIVEN, path, CREATE, WRITE));
        assertEquals(Errno.PERM, host.callWithPaths("path_symlink", "x", GIVEN, path));
        assertEquals(Errno.PERM, host.callWithPaths("path_link", GIVEN, 0, "file", GIVEN, path));
        assertEquals(Errno.PERM, host.callWithPaths("path_rename", GIVEN, "file", GIVEN, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/secret", "outfolder/file", "sub/../../secret", "../outside"})
    void nothingIsTakenFromOutside(String path) {
        assertEquals(Errno.PERM, host.callWithPaths("path_unlink_file", GIVEN, path));
        assertEquals(Errno.PERM, host.callWithPaths("path_remove_directory", GIVEN, path));
        assertEquals(Errno.PERM, host.callWithPaths("path_rename", GIVEN, path, GIVEN, "stolen"));
        assertEquals(Errno.PERM, host.callWithPaths("path_link", GIVEN, 0, path, GIVEN, "stolen"));
        assertEquals(Errno.PERM, host.callWithPaths("path_readlink", GIVEN, path, STAT, 100, STAT + 200));
    }

    /** A folder that was opened is a capability of its own: from it a path leads not even to what is above it in the same preopened folder. */
    @Test
    void aFolderIsLeftInNoDirection() {
        assertEquals(Errno.SUCCESS, host.open(GIVEN, "sub", DIRECTORY, Rights.DIRECTORY));
        int sub = host.opened();
        assertEquals(Errno.PERM, host.open(sub, "../file", 0, READ));
        assertEquals(Errno.PERM, host.open(sub, "up", 0, READ));
        assertEquals(Errno.SUCCESS, host.open(GIVEN, "sub/up", 0, READ));
        assertEquals("mine", host.take(host.opened()));
        assertEquals(Errno.SUCCESS, host.open(sub, "below/../below", DIRECTORY, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "sub/../../secret", "absolute", "out", "mine/../../secret", "../outside/", "outfolder/file"})
    void linksOfTheGuestLeadNowhere(String text) {
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_symlink", text, GIVEN, "made"));
        assertNotEquals(Errno.SUCCESS, host.open(GIVEN, "made", 0, READ));
        assertNotEquals(Errno.SUCCESS, host.open(GIVEN, "made", CREATE, WRITE));
        assertNotEquals(Errno.SUCCESS, host.open(GIVEN, "made/", DIRECTORY, 0));
        assertNotEquals(Errno.SUCCESS, host.callWithPaths("path_filestat_get", GIVEN, 1, "made", STAT));
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_filestat_get", GIVEN, 0, "made", STAT));
        assertEquals(FileType.SYMBOLIC_LINK.ordinal(), host.readI8(STAT + 16));
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_readlink", GIVEN, "made", STAT, 100, STAT + 200));
        // Another name of the link is a link, too.
        assertEquals(Errno.INVAL, host.callWithPaths("path_link", GIVEN, 1, "made", GIVEN, "linked"));
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_link", GIVEN, 0, "made", GIVEN, "linked"));
        assertTrue(Files.isSymbolicLink(given.resolve("linked")));
        assertNotEquals(Errno.SUCCESS, host.open(GIVEN, "linked", 0, READ));
        // A rename replaces the link, never what it leads to.
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_rename", GIVEN, "file", GIVEN, "made"));
        assertTrue(Files.isRegularFile(given.resolve("made"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void absoluteLinksCannotBeMade() {
        assertEquals(Errno.PERM, host.callWithPaths("path_symlink", "/etc/passwd", GIVEN, "made"));
        assertEquals(Errno.PERM, host.callWithPaths("path_symlink", root.resolve("secret").toString(), GIVEN, "made"));
    }

    @Test
    void loopsEnd() throws IOException {
        Files.createSymbolicLink(given.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(given.resolve("b"), Path.of("a"));
        Files.createSymbolicLink(given.resolve("self"), Path.of("self/self"));
        // Each stands for many of the next: 8 to the power of 8 names.
        for (int i = 0; i < 8; i++) {
            String next = "bomb" + (i + 1);
            Files.createSymbolicLink(given.resolve("bomb" + i), Path.of(String.join("/../", next, next, next, next, next, next, next, next)));
        }
        Files.createSymbolicLink(given.resolve("bomb8"), Path.of("sub"));
        for (String path : List.of("a", "b/x", "self", "self/x", "bomb0", "bomb0/x")) {
            assertEquals(Errno.LOOP, host.open(GIVEN, path, 0, READ), path);
            assertEquals(Errno.LOOP, host.callWithPaths("path_filestat_get", GIVEN, 1, path, STAT), path);
        }
    }

    /** The host puts a link where a folder was that the guest has open: the descriptor leads nowhere, not to the link's target. */
    @Test
    void aFolderThatIsSwappedForALinkIsGone() throws IOException {
        assertEquals(Errno.SUCCESS, host.open(GIVEN, "sub", DIRECTORY, Rights.DIRECTORY));
        int sub = host.opened();
        Files.move(given.resolve("sub"), given.resolve("moved"));
        Files.createSymbolicLink(given.resolve("sub"), Path.of("../outside"));
        assertEquals(Errno.NOENT, host.open(sub, "file", 0, READ));
        assertEquals(Errno.NOENT, host.callWithPaths("path_create_directory", sub, "new"));
        assertEquals(Errno.NOENT, host.call("fd_readdir", sub, STAT, 1000, 2L, STAT + 2000));
        // A folder of the same name is not the one that was opened.
        Files.delete(given.resolve("sub"));
        Files.createDirectories(given.resolve("sub"));
        assertEquals(Errno.NOENT, host.callWithPaths("path_create_directory", sub, "new"));
    }

    /** File systems number a new file as the last one that was deleted: a link with the number of an open folder is not that folder. */
    @Test
    void aFolderThatIsReplacedByALinkIsGone() {
        for (int i = 0; i < 20; i++) {
            assertEquals(Errno.SUCCESS, host.callWithPaths("path_create_directory", GIVEN, "door"));
            assertEquals(Errno.SUCCESS, host.open(GIVEN, "door", DIRECTORY, Rights.DIRECTORY));
            int door = host.opened();
            assertEquals(Errno.SUCCESS, host.callWithPaths("path_remove_directory", GIVEN, "door"));
            assertEquals(Errno.SUCCESS, host.callWithPaths("path_symlink", "../outside", GIVEN, "door"));
            assertEquals(Errno.NOENT, host.open(door, "file", 0, READ));
            assertEquals(Errno.NOENT, host.callWithPaths("path_filestat_get", door, 0, "file", STAT));
            assertEquals(Errno.NOENT, host.callWithPaths("path_unlink_file", door, "file"));
            assertEquals(Errno.NOENT, host.callWithPaths("path_create_directory", door, "new"));
            assertEquals(Errno.NOENT, host.call("fd_readdir", door, STAT, 1000, 2L, STAT + 2000));
            assertEquals(Errno.SUCCESS, host.call("fd_close", door));
            assertEquals(Errno.SUCCESS, host.callWithPaths("path_unlink_file", GIVEN, "door"));
        }
    }

    /** The preopened folder itself is the one that it was when it was given. */
    @Test
    void aPreopenedFolderThatIsSwappedIsGone() throws IOException {
        Files.move(given, root.resolve("kept"));
        Files.createSymbolicLink(given, Path.of("outside"));
        assertEquals(Errno.NOENT, host.open(GIVEN, "file", 0, READ));
        Files.delete(given);
        Files.move(root.resolve("kept"), given);
        assertEquals(Errno.SUCCESS, host.open(GIVEN, "file", 0, READ));
    }

    @Test
    void descriptorsMoveWithTheirFolder() throws IOException {
        assertEquals(Errno.SUCCESS, host.open(GIVEN, "sub/below", DIRECTORY, Rights.DIRECTORY));
        int below = host.opened();
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_rename", GIVEN, "sub", GIVEN, "moved"));
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_symlink", "../outside", GIVEN, "sub"));
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_create_directory", below, "new"));
        assertTrue(Files.isDirectory(given.resolve("moved/below/new")));
    }

    /** One guest swaps a folder for a link to the outside, as fast as it can, while another one goes through it. */
    @Test
    void noRaceLeadsOut() throws Exception {
        Files.createDirectories(given.resolve("real"));
        Files.writeString(given.resolve("real/file"), "mine");
        Files.createSymbolicLink(given.resolve("link"), Path.of("../outside"));
        AtomicBoolean done = new AtomicBoolean();
        Thread swapper = new Thread(() -> {
            try (Host other = Host.withFolders(form, "/::" + given, "")) {
                while (!done.get()) {
                    other.callWithPaths("path_rename", GIVEN, "real", GIVEN, "door");
                    other.callWithPaths("path_rename", GIVEN, "door", GIVEN, "real");
                    other.callWithPaths("path_rename", GIVEN, "link", GIVEN, "door");
                    other.callWithPaths("path_rename", GIVEN, "door", GIVEN, "link");
                }
            }
        });
        swapper.start();
        int opened = 0;
        int refused = 0;
        try {
            for (int i = 0; i < 200_000 && (opened < 200 || refused < 200); i++) {
                Errno errno = host.open(GIVEN, "door/file", 0, READ);
                if (errno == Errno.SUCCESS) {
                    assertEquals("mine", host.take(host.opened()));
                    assertEquals(Errno.SUCCESS, host.call("fd_close", host.opened()));
                    opened++;
                } else {
                    assertTrue(errno == Errno.PERM || errno == Errno.NOENT, errno::name);
                    refused += errno == Errno.PERM ? 1 : 0;
                }
            }
        } finally {
            done.set(true);
            swapper.join();
        }
        assertTrue(opened > 0 && refused > 0, opened + " opened, " + refused + " refused");
    }

    @Test
    void aReadOnlyFolderStaysAsItIs() {
        assertEquals(Errno.SUCCESS, host.open(READ_ONLY, "file", 0, READ));
        int file = host.opened();
        assertEquals("fixed", host.take(file));
        assertEquals(Errno.BADF, host.put(file, "x"));
        assertEquals(Errno.NOTCAPABLE, host.call("fd_filestat_set_size", file, 0L));
        assertEquals(Errno.SUCCESS, host.open(READ_ONLY, "file", CREATE, READ | Rights.FD_FILESTAT_SET_TIMES));
        assertEquals(Errno.ROFS, host.call("fd_filestat_set_times", host.opened(), 1L, 1L, 5));
        assertEquals(Errno.ROFS, host.open(READ_ONLY, "file", 0, WRITE));
        assertEquals(Errno.ROFS, host.open(READ_ONLY, "file", 0, Rights.FD_ALLOCATE));
        assertEquals(Errno.ROFS, host.open(READ_ONLY, "file", TRUNCATE, READ));
        assertEquals(Errno.ROFS, host.open(READ_ONLY, "new", CREATE, READ));
        assertEquals(Errno.ROFS, host.callWithPaths("path_create_directory", READ_ONLY, "new"));
        assertEquals(Errno.ROFS, host.callWithPaths("path_symlink", "file", READ_ONLY, "new"));
        assertEquals(Errno.ROFS, host.callWithPaths("path_unlink_file", READ_ONLY, "file"));
        assertEquals(Errno.ROFS, host.callWithPaths("path_filestat_set_times", READ_ONLY, 0, "file", 1L, 1L, 5));
        assertEquals(Errno.ROFS, host.callWithPaths("path_rename", READ_ONLY, "file", READ_ONLY, "new"));
        assertEquals(Errno.ROFS, host.callWithPaths("path_rename", READ_ONLY, "file", GIVEN, "new"));
        assertEquals(Errno.ROFS, host.callWithPaths("path_rename", GIVEN, "file", READ_ONLY, "new"));
        assertEquals(Errno.ROFS, host.callWithPaths("path_rename", GIVEN, "file", READ_ONLY, "file"));
        assertEquals(Errno.ROFS, host.callWithPaths("path_link", READ_ONLY, 0, "file", GIVEN, "new"));
        assertEquals(Errno.ROFS, host.callWithPaths("path_link", GIVEN, 0, "file", READ_ONLY, "new"));
        assertEquals(Errno.SUCCESS, host.open(READ_ONLY, ".", DIRECTORY, Rights.DIRECTORY));
        assertEquals(Errno.ROFS, host.call("fd_filestat_set_times", host.opened(), 1L, 1L, 5));
        assertEquals(Errno.ROFS, host.callWithPaths("path_create_directory", host.opened(), "new"));
        assertEquals(Errno.NOTDIR, host.callWithPaths("path_remove_directory", READ_ONLY, "file"));
    }

    @Test
    void renumbersOntoWhatIsOpenOnly() {
        assertEquals(Errno.SUCCESS, host.open(GIVEN, "file", 0, READ));
        int file = host.opened();
        assertEquals(Errno.SUCCESS, host.call("fd_renumber", file, file));
        assertEquals(Errno.BADF, host.call("fd_renumber", file, 99));
        assertEquals(Errno.BADF, host.call("fd_renumber", 99, file));
        assertEquals(Errno.SUCCESS, host.call("fd_renumber", file, READ_ONLY));
        assertEquals("mine", host.take(READ_ONLY));
        assertEquals(Errno.BADF, host.call("fd_prestat_get", READ_ONLY, STAT));
        assertEquals(Errno.BADF, host.call("fd_close", file));
        assertEquals(Errno.SUCCESS, host.call("fd_close", GIVEN));
        assertEquals(Errno.BADF, host.open(GIVEN, "file", 0, READ));
    }

    @Test
    void descriptorsAreLimitedAndClosedWithTheContext() throws IOException {
        Path own = Path.of("/proc/self/fd");
        Assumptions.assumeTrue(Files.isDirectory(own), "this system does not list the descriptors of a process");
        int opened = 0;
        while (host.open(GIVEN, "file", 0, READ) == Errno.SUCCESS) {
            opened++;
        }
        assertEquals(Errno.NFILE, host.open(GIVEN, "file", 0, READ));
        assertTrue(500 < opened && opened < 2000, "opened " + opened);
        assertEquals(opened, openFiles(own));
        assertEquals(Errno.SUCCESS, host.call("fd_close", 100));
        assertEquals(Errno.SUCCESS, host.open(GIVEN, "file", 0, READ));
        assertEquals(100, host.opened());
        host.close();
        assertEquals(0, openFiles(own));
    }

    private long openFiles(Path own) throws IOException {
        try (Stream<Path> files = Files.list(own)) {
            return files.filter(file -> {
                try {
                    return Files.readSymbolicLink(file).startsWith(root.toRealPath());
                } catch (IOException e) {
                    // The descriptor of the listing itself.
                    return false;
                }
            }).count();
        }
    }

    @Test
    void listsNothingOfTheOutside() throws IOException {
        assertEquals(Errno.SUCCESS, host.call("fd_readdir", GIVEN, STAT, 4000, 0L, STAT + 5000));
        assertEquals(Errno.SUCCESS, host.call("fd_filestat_get", GIVEN, STAT + 6000));
        long inode = host.readI64(STAT + 6008);
        // The entries . and .. come first; both are the folder itself.
        assertEquals(inode, host.readI64(STAT + 8));
        assertEquals(inode, host.readI64(STAT + 24 + 1 + 8));
        assertNotEquals(inode, Files.getAttribute(root, "unix:ino"));
        assertFalse(host.read(STAT, host.readI32(STAT + 5000)).contains("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "file\0"})
    void namesEndNowhereElse(String path) {
        assertEquals(Errno.INVAL, host.open(GIVEN, path, CREATE, WRITE));
    }

    @Test
    void refusesTextsThatAreNone() {
        host.writeI32(STAT, 0xFFFE_C080);
        assertEquals(Errno.ILSEQ, host.call("path_create_directory", GIVEN, STAT, 4));
        assertEquals(Errno.NAMETOOLONG, host.callWithPaths("path_create_directory", GIVEN, "x".repeat(256)));
        assertEquals(Errno.NAMETOOLONG, host.callWithPaths("path_create_directory", GIVEN, "x/".repeat(2049)));
        assertEquals(Errno.FAULT, host.call("path_create_directory", GIVEN, -1, -1));
        assertEquals(Errno.NOENT, host.callWithPaths("path_create_directory", GIVEN, ""));
        assertEquals(Errno.FAULT, host.call("fd_readdir", GIVEN, STAT, -1, 0L, 0));
    }
}
