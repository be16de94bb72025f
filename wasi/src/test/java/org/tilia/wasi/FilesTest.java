package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders, as far as the test suite of WASI does not have them. */
class FilesTest {

    private static final int GIVEN = 3;
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int APPEND = Descriptor.FLAG_APPEND;
    private static final int SYNC = Descriptor.FLAG_SYNC;
    private static final int DSYNC = Descriptor.FLAG_DSYNC;
    /** Linux's; the former is a part of the latter. */
    private static final int SYSTEM_DSYNC = 0x1000;
    private static final int SYSTEM_SYNC = 0x101000;
    private static final long READ_WRITE = Rights.FILE;
    private static final int VECTORS = 16;
    private static final int RESULT = 8;
    private static final int TEXT = 1024;
    private static final int STAT = 30000;

    @TempDir
    private Path root;

    private Host host() {
        return Host.withFolders("/::" + root, "");
    }

    @Test
    void filesMayBeLargerThan32BitsCount() throws IOException {
        long end = 5L << 30;
        try (Host host = host()) {
            assertEquals(Errno.SUCCESS, host.open(GIVEN, "large", CREATE | EXCLUSIVE, READ_WRITE));
            int file = host.opened();
            assertEquals(Errno.SUCCESS, host.call("fd_filestat_set_size", file, end));
            host.write(TEXT, "end");
            host.writeVectors(VECTORS, TEXT, 3);
            assertEquals(Errno.SUCCESS, host.call("fd_pwrite", file, VECTORS, 1, end, RESULT));
            assertEquals(Errno.SUCCESS, host.call("fd_seek", file, -3L, 2, RESULT));
            assertEquals(end, host.readI64(RESULT));
            assertEquals("end", host.take(file));
            assertEquals(Errno.SUCCESS, host.call("fd_tell", file, RESULT));
            assertEquals(end + 3, host.readI64(RESULT));
            assertEquals(Errno.SUCCESS, host.call("fd_filestat_get", file, STAT));
            assertEquals(end + 3, host.readI64(STAT + 32));
            assertEquals(Errno.SUCCESS, host.call("fd_pread", file, VECTORS, 1, end - 1, RESULT));
            assertEquals("\0en", host.read(TEXT, 3));
            assertEquals(Errno.INVAL, host.call("fd_pread", file, VECTORS, 1, -1L, RESULT));
            assertEquals(Errno.INVAL, host.call("fd_seek", file, Long.MAX_VALUE, 1, RESULT));
            assertEquals(Errno.SUCCESS, host.call("fd_allocate", file, 1L, 10L));
            assertEquals(Errno.SUCCESS, host.call("fd_filestat_set_size", file, 2L));
        }
        assertEquals(2, Files.size(root.resolve("large")));
    }

