package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What paths mean, in and between two folders that a guest was given, and what is told and set of files. */
class PathsTest {

    private static final int FIRST = 3;
    private static final int SECOND = 4;
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int NOTHING = 0;
    private static final int STAT = 30000;
    private static final int ACCESSED = 1;
    private static final int ACCESSED_NOW = 2;
    private static final int MODIFIED = 4;
    private static final int MODIFIED_NOW = 8;
    private static final long NANOS_PER_MILLI = 1_000_000;

    @TempDir
    private Path root;

    private Path first;
    private Path second;
    private Host host;

    @BeforeEach
    void makeTree() throws Exception {
        first = Files.createDirectory(root.resolve("first"));
        second = Files.createDirectory(root.resolve("second"));
        Files.writeString(first.resolve("file"), "text");
        Files.createDirectories(first.resolve("folder/below"));
        Files.createSymbolicLink(first.resolve("to-file"), Path.of("file"));
        Files.createSymbolicLink(first.resolve("to-folder"), Path.of("folder"));
        linkWithSlash("folder/", "to-folder-slash");
        linkWithSlash("file/", "to-file-slash");
        Files.createSymbolicLink(first.resolve("to-nothing"), Path.of("nothing"));
        host = Host.withFolders("/first::" + first + ",/second::" + second, "");
    }

    /** Java's own function would take the slash away. */
    private void linkWithSlash(String text, String name) throws Exception {
        assertEquals(0, new ProcessBuilder("ln", "-s", text, first.resolve(name).toString()).start().waitFor());
    }

    @AfterEach
    void close() {
        host.close();
    }

    private Errno stat(int follow, String path) {
        return host.callWithPaths("path_filestat_get", FIRST, follow, path, STAT);
    }

    private FileType type() {
        return FileType.values()[host.readI8(STAT + 16)];
    }

    @Test
    void renamesLeadFromOneFolderToAnother() throws IOException {
        assertEquals(Errno.SUCCESS, host.open(FIRST, "file", NOTHING, Rights.FILE));
        int file = host.opened();
        assertEquals(Errno.SUCCESS, host.open(FIRST, "folder/below", DIRECTORY, Rights.DIRECTORY));
        int below = host.opened();
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_rename", FIRST, "file", SECOND, "moved"));
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_rename", FIRST, "folder", SECOND, "folder"));
        assertEquals("text", Files.readString(second.resolve("moved")));
        assertFalse(Files.exists(first.resolve("file")));
        // Whoever has them open finds them where they are now.
        assertEquals(Errno.SUCCESS, host.call("fd_filestat_set_times", file, 0L, 5_000_000_000L, MODIFIED));
        assertEquals(FileTime.fromMillis(5_000), Files.getLastModifiedTime(second.resolve("moved")));
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_create_directory", below, "new"));
        assertTrue(Files.isDirectory(second.resolve("folder/below/new")));
        // A folder cannot be moved into itself, by whatever way.
        assertEquals(Errno.INVAL, host.callWithPaths("path_rename", SECOND, "folder", below, "new/x"));
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_link", SECOND, 0, "moved", FIRST, "again"));
        assertEquals("text", Files.readString(first.resolve("again")));
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_rename", FIRST, "again", SECOND, "moved"));
        assertTrue(Files.exists(first.resolve("again")), "two names of one file: POSIX has a rename do nothing");
    }

    @Test
    void aSlashBehindANameAsksForAFolder() {
        assertEquals(Errno.NOTDIR, host.open(FIRST, "file/", NOTHING, Rights.FD_READ));
        assertEquals(Errno.NOTDIR, host.open(FIRST, "to-file/", NOTHING, Rights.FD_READ));
        assertEquals(Errno.NOTDIR, host.open(FIRST, "to-file-slash", NOTHING, Rights.FD_READ));
        assertEquals(Errno.NOTDIR, host.open(FIRST, "file/.", NOTHING, Rights.FD_READ));
        assertEquals(Errno.NOTDIR, host.open(FIRST, "file/../file", NOTHING, Rights.FD_READ));
        assertEquals(Errno.NOENT, host.open(FIRST, "nothing/", NOTHING, Rights.FD_READ));
        assertEquals(Errno.ISDIR, host.open(FIRST, "nothing/", CREATE, Rights.FD_READ));
        assertEquals(Errno.NOTDIR, stat(0, "file//"));
        for (String folder : new String[]{"folder", "folder/", "folder///", "folder/.", "to-folder/", "to-folder-slash/", "folder/below/..", "./folder//below/../."}) {
            assertEquals(Errno.SUCCESS, host.open(FIRST, folder, DIRECTORY, 0), folder);
            assertEquals(Errno.SUCCESS, stat(0, folder), folder);
            assertEquals(FileType.DIRECTORY, type(), folder);
        }
        for (String link : new String[]{"to-folder", "to-folder-slash", "to-nothing", "to-file-slash"}) {
            assertEquals(Errno.SUCCESS, stat(0, link), link);
            assertEquals(FileType.SYMBOLIC_LINK, type(), link);
        }
        assertEquals(Errno.NOENT, stat(1, "to-nothing"));
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_create_directory", FIRST, "nothing/"));
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_rename", FIRST, "nothing/", SECOND, "moved/"));
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_remove_directory", SECOND, "moved/"));
        assertEquals(Errno.NOTDIR, host.callWithPaths("path_rename", FIRST, "file/", FIRST, "x"));
        assertEquals(Errno.NOTDIR, host.callWithPaths("path_rename", FIRST, "file", FIRST, "x/"));
        assertEquals(Errno.NOTDIR, host.callWithPaths("path_unlink_file", FIRST, "file/"));
        assertEquals(Errno.NOENT, host.callWithPaths("path_symlink", "file", FIRST, "x/"));
        assertEquals(Errno.NOENT, host.callWithPaths("path_link", FIRST, 0, "file", FIRST, "x/"));
    }

