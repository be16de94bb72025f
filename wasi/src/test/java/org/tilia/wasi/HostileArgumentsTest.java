package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Calls all functions with arguments that are random, or as bad as they can be, many times: no exception reaches the
 * guest or the host but the guest's own exits, nothing outside of the guest's folder changes, no call takes much memory,
 * and nothing of the host stays open. The property {@code tilia.fuzz.seconds} has it go on for longer;
 * {@code tilia.fuzz.seed} makes another sequence.
 */
class HostileArgumentsTest {

    private static final int CALLS = 10_000;
    private static final long SEED = Long.getLong("tilia.fuzz.seed", 1);
    private static final long SECONDS = Long.getLong("tilia.fuzz.seconds", 0);
    /** Calls after which a context has had enough: what it has open, or has filled, makes most calls fail. */
    private static final int CALLS_PER_CONTEXT = 2_000;
    private static final int THREADS = 2;
    /** Many times the largest buffer of a call, and a fraction of what a guest can ask for. */
    private static final long MOST_BYTES_PER_CALL = 8L << 20;
    private static final int SUBSCRIPTION_BYTES = 48;
    private static final String[] NAMES = {"a", "b", "c", "d", ".", "..", "a/b", "a/", "../secret", "/", "c/../../secret", "a/./b/..", "ä€😀", "x".repeat(255), "",
                    "a\0b", "link", "\u001b[31m", "a\\b", "C:", "con", "out", "out/x", "outfolder/secret"};
    private static final int[] NUMBERS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 16, 31, 63, 255, 1000, 1024, 4096, 65528, 65532, 65535, 65536, -1, -2, -8, Integer.MAX_VALUE,
                    Integer.MIN_VALUE};
    private static final long[] LONGS = {0, 1, 2, 3, 8, 100, 65536, 1L << 31, 1L << 32, 5L << 30, -1, -2, Long.MAX_VALUE, Long.MIN_VALUE, Rights.INHERITED,
                    Rights.FILE, Rights.DIRECTORY, Rights.FD_READ | Rights.FD_WRITE};
    private static final List<String> FUNCTIONS = Host.FUNCTIONS.keySet().stream().sorted().toList();
    private static final Path OWN_DESCRIPTORS = Path.of("/proc/self/fd");
    private static final ThreadMXBean THREADS_OF_HOST = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path root;

    /** How often each error came. */
    private final Map<Errno, Integer> tally = new ConcurrentHashMap<>();
    private Path folder;
    private Path readOnly;

    @BeforeEach
    void makeTree() throws IOException {
        Files.writeString(root.resolve("secret"), "secret");
        folder = Files.createDirectory(root.resolve("given"));
        readOnly = Files.createDirectory(root.resolve("readonly"));
        Files.writeString(readOnly.resolve("a"), "fixed");
        Files.createDirectory(readOnly.resolve("c"));
    }

    /** Links that the host made, as long as the guest leaves them. */
    private void makeLinks() throws IOException {
        for (String[] link : new String[][]{{"out", "../secret"}, {"outfolder", ".."}, {"link", "a"}}) {
            Path path = folder.resolve(link[0]);
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(path, Path.of(link[1]));
            }
        }
    }

    private void assertNothingElseChanged() throws IOException {
        assertEquals("secret", Files.readString(root.resolve("secret")));
        assertEquals("fixed", Files.readString(readOnly.resolve("a")));
        assertEquals(3, count(root));
        assertEquals(2, count(readOnly));
        // Not all calls end in the first check of their arguments.
        assertTrue(tally.getOrDefault(Errno.SUCCESS, 0) > CALLS / 20, tally::toString);
        assertTrue(tally.size() > 12, tally::toString);
    }

    private static long count(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    /** How many descriptors this process has open, and −1 where the system does not tell. */
    private static long descriptors() throws IOException {
        return Files.isDirectory(OWN_DESCRIPTORS) ? count(OWN_DESCRIPTORS) : -1;
    }

    @ParameterizedTest
    @EnumSource
    void noArgumentsDoHarm(Form form) throws Exception {
        Random random = new Random(SEED);
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        // What is loaded and opened once is so before the first count.
        inContext(form, random, 1);
        long open = descriptors();
        for (int calls = 0; calls < CALLS || System.nanoTime() < end; calls += CALLS_PER_CONTEXT) {
            inContext(form, random, 1);
        }
        assertEquals(open, descriptors(), "descriptors of this process");
        assertNothingElseChanged();
    }

    /** The same in several threads of one guest: what one closes, another one uses. */
    @ParameterizedTest
    @EnumSource
    void norDoTheyInSeveralThreads(Form form) throws Exception {
        Random random = new Random(SEED);
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        inContext(form, random, THREADS);
        long open = descriptors();
        for (int calls = 0; calls < CALLS || System.nanoTime() < end; calls += CALLS_PER_CONTEXT) {
            inContext(form, random, THREADS);
        }
        assertEquals(open, descriptors(), "descriptors of this process");
        assertNothingElseChanged();
    }

    /** Makes a guest with folders, streams and a listener that somebody always calls, and has threads call its functions. */
    private void inContext(Form form, Random random, int threads) throws Exception {
        makeLinks();
        ByteArrayOutputStream warnings = new ByteArrayOutputStream();
        int port = SocketTest.freePort();
        Context.Builder builder = form.builder().allowIO(IOAccess.ALL).in(new ByteArrayInputStream(new byte[100_000])).out(OutputStream.nullOutputStream())
                        .err(OutputStream.nullOutputStream()).option("wasm.WasiMapDirs", "/::" + folder).option("wasm.WasiMapDirsReadOnly", "/fixed::" + readOnly)
                        .option("wasm.WasiListen", "127.0.0.1:" + port).logHandler(warnings);
        Thread caller = Thread.ofPlatform().daemon().unstarted(() -> connectAgainAndAgain(port));
        try (Host host = new Host(builder, random.nextBoolean() ? "wasi_snapshot_preview1" : "wasi_unstable")) {
            caller.start();
            fill(host, random);
            List<FutureTask<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Random own = new Random(random.nextLong());
                FutureTask<Void> task = new FutureTask<>(() -> callOften(host, own, CALLS_PER_CONTEXT / threads));
                tasks.add(task);
                Thread.ofPlatform().start(task);
            }
            for (FutureTask<Void> task : tasks) {
                task.get();
            }
        }
        caller.join();
        assertEquals("", warnings.toString(StandardCharsets.UTF_8), "what is logged as a failure of a file system");
    }

    /** Says something to whoever listens, as long as somebody does. */
    private static void connectAgainAndAgain(int port) {
        for (boolean listens = true; listens;) {
            try (Socket socket = new Socket()) {
                // Where too many have called, nobody answers.
                socket.connect(new InetSocketAddress("127.0.0.1", port), 10);
                socket.getOutputStream().write(new byte[100]);
            } catch (IOException e) {
                // Any other failure is that of a connection which the guest has closed already.
                listens = !(e instanceof ConnectException);
            }
        }
    }

    private Void callOften(Host host, Random random, int calls) {
        for (int i = 0; i < calls; i++) {
            tally.merge(callAny(host, random), 1, Integer::sum);
        }
        return null;
    }

    private static void fill(Host host, Random random) {
        for (int address = 0; address < Host.PAGE; address += Integer.BYTES) {
            host.writeI32(address, random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(256));
        }
    }

    private static Errno callAny(Host host, Random random) {
        String name = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
        if (random.nextInt(10) == 0) {
            host.writeI32(random.nextInt(Host.PAGE / 4) * 4, random.nextInt());
        }
        List<Object> arguments = new ArrayList<>();
        if (name.equals("poll_oneoff")) {
            poll(host, random, arguments);
        } else if (name.startsWith("path_") && random.nextInt(4) != 0) {
            path(name, random, arguments);
            return call(host, name, arguments);
        } else {
            Host.FUNCTIONS.get(name).chars().forEach(letter -> arguments.add(letter == 'l' ? (Object) number64(random) : (Object) number32(random)));
        }
        return call(host, name, arguments);
    }

    private static Errno call(Host host, String name, List<Object> arguments) {
        long before = THREADS_OF_HOST.getCurrentThreadAllocatedBytes();
        Errno errno;
        try {
            errno = host.callWithPaths(name, arguments.toArray());
        } catch (PolyglotException e) {
            assertTrue(e.isExit() && name.startsWith("proc_"), () -> "seed " + SEED + ": " + name + arguments + ": " + e);
            return Errno.SUCCESS;
        }
        long allocated = THREADS_OF_HOST.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < MOST_BYTES_PER_CALL, () -> "seed " + SEED + ": " + name + arguments + " took " + allocated + " bytes");
        return errno;
    }

    /** Subscriptions that end soon; any other argument is as bad as elsewhere. */
    private static void poll(Host host, Random random, List<Object> arguments) {
        int count = random.nextInt(4) == 0 ? number32(random) : random.nextInt(1, 5);
        int address = 1000;
        for (int i = 0; i < 5; i++, address += SUBSCRIPTION_BYTES) {
            host.writeI32(address + 8, i == 0 ? 0 : random.nextInt(4));
            host.writeI32(address + 16, i == 0 ? random.nextInt(2) : number32(random));
            host.writeI32(address + 24, random.nextInt(100_000));
            host.writeI32(address + 28, 0);
            host.writeI32(address + 40, i == 0 ? 0 : random.nextInt(3));
        }
        arguments.addAll(List.of(1000, random.nextInt(4) == 0 ? number32(random) : 2000, count > 5 || count < 0 ? 6000 : count, number32(random)));
    }

    /** A path stands for two of the function's parameters. */
    private static void path(String name, Random random, List<Object> arguments) {
        String letters = Host.FUNCTIONS.get(name);
        List<Integer> paths = switch (name) {
            case "path_symlink" -> List.of(0, 3);
            case "path_link" -> List.of(2, 5);
            case "path_rename" -> List.of(1, 4);
            case "path_open", "path_filestat_get", "path_filestat_set_times" -> List.of(2);
            default -> List.of(1);
        };
        for (int i = 0; i < letters.length(); i++) {
            if (paths.contains(i)) {
                arguments.add(NAMES[random.nextInt(NAMES.length)]);
                i++;
            } else if (letters.charAt(i) == 'l') {
                arguments.add(number64(random));
            } else if (i == 0 || i == 2 || i == 3 || i == 4) {
                arguments.add(random.nextInt(3) == 0 ? random.nextInt(12) : 3);
            } else {
                arguments.add(random.nextInt(3) == 0 ? number32(random) : random.nextInt(16));
            }
        }
    }

    private static int number32(Random random) {
        return random.nextInt(3) == 0 ? random.nextInt(Host.PAGE) : NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private static long number64(Random random) {
        return random.nextInt(4) == 0 ? random.nextLong() : LONGS[random.nextInt(LONGS.length)];
    }
}