    /** Names that are longer than a small buffer, read with it; each comes once, whatever is removed meanwhile. */
    @Test
    void listsALargeFolder() throws IOException {
        int count = 10_000;
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String name = "file-" + i + "-x".repeat(i % 60);
            Files.createFile(root.resolve(name));
            expected.add(name);
        }
        try (Host host = host()) {
            assertEquals(expected, list(host, 4096, false));
            assertEquals(expected, list(host, 1 << 14, true));
        }
        try (var files = Files.list(root)) {
            assertEquals(0, files.count());
        }
    }

    /** Lists the folder as libraries do: an entry that is cut off is asked for again by its position. */
    private static Set<String> list(Host host, int size, boolean remove) {
        Set<String> names = new HashSet<>();
        long cookie = 0;
        int used = size;
        while (used == size) {
            assertEquals(Errno.SUCCESS, host.call("fd_readdir", GIVEN, STAT, size, cookie, RESULT));
            used = host.readI32(RESULT);
            int position = 0;
            while (position + 24 <= used && position + 24 + host.readI32(STAT + position + 16) <= used) {
                int length = host.readI32(STAT + position + 16);
                String name = host.read(STAT + position + 24, length);
                cookie = host.readI64(STAT + position);
                position += 24 + length;
                if (!name.equals(".") && !name.equals("..")) {
                    assertTrue(names.add(name), name);
                    if (remove) {
                        assertEquals(Errno.SUCCESS, host.call("path_unlink_file", GIVEN, STAT + position - length, length));
                    }
                }
            }
        }
        return names;
    }

    @Test
    void listsFromAnyPosition() throws IOException {
        for (int i = 0; i < 2000; i++) {
            Files.createFile(root.resolve("f" + i));
        }
        try (Host host = host()) {
            assertEquals(Errno.SUCCESS, host.call("fd_readdir", GIVEN, STAT, 24 + 5, 1234L, RESULT));
            String there = host.read(STAT + 24, host.readI32(STAT + 16));
            assertEquals(Errno.SUCCESS, host.call("fd_readdir", GIVEN, STAT, 1000, 1900L, RESULT));
            assertEquals(Errno.SUCCESS, host.call("fd_readdir", GIVEN, STAT, 24 + 5, 1234L, RESULT));
            assertEquals(there, host.read(STAT + 24, host.readI32(STAT + 16)));
            assertEquals(1235, host.readI64(STAT));
            assertEquals(Errno.SUCCESS, host.call("fd_readdir", GIVEN, STAT, 1000, 2002L, RESULT));
            assertEquals(0, host.readI32(RESULT));
            assertEquals(Errno.SUCCESS, host.call("fd_readdir", GIVEN, STAT, 1000, Long.MAX_VALUE, RESULT));
            assertEquals(0, host.readI32(RESULT));
        }
    }

    @Test
    void writesAreSynchronous() throws IOException {
        try (Host host = host()) {
            for (int flags : new int[]{SYNC, DSYNC, SYNC | DSYNC | Descriptor.FLAG_RSYNC}) {
                assertEquals(Errno.SUCCESS, host.callWithPaths("path_open", GIVEN, 0, "synced", CREATE, READ_WRITE, 0L, flags, RESULT));
                int file = host.readI32(RESULT);
                assertEquals(flags == DSYNC ? SYSTEM_DSYNC : SYSTEM_SYNC, systemFlags("synced") & SYSTEM_SYNC);
                assertEquals(Errno.SUCCESS, host.put(file, "written"));
                assertEquals(Errno.SUCCESS, host.call("fd_datasync", file));
                assertEquals(Errno.SUCCESS, host.call("fd_sync", file));
                assertEquals(Errno.SUCCESS, host.call("fd_fdstat_get", file, STAT));
                assertEquals(flags, host.readI8(STAT + 2));
                assertEquals(Errno.NOTSUP, host.call("fd_fdstat_set_flags", file, 0));
                assertEquals(Errno.SUCCESS, host.call("fd_fdstat_set_flags", file, flags | APPEND));
                assertEquals("written", Files.readString(root.resolve("synced")));
                assertEquals(Errno.SUCCESS, host.call("fd_close", file));
            }
            assertEquals(Errno.SUCCESS, host.open(GIVEN, "synced", 0, READ_WRITE));
            assertEquals(0, systemFlags("synced") & SYSTEM_SYNC);
        }
    }

    /** How Linux has opened a file; open files of a process are listed there. */
    private int systemFlags(String name) throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        Assumptions.assumeTrue(Files.isDirectory(descriptors), "this system does not list the descriptors of a process");
        Path file = root.resolve(name).toRealPath();
        try (Stream<Path> all = Files.list(descriptors)) {
            Path descriptor = all.filter(each -> leadsTo(each, file)).findFirst().orElseThrow();
            return Files.readAllLines(Path.of("/proc/self/fdinfo").resolve(descriptor.getFileName())).stream().filter(line -> line.startsWith("flags:"))
                            .mapToInt(line -> Integer.parseInt(line.substring(6).strip(), 8)).sum();
        }
    }

    private static boolean leadsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (IOException e) {
            // The descriptor of the listing itself.
            return false;
        }
    }

    @Test
    void appends() throws IOException {
        Files.writeString(root.resolve("log"), "one ");
        try (Host host = host()) {
            assertEquals(Errno.SUCCESS, host.callWithPaths("path_open", GIVEN, 0, "log", 0, READ_WRITE, 0L, APPEND, RESULT));
            int file = host.readI32(RESULT);
            Files.writeString(root.resolve("log"), "one two ");
            assertEquals(Errno.SUCCESS, host.call("fd_seek", file, 0L, 0, RESULT));
            assertEquals(Errno.SUCCESS, host.put(file, "three"));
            assertEquals("one two three", Files.readString(root.resolve("log")));
            assertEquals(Errno.SUCCESS, host.call("fd_fdstat_set_flags", file, 0));
            assertEquals(Errno.SUCCESS, host.call("fd_seek", file, 0L, 0, RESULT));
            assertEquals(Errno.SUCCESS, host.put(file, "ONE"));
            assertEquals("ONE two three", Files.readString(root.resolve("log")));
        }
    }

    @Test
    void severalGuestsAppend() throws Exception {
        int count = 500;
        List<FutureTask<Void>> guests = Stream.of("one\n", "two\n").map(line -> new FutureTask<Void>(() -> {
            try (Host host = host()) {
                assertEquals(Errno.SUCCESS, host.callWithPaths("path_open", GIVEN, 0, "shared", CREATE, READ_WRITE, 0L, APPEND, RESULT));
                int file = host.readI32(RESULT);
                for (int i = 0; i < count; i++) {
                    assertEquals(Errno.SUCCESS, host.put(file, line));
                }
                return null;
            }
        })).toList();
        guests.forEach(guest -> new Thread(guest).start());
        for (FutureTask<Void> guest : guests) {
            guest.get();
        }
        List<String> lines = Files.readAllLines(root.resolve("shared"));
        assertEquals(count, lines.stream().filter("one"::equals).count());
        assertEquals(count, lines.stream().filter("two"::equals).count());
    }

    @Test
    void aFileOutlivesItsName() {
        try (Host host = host()) {
            assertEquals(Errno.SUCCESS, host.open(GIVEN, "a", CREATE, READ_WRITE));
            int file = host.opened();
            assertEquals(Errno.SUCCESS, host.put(file, "text"));
            assertEquals(Errno.SUCCESS, host.callWithPaths("path_rename", GIVEN, "a", GIVEN, "b"));
            assertEquals(Errno.SUCCESS, host.call("fd_filestat_set_times", file, 1_000_000_000L, 2_000_000_001L, 5));
            assertEquals(Errno.SUCCESS, host.callWithPaths("path_filestat_get", GIVEN, 0, "b", STAT));
            assertEquals(1_000_000_000L, host.readI64(STAT + 40));
            assertEquals(2_000_000_001L, host.readI64(STAT + 48));
            assertEquals(Errno.SUCCESS, host.callWithPaths("path_unlink_file", GIVEN, "b"));
            assertEquals(Errno.SUCCESS, host.open(GIVEN, "b", CREATE, READ_WRITE));
            assertEquals(Errno.SUCCESS, host.call("fd_filestat_get", file, STAT));
            assertEquals(0, host.readI64(STAT + 24));
            assertEquals(4, host.readI64(STAT + 32));
            assertEquals(Errno.SUCCESS, host.call("fd_seek", file, 0L, 0, RESULT));
            assertEquals("text", host.take(file));
        }
    }

    @Test
    void foldersMoveAsPosixHasIt() throws IOException {
        Files.createDirectories(root.resolve("full/x"));
        Files.createDirectories(root.resolve("empty"));
        Files.writeString(root.resolve("file"), "");
        try (Host host = host()) {
            assertEquals(Errno.NOTEMPTY, host.callWithPaths("path_rename", GIVEN, "empty", GIVEN, "full"));
            assertEquals(Errno.NOTDIR, host.callWithPaths("path_rename", GIVEN, "empty", GIVEN, "file"));
            assertEquals(Errno.ISDIR, host.callWithPaths("path_rename", GIVEN, "file", GIVEN, "empty"));
            assertEquals(Errno.INVAL, host.callWithPaths("path_rename", GIVEN, "full", GIVEN, "full/x/y"));
            assertEquals(Errno.NOTEMPTY, host.callWithPaths("path_remove_directory", GIVEN, "full"));
            assertEquals(Errno.ISDIR, host.callWithPaths("path_unlink_file", GIVEN, "full"));
            assertEquals(Errno.SUCCESS, host.callWithPaths("path_rename", GIVEN, "full", GIVEN, "empty"));
            assertTrue(Files.isDirectory(root.resolve("empty/x")));
            assertFalse(Files.exists(root.resolve("full")));
            assertEquals(Errno.INVAL, host.callWithPaths("path_remove_directory", GIVEN, "empty/."));
            assertEquals(Errno.ISDIR, host.open(GIVEN, "empty", 0, READ_WRITE));
            assertEquals(Errno.NOTDIR, host.open(GIVEN, "file", DIRECTORY, 0));
            assertEquals(Errno.NOTDIR, host.open(GIVEN, "file/x", 0, 0));
        }
    }

    @Test
    void theOlderInterfaceCountsPositionsDifferently() throws IOException {
        Files.writeString(root.resolve("file"), "0123456789");
        Context.Builder builder = Context.newBuilder("wasm").allowIO(IOAccess.ALL).option("wasm.WasiMapDirs", "/::" + root);
        try (Host host = new Host(builder, "wasi_unstable")) {
            assertEquals(Errno.SUCCESS, host.open(GIVEN, "file", 0, READ_WRITE));
            int file = host.opened();
            assertEquals(Errno.SUCCESS, host.call("fd_seek", file, 4L, 2, RESULT));
            assertEquals(4, host.readI64(RESULT));
            assertEquals(Errno.SUCCESS, host.call("fd_seek", file, 2L, 0, RESULT));
            assertEquals(6, host.readI64(RESULT));
            assertEquals(Errno.SUCCESS, host.call("fd_seek", file, -1L, 1, RESULT));
            assertEquals(9, host.readI64(RESULT));
            assertEquals(Errno.SUCCESS, host.call("fd_filestat_get", file, STAT));
            assertEquals(1, host.readI32(STAT + 20));
            assertEquals(10, host.readI64(STAT + 24));
            // A clock has its own field for user data before its number.
            host.writeVectors(2000, 7, 0, 0, 0, 0, 0, 1, 0, 1000, 0, 0, 0, 0, 0);
            assertEquals(Errno.SUCCESS, host.call("poll_oneoff", 2000, 3000, 1, RESULT));
            assertEquals(1, host.readI32(RESULT));
            assertEquals(7, host.readI32(3000));
        }
    }

    @Test
    void withoutFileAccessThereAreNoFiles() {
        Context.Builder builder = Context.newBuilder("wasm").allowIO(IOAccess.NONE).option("wasm.WasiMapDirs", "/::" + root);
        PolyglotException e = assertThrows(PolyglotException.class, () -> new Host(builder, "wasi_snapshot_preview1"));
        assertEquals("wasm.WasiMapDirs: folder " + root + ": the context allows no file access; Context.Builder.allowIO(IOAccess) grants it", e.getMessage());
        PolyglotException missing = assertThrows(PolyglotException.class, () -> Host.withFolders("/::" + root + "/missing", ""));
        assertEquals("wasm.WasiMapDirs: folder " + root + "/missing: there is no such folder", missing.getMessage());
    }

    @Test
    void foldersAreNamedAsTheOptionsSay() throws IOException {
        Path comma = Files.createDirectory(root.resolve("a,b"));
        String option = "/x::" + comma.toString().replace(",", ",,") + ", " + root;
        try (Host host = Host.withFolders(option, "")) {
            for (String name : new String[]{"/x", root.toString()}) {
                int descriptor = name.equals("/x") ? 3 : 4;
                assertEquals(Errno.SUCCESS, host.call("fd_prestat_get", descriptor, STAT));
                int length = host.readI32(STAT + 4);
                assertEquals(Errno.NAMETOOLONG, host.call("fd_prestat_dir_name", descriptor, STAT, length - 1));
                assertEquals(Errno.SUCCESS, host.call("fd_prestat_dir_name", descriptor, STAT, length));
                assertEquals(name, host.read(STAT, length));
            }
            assertEquals(Errno.BADF, host.call("fd_prestat_get", 5, STAT));
        }
    }

    private static Host seeded(String option, String value) {
        return new Host(Context.newBuilder("wasm").in(InputStream.nullInputStream()).option(option, value), "wasi_snapshot_preview1");
    }

    private static String randomBytes(Host host) {
        assertEquals(Errno.SUCCESS, host.call("random_get", TEXT, 100));
        return host.read(TEXT, 100);
    }

    @Test
    void runsAreAlikeWithASeed() {
        try (Host one = seeded("wasm.WasiSeed", "7"); Host two = seeded("wasm.WasiSeed", "7"); Host other = seeded("wasm.WasiSeed", "8");
                        Host constant = seeded("wasm.WasiConstantRandomGet", "true"); Host again = seeded("wasm.WasiConstantRandomGet", "true")) {
            String first = randomBytes(one);
            assertEquals(first, randomBytes(two));
            assertNotEquals(first, randomBytes(one));
            assertNotEquals(first, randomBytes(other));
            assertEquals(randomBytes(constant), randomBytes(again));
            long hour = 3_600_000_000_000L;
            for (Host host : new Host[]{one, two}) {
                assertEquals(Errno.SUCCESS, host.call("clock_time_get", 0, 0L, RESULT));
                assertEquals(946_684_800_000_001_000L, host.readI64(RESULT));
                host.writeVectors(2000, new int[12]);
                host.writeI32(2000 + 16, 1);
                host.writeI32(2000 + 24, (int) hour);
                host.writeI32(2000 + 28, (int) (hour >>> 32));
                assertEquals(Errno.SUCCESS, host.call("poll_oneoff", 2000, 3000, 1, RESULT));
                assertEquals(Errno.SUCCESS, host.call("clock_time_get", 0, 0L, RESULT));
                assertEquals(946_684_800_000_002_000L + hour, host.readI64(RESULT));
            }
        }
    }

    @Test
    void tracesEachCall() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Context.Builder builder = Context.newBuilder("wasm").allowIO(IOAccess.ALL).err(err).option("wasm.WasiMapDirs", "/::" + root).option("wasm.WasiTrace", "true");
        try (Host host = new Host(builder, "wasi_snapshot_preview1")) {
            host.open(GIVEN, "no\u001b[31m\"", 0, Rights.FD_READ);
            host.open(GIVEN, "new", CREATE, Rights.FD_READ);
            host.call("fd_seek", host.opened(), 5L, 0, RESULT);
            host.call("path_create_directory", GIVEN, -1, -1);
            assertThrows(PolyglotException.class, () -> host.call("proc_exit", 3));
        }
        String[] lines = err.toString(StandardCharsets.UTF_8).split("\n");
        assertEquals(5, lines.length);
        assertEquals("wasi: path_open(fd=3, lookup=1, path=\"no\\u{1b}[31m\\\"\", how=0, rights=0x2, inheriting=0x0, flags=0) = NOENT", lines[0]);
        assertEquals("wasi: path_open(fd=3, lookup=1, path=\"new\", how=1, rights=0x2, inheriting=0x0, flags=0) = SUCCESS, fd=4", lines[1]);
        assertEquals("wasi: fd_seek(fd=4, offset=5, whence=0) = NOTCAPABLE", lines[2]);
        assertEquals("wasi: path_create_directory(fd=3, path=(outside of memory)) = FAULT", lines[3]);
        assertEquals("wasi: proc_exit(status=3) = does not return", lines[4]);
    }

    @Test
    void tellsWhichStreamsAreTerminals() {
        try (Host host = seeded("wasm.WasiTerminals", "stdin,stderr")) {
            for (int descriptor = 0; descriptor < 3; descriptor++) {
                assertEquals(Errno.SUCCESS, host.call("fd_fdstat_get", descriptor, STAT));
                assertEquals(descriptor == 1 ? FileType.UNKNOWN.ordinal() : FileType.CHARACTER_DEVICE.ordinal(), host.readI8(STAT));
            }
        }
    }

    @Test
    void signalsHaveTheirUsualEffect() {
        try (Host host = Host.create()) {
            assertEquals(Errno.SUCCESS, host.call("proc_raise", 0));
            assertEquals(Errno.SUCCESS, host.call("proc_raise", 16));
            assertEquals(Errno.NOTSUP, host.call("proc_raise", 18));
            assertEquals(Errno.INVAL, host.call("proc_raise", 31));
            assertEquals(Errno.INVAL, host.call("proc_raise", -1));
            PolyglotException abort = assertThrows(PolyglotException.class, () -> host.call("proc_raise", 6));
            assertTrue(abort.isExit());
            assertEquals(134, abort.getExitStatus());
        }
    }
}
