package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Results that a guest wants where its inputs are, or each other's. Inputs are read before anything is written, and results are
 * written in the order of what is transferred, then of the parameters; nothing else changes.
 */
class OverlapTest {

    private static final int GIVEN = 3;
    private static final int LISTENER = 4;
    private static final int FILE = 5;
    private static final int CONNECTION = 6;
    private static final int AT = 20000;
    private static final int TEXT = 30000;
    /** Where results overlap nothing. */
    private static final int APART = 100;
    /** For calls that are not tried. */
    private static final int ALL = 40000;
    private static final String CONTENT = "abcdefghijklmnopqrstuvwxyz012345";

    @TempDir
    private Path root;
    private Path file;
    private Host host;
    private Socket client;
    /** The functions that have been called. */
    private final Set<String> called = new TreeSet<>();

    @BeforeEach
    void open() throws IOException {
        file = Files.writeString(root.resolve("file"), CONTENT);
        Files.createSymbolicLink(root.resolve("link"), Path.of("file"));
        int port = SocketTest.freePort();
        host = new Host(Context.newBuilder("wasm").allowIO(IOAccess.ALL).arguments("wasm", new String[]{"one", "two", "three"}).environment("NAME", "value")
                        .option("wasm.WasiMapDirs", "/::" + root).option("wasm.WasiListen", "127.0.0.1:" + port), "wasi_snapshot_preview1");
        client = new Socket(InetAddress.getByName("127.0.0.1"), port);
        assertEquals(Errno.SUCCESS, host.open(GIVEN, "file", 0, Rights.FILE));
        assertEquals(FILE, host.opened());
        assertEquals(Errno.SUCCESS, host.call("sock_accept", LISTENER, 0, AT));
        assertEquals(CONNECTION, host.readI32(AT));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        host.close();
    }

    /** Calls a function and checks that it changes no more than so many bytes from {@link #AT} and from {@link #TEXT} on, and {@link #APART}. */
    private Errno call(int changed, String function, Object... arguments) {
        called.add(function);
        byte[] before = host.memory();
        Errno errno = host.call(function, arguments);
        byte[] after = host.memory();
        for (byte[] memory : new byte[][]{before, after}) {
            Arrays.fill(memory, AT, AT + changed, (byte) 0);
            Arrays.fill(memory, TEXT, TEXT + changed, (byte) 0);
            Arrays.fill(memory, APART, APART + 8, (byte) 0);
        }
        assertArrayEquals(before, after, function);
        return errno;
    }

    private void succeeds(int changed, String function, Object... arguments) {
        assertEquals(Errno.SUCCESS, call(changed, function, arguments), function);
    }

    /** A function that reads from what the client, or the file's begin, has: the same 32 bytes for each call. */
    private void read(String function, int count, int result) throws IOException {
        switch (function) {
            case "fd_read" -> {
                host.call("fd_seek", FILE, 0L, 0, APART);
                succeeds(40, function, FILE, AT, count, result);
            }
            case "fd_pread" -> succeeds(40, function, FILE, AT, count, 0L, result);
            default -> {
                client.getOutputStream().write(CONTENT.getBytes(StandardCharsets.UTF_8));
                // All of it is there before any of it is taken.
                int waitAll = 2;
                host.writeVectors(ALL, ALL + 16, CONTENT.length());
                assertEquals(Errno.SUCCESS, host.call("sock_recv", CONNECTION, ALL, 1, 1 | waitAll, ALL + 8, ALL + 12));
                succeeds(40, function, CONNECTION, AT, count, waitAll, result, APART + 4);
                host.call("fd_fdstat_set_flags", CONNECTION, Descriptor.FLAG_NONBLOCK);
                assertEquals(Errno.SUCCESS, host.call("sock_recv", CONNECTION, ALL, 1, 0, ALL + 8, ALL + 12));
                host.call("fd_fdstat_set_flags", CONNECTION, 0);
            }
        }
    }