    /** Whoever removes or moves a link by its name with a slash does so to nothing, least of all to the folder that it leads to. */
    @Test
    void aSlashBehindALinkDoesNotRemoveItsTarget() {
        assertEquals(Errno.NOTDIR, host.callWithPaths("path_remove_directory", FIRST, "to-folder/"));
        assertEquals(Errno.NOTDIR, host.callWithPaths("path_unlink_file", FIRST, "to-folder/"));
        assertEquals(Errno.NOTDIR, host.callWithPaths("path_rename", FIRST, "to-folder/", SECOND, "x"));
        assertEquals(Errno.EXIST, host.callWithPaths("path_create_directory", FIRST, "to-nothing/"));
        assertEquals(Errno.EXIST, host.callWithPaths("path_create_directory", FIRST, "to-folder"));
        assertEquals(Errno.EXIST, host.callWithPaths("path_symlink", "file", FIRST, "to-nothing"));
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_unlink_file", FIRST, "to-folder"));
        assertTrue(Files.isDirectory(first.resolve("folder/below")));
        assertFalse(Files.exists(first.resolve("nothing")));
    }

    private Errno setTimes(String path, int follow, int flags) {
        return host.callWithPaths("path_filestat_set_times", FIRST, follow, path, 1_000_000_001L, 2_000_000_002L, flags);
    }

    private void assertTimes(long accessed, long modified) {
        assertEquals(Errno.SUCCESS, stat(0, "file"));
        assertEquals(accessed, host.readI64(STAT + 40));
        assertEquals(modified, host.readI64(STAT + 48));
    }

    @Test
    void timesAreSetOrLeftAsTheyAre() throws IOException {
        assertEquals(Errno.SUCCESS, setTimes("file", 0, ACCESSED | MODIFIED));
        assertTimes(1_000_000_001L, 2_000_000_002L);
        assertEquals(Errno.SUCCESS, setTimes("file", 0, 0));
        assertTimes(1_000_000_001L, 2_000_000_002L);
        for (int both : new int[]{ACCESSED | ACCESSED_NOW, MODIFIED | MODIFIED_NOW, 16, -1}) {
            assertEquals(Errno.INVAL, setTimes("file", 0, both));
        }
        long before = System.currentTimeMillis();
        assertEquals(Errno.SUCCESS, setTimes("file", 0, MODIFIED_NOW));
        assertEquals(Errno.SUCCESS, stat(0, "file"));
        long modified = host.readI64(STAT + 48);
        assertTrue(before <= modified / NANOS_PER_MILLI && modified / NANOS_PER_MILLI <= System.currentTimeMillis(), () -> before + " " + modified);
        assertTimes(1_000_000_001L, modified);
        assertEquals(Errno.SUCCESS, setTimes("file", 0, ACCESSED_NOW | MODIFIED));
        assertEquals(Errno.SUCCESS, stat(0, "file"));
        assertTrue(before <= host.readI64(STAT + 40) / NANOS_PER_MILLI);
        assertEquals(2_000_000_002L, host.readI64(STAT + 48));
        // The link, and what it leads to.
        FileTime linked = Files.getLastModifiedTime(first.resolve("to-file"), LinkOption.NOFOLLOW_LINKS);
        assertEquals(Errno.SUCCESS, setTimes("to-file", 1, ACCESSED | MODIFIED));
        assertTimes(1_000_000_001L, 2_000_000_002L);
        assertEquals(linked, Files.getLastModifiedTime(first.resolve("to-file"), LinkOption.NOFOLLOW_LINKS));
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_filestat_set_times", FIRST, 0, "to-file", 0L, 7_000_000_000L, MODIFIED));
        assertTimes(1_000_000_001L, 2_000_000_002L);
        assertEquals(FileTime.fromMillis(7_000), Files.getLastModifiedTime(first.resolve("to-file"), LinkOption.NOFOLLOW_LINKS));
        assertEquals(Errno.SUCCESS, host.callWithPaths("path_filestat_set_times", FIRST, 0, "folder", 0L, 8_000_000_000L, MODIFIED));
        assertEquals(FileTime.fromMillis(8_000), Files.getLastModifiedTime(first.resolve("folder")));
    }
}
