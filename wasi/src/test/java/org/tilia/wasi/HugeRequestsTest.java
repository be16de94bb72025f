package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest with much memory asks for as much in one call as it has: the host takes little for it. */
class HugeRequestsTest {

    private static final int SIZE = 64 << 20;
    private static final int AT = Host.PAGE;
    private static final int GIVEN = 3;
    private static final long MOST_BYTES = 4L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path root;

    private static void succeeds(Host host, String function, Object... arguments) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        assertEquals(Errno.SUCCESS, host.call(function, arguments), function);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < MOST_BYTES, () -> function + " took " + allocated + " bytes");
    }

    @Test
    void takeLittleOfTheHost() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(root.resolve("file").toFile(), "rw")) {
            file.setLength(SIZE);
        }
        Context.Builder builder = Context.newBuilder("wasm").allowIO(IOAccess.ALL).out(OutputStream.nullOutputStream()).option("wasm.WasiMapDirs", "/::" + root)
                        .option("wasm.WasiSeed", "1");
        try (Host host = new Host(builder, "wasi_snapshot_preview1")) {
            host.grow(SIZE / Host.PAGE + 1);
            succeeds(host, "random_get", AT, SIZE);
            assertEquals(Errno.SUCCESS, host.open(GIVEN, "file", 0, Rights.FILE));
            int file = host.opened();
            host.writeVectors(0, AT, SIZE);
            succeeds(host, "fd_pread", file, 0, 1, 0L, 8);
            assertEquals(SIZE, host.readI32(8));
            succeeds(host, "fd_write", 1, 0, 1, 8);
            assertEquals(SIZE, host.readI32(8));
            // As many buffers as there may be, each of all the memory.
            int[] vectors = new int[60 * 2];
            Arrays.setAll(vectors, i -> i % 2 == 0 ? AT : SIZE);
            host.writeVectors(0, vectors);
            succeeds(host, "fd_read", file, 0, 60, 8 * 60);
            assertEquals(SIZE, host.readI32(8 * 60));
            succeeds(host, "fd_readdir", GIVEN, AT, SIZE, 0L, 8);
            assertEquals(Errno.NAMETOOLONG, host.call("path_unlink_file", GIVEN, AT, SIZE));
            assertEquals(Errno.INVAL, host.call("fd_read", file, AT, SIZE / 8, 8));
            assertEquals(Errno.INVAL, host.call("poll_oneoff", AT, AT, SIZE / 64, 8));
        }
    }
}