    @Test
    void reads() throws IOException {
        for (String function : new String[]{"fd_read", "fd_pread", "sock_recv"}) {
            // The count lies on the address of the buffer.
            host.writeVectors(AT, TEXT, 8);
            read(function, 1, AT);
            assertEquals(8, host.readI32(AT));
            assertEquals(8, host.readI32(AT + 4));
            assertEquals("abcdefgh", host.read(TEXT, 8));
            // The first buffer is the array, whose second entry is used all the same.
            host.writeVectors(AT, AT, 16, TEXT, 4);
            read(function, 2, APART);
            assertEquals(20, host.readI32(APART));
            assertEquals("abcdefghijklmnop", host.read(AT, 16));
            assertEquals("qrst", host.read(TEXT, 4));
            // The count lies in the buffer, and buffers lie in each other.
            host.writeVectors(AT, TEXT, 6, TEXT + 2, 6);
            read(function, 2, TEXT + 4);
            assertEquals("abgh", host.read(TEXT, 4));
            assertEquals(12, host.readI32(TEXT + 4));
        }
    }

    /** The flags come last. */
    @Test
    void receivesBothResultsAtOnePlace() throws IOException {
        client.getOutputStream().write(1);
        host.writeVectors(AT, TEXT, 1);
        host.writeI32(AT + 8, -1);
        succeeds(12, "sock_recv", CONNECTION, AT, 1, 0, AT + 8, AT + 8);
        assertEquals(0, host.readI32(AT + 8));
    }

    /** What a function writes is what was there before its own result. */
    private String written(String function, int count, int result) throws IOException {
        switch (function) {
            case "fd_write" -> {
                host.call("fd_seek", FILE, 0L, 0, APART);
                succeeds(20, function, FILE, AT, count, result);
            }
            case "fd_pwrite" -> succeeds(20, function, FILE, AT, count, 0L, result);
            default -> {
                succeeds(20, function, CONNECTION, AT, count, 0, result);
                return new String(client.getInputStream().readNBytes(8), StandardCharsets.ISO_8859_1);
            }
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1).substring(0, 8);
    }

    @Test
    void writes() throws IOException {
        for (String function : new String[]{"fd_write", "fd_pwrite", "sock_send"}) {
            host.write(TEXT, "WRITTEN.");
            host.writeVectors(AT, TEXT, 8);
            assertEquals("WRITTEN.", written(function, 1, AT));
            assertEquals(8, host.readI32(AT));
            host.writeVectors(AT, TEXT, 8);
            assertEquals("WRITTEN.", written(function, 1, TEXT + 4));
            assertEquals(8, host.readI32(TEXT + 4));
            host.writeVectors(AT, AT, 8);
            String array = new String(Arrays.copyOfRange(host.memory(), AT, AT + 8), StandardCharsets.ISO_8859_1);
            assertEquals(array, written(function, 1, AT + 4));
            assertEquals(8, host.readI32(AT + 4));
        }
    }

    @Test
    void paths() {
        host.write(AT, "file");
        succeeds(4, "path_open", GIVEN, 0, AT, 4, 0, Rights.FD_READ, 0L, 0, AT);
        assertEquals(CONNECTION + 1, host.readI32(AT));
        host.write(AT, "file");
        succeeds(64, "path_filestat_get", GIVEN, 0, AT, 4, AT);
        assertEquals(CONTENT.length(), host.readI64(AT + 32));
        host.write(AT, "link");
        succeeds(4, "path_readlink", GIVEN, AT, 4, AT, 4, AT);
        assertEquals(4, host.readI32(AT));
        host.write(AT, "link");
        succeeds(10, "path_readlink", GIVEN, AT, 4, AT + 2, 8, AT + 6);
        assertEquals("lifile", host.read(AT, 6));
    }

    @Test
    void folders() {
        succeeds(200, "fd_readdir", GIVEN, AT, 200, 0L, APART);
        int used = host.readI32(APART);
        byte[] listed = host.memory();
        succeeds(200, "fd_readdir", GIVEN, AT, 200, 0L, AT + 24);
        assertEquals(used, host.readI32(AT + 24));
        assertEquals(listed[AT + 16], host.memory()[AT + 16]);
    }

