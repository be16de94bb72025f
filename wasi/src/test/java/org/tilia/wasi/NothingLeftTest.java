package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A guest that goes on for ever and keeps nothing: the host keeps nothing for it either, of no function's calls. */
class NothingLeftTest {

    private static final int ROUNDS = 200;
    private static final int SERIES = 5;
    /** Less than an object of the smallest kind, and the place of it in a list, for each round. */
    private static final long MOST_BYTES = ROUNDS * 16;
    private static final int FOLDER = 3;
    private static final int LISTENER = 4;
    private static final int VECTORS = 1000;
    private static final int TEXT = 2000;
    private static final int RESULT = 3000;
    private static final List<String> FUNCTIONS = Host.FUNCTIONS.keySet().stream().filter(name -> !name.startsWith("proc_")).sorted().toList();

    @TempDir
    private Path folder;
    private int port;

    @ParameterizedTest
    @EnumSource
    void callsLeaveNothingBehind(Form form) throws Exception {
        port = SocketTest.freePort();
        try (Host host = new Host(form.builder().allowIO(IOAccess.ALL).in(new ByteArrayInputStream(new byte[10])).out(OutputStream.nullOutputStream())
                        .option("wasm.WasiMapDirs", "/::" + folder).option("wasm.WasiListen", "127.0.0.1:" + port), "wasi_snapshot_preview1")) {
            rounds(host);
            Leftovers leftovers = new Leftovers(folder);
            long[] left = new long[SERIES];
            for (int i = 0; i < SERIES; i++) {
                long before = Leftovers.memory();
                rounds(host);
                left[i] = Leftovers.memory() - before;
            }
            leftovers.assertNone("after " + ROUNDS + " rounds");
            // What the JVM and Truffle learn, or forget, by and by is not in all of them; what a call leaves is.
            Arrays.sort(left);
            assertTrue(left[SERIES / 2] < MOST_BYTES, () -> "series of " + ROUNDS + " rounds leave so many bytes: " + Arrays.toString(left));
        }
    }

    private void rounds(Host host) throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            refused(host);
            files(host);
            folders(host);
            socket(host);
        }
    }

    /** Calls with what no function takes. */
    private static void refused(Host host) {
        for (String function : FUNCTIONS) {
            Object[] arguments = Host.FUNCTIONS.get(function).chars().mapToObj(letter -> letter == 'l' ? (Object) (-1L) : (Object) (-1)).toArray();
            host.call(function, arguments);
        }
    }

    private static void succeeds(Host host, String function, Object... arguments) {
        assertEquals(Errno.SUCCESS, host.callWithPaths(function, arguments), function);
    }

    private static void files(Host host) {
        assertEquals(Errno.SUCCESS, host.open(FOLDER, "file", 1, Rights.FILE));
        int file = host.opened();
        assertEquals(Errno.SUCCESS, host.put(file, "text"));
        succeeds(host, "fd_seek", file, 0L, 0, RESULT);
        assertEquals("text", host.take(file));
        host.writeVectors(VECTORS, TEXT, 2);
        succeeds(host, "fd_pwrite", file, VECTORS, 1, 1L, RESULT);
        succeeds(host, "fd_pread", file, VECTORS, 1, 1L, RESULT);
        succeeds(host, "fd_advise", file, 0L, 1L, 1);
        succeeds(host, "fd_allocate", file, 0L, 100L);
        succeeds(host, "fd_filestat_set_size", file, 10L);
        succeeds(host, "fd_filestat_set_times", file, 1L, 1L, 5);
        succeeds(host, "fd_filestat_get", file, RESULT);
        succeeds(host, "fd_fdstat_get", file, RESULT);
        succeeds(host, "fd_fdstat_set_flags", file, Descriptor.FLAG_APPEND);
        assertEquals(Errno.SUCCESS, host.put(file, "text"));
        succeeds(host, "fd_sync", file);
        assertEquals(Errno.SUCCESS, host.open(FOLDER, "file", 0, Rights.FD_READ | Rights.FD_TELL));
        succeeds(host, "fd_renumber", host.opened(), file);
        succeeds(host, "fd_tell", file, RESULT);
        succeeds(host, "fd_close", file);
        succeeds(host, "path_link", FOLDER, 0, "file", FOLDER, "other");
        succeeds(host, "path_rename", FOLDER, "other", FOLDER, "third");
        succeeds(host, "path_filestat_get", FOLDER, 1, "third", RESULT);
        succeeds(host, "path_filestat_set_times", FOLDER, 1, "third", 1L, 1L, 5);
        succeeds(host, "path_symlink", "file", FOLDER, "link");
        succeeds(host, "path_readlink", FOLDER, "link", TEXT, 100, RESULT);
        for (String name : new String[]{"file", "third", "link"}) {
            succeeds(host, "path_unlink_file", FOLDER, name);
        }
    }

    private static void folders(Host host) {
        succeeds(host, "path_create_directory", FOLDER, "inner");
        assertEquals(Errno.SUCCESS, host.open(FOLDER, "inner", 2, Rights.DIRECTORY));
        int inner = host.opened();
        succeeds(host, "path_create_directory", inner, "folder");
        succeeds(host, "fd_readdir", inner, TEXT, 1000, 0L, RESULT);
        succeeds(host, "path_remove_directory", inner, "folder");
        succeeds(host, "fd_close", inner);
        succeeds(host, "path_remove_directory", FOLDER, "inner");
        succeeds(host, "fd_prestat_get", FOLDER, RESULT);
        succeeds(host, "random_get", TEXT, 100);
        succeeds(host, "clock_time_get", 1, 1L, RESULT);
        host.writeVectors(TEXT, new int[Edition.PREVIEW1.subscriptionBytes() / Integer.BYTES]);
        host.writeVectors(TEXT + Edition.PREVIEW1.subscriptionBytes(), 0, 0, Subscription.READ, 0, LISTENER);
        succeeds(host, "poll_oneoff", TEXT, TEXT, 2, RESULT);
    }

    private void socket(Host host) throws IOException {
        try (Socket client = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            client.getOutputStream().write(new byte[4]);
            succeeds(host, "sock_accept", LISTENER, 0, RESULT);
            int connection = host.readI32(RESULT);
            host.writeVectors(VECTORS, TEXT, 2);
            succeeds(host, "sock_recv", connection, VECTORS, 1, 1, RESULT, RESULT + 4);
            succeeds(host, "sock_recv", connection, VECTORS, 1, 0, RESULT, RESULT + 4);
            succeeds(host, "sock_send", connection, VECTORS, 1, 0, RESULT);
            assertEquals(2, client.getInputStream().readNBytes(2).length);
            succeeds(host, "sock_shutdown", connection, 2);
            succeeds(host, "fd_close", connection);
        }
    }
}