    /** Two clocks whose time is over; events are shorter than subscriptions, so that the first lies on the second's begin, too. */
    @Test
    void polls() {
        int bytes = Edition.PREVIEW1.subscriptionBytes();
        for (int target : new int[]{AT, AT + 8, AT + bytes - 8, AT - 8 + bytes * 2 - 64}) {
            for (int i = 0; i < 2; i++) {
                for (int k = 0; k < bytes; k += 4) {
                    host.writeI32(AT + i * bytes + k, 0);
                }
                host.writeI32(AT + i * bytes, 7 + i);
                host.writeI32(AT + i * bytes + 16, 1);
            }
            succeeds(3 * bytes, "poll_oneoff", AT, target, 2, APART);
            assertEquals(2, host.readI32(APART));
            assertEquals(7, host.readI64(target));
            assertEquals(8, host.readI64(target + 32));
        }
        for (int k = 0; k < bytes; k += 4) {
            host.writeI32(AT + k, 0);
        }
        succeeds(bytes, "poll_oneoff", AT, AT, 1, AT);
        assertEquals(1, host.readI32(AT));
    }

    @Test
    void lists() {
        for (String list : new String[]{"args", "environ"}) {
            succeeds(4, list + "_sizes_get", AT, AT);
            int size = host.readI32(AT);
            assertEquals(list.equals("args") ? "one two three ".length() : "NAME=value ".length(), size);
            succeeds(size, list + "_get", AT, AT);
            assertEquals(list.equals("args") ? 'o' : 'N', host.readI8(AT));
        }
    }

    /** Whatever is wrong with a result's place is found before anything is read, written or sent. */
    @Test
    void nothingIsDoneForAResultThatHasNoPlace() throws IOException {
        int outside = Host.PAGE - 3;
        host.writeVectors(AT, Host.PAGE - 8, 8);
        assertEquals(Errno.FAULT, call(0, "fd_read", FILE, AT, 1, outside));
        assertEquals(Errno.FAULT, call(0, "fd_pread", FILE, AT, 1, 0L, outside));
        assertEquals(Errno.FAULT, call(0, "fd_write", FILE, AT, 1, outside));
        assertEquals(Errno.FAULT, call(0, "fd_pwrite", FILE, AT, 1, 0L, outside));
        assertEquals(Errno.FAULT, call(0, "sock_send", CONNECTION, AT, 1, 0, outside));
        client.getOutputStream().write('x');
        assertEquals(Errno.FAULT, call(0, "sock_recv", CONNECTION, AT, 1, 0, outside, AT));
        assertEquals(Errno.FAULT, call(0, "sock_recv", CONNECTION, AT, 1, 0, AT, Host.PAGE - 1));
        host.write(Host.PAGE - 4, "file");
        assertEquals(Errno.FAULT, call(0, "path_open", GIVEN, 0, Host.PAGE - 4, 4, 0, Rights.FD_READ, 0L, 0, outside));
        assertEquals(Errno.FAULT, call(0, "path_filestat_get", GIVEN, 0, Host.PAGE - 4, 4, Host.PAGE - 4));
        host.write(Host.PAGE - 4, "link");
        assertEquals(Errno.FAULT, call(0, "path_readlink", GIVEN, Host.PAGE - 4, 4, Host.PAGE - 4, 4, outside));
        assertEquals(Errno.FAULT, call(0, "fd_readdir", GIVEN, Host.PAGE - 100, 100, 0L, outside));
        assertEquals(Errno.FAULT, call(0, "poll_oneoff", AT, AT, 1, outside));
        host.call("fd_tell", FILE, APART);
        assertEquals(0, host.readI64(APART));
        assertEquals(CONTENT, Files.readString(file));
        host.writeVectors(AT, TEXT, 8);
        assertEquals(Errno.SUCCESS, call(8, "sock_recv", CONNECTION, AT, 1, 0, AT, APART + 4));
        assertEquals('x', host.readI8(TEXT));
        assertEquals(CONNECTION + 1, reopened());
    }

    /** No descriptor is left of a file that was opened for nobody. */
    private int reopened() {
        assertEquals(Errno.SUCCESS, host.open(GIVEN, "file", 0, Rights.FD_READ));
        return host.opened();
    }

    @Test
    void allFunctionsThatCanOverlapAreTried() throws IOException {
        reads();
        writes();
        paths();
        folders();
        polls();
        lists();
        assertEquals(HostileCall.overlapping(), called);
        assertTrue(called.size() > 14, called::toString);
    }
}
