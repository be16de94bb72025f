package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * and nothing of the host stays open or reachable. The property {@code tilia.fuzz.seconds} has it go on for longer;
 * {@code tilia.fuzz.seed} makes another sequence.
 */
class HostileArgumentsTest {

    private static final int CALLS = 10_000;
    /** What is made up depends on what threads do to each other: it goes on until each function has succeeded, at most as long as this. */
    private static final int MOST_CALLS = 500_000;
    private static final long SEED = Long.getLong("tilia.fuzz.seed", 1);
    private static final long SECONDS = Long.getLong("tilia.fuzz.seconds", 0);
    /** Calls after which a context has had enough: what it has open, or has filled, makes most calls fail. */
    private static final int CALLS_PER_CONTEXT = 2_000;
    private static final int THREADS = 2;
    /** Many times the largest buffer of a call, and a fraction of what a guest can ask for. */
    private static final long MOST_BYTES_PER_CALL = 8L << 20;
    /** A few bytes for each call of the usual run, a fraction of one for each of a long one; caches of the JVM and of Truffle are in it. */
    private static final long MOST_BYTES_LEFT = 2L << 20;
    private static final Set<String> ALWAYS_SUCCEED = Set.of("proc_exit", "proc_raise", "sched_yield");
    private static final List<String> FUNCTIONS = Host.FUNCTIONS.keySet().stream().sorted().toList();
    private static final ThreadMXBean THREADS_OF_HOST = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path root;

    /** How often each error came, by function. */
    private final Map<String, Map<Errno, Integer>> tally = new ConcurrentSkipListMap<>();
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
        assertDeep();
    }

    /** Not all calls end in the first check of their arguments: each function has done its work, and has refused to. */
    private void assertDeep() {
        assertEquals(Set.copyOf(FUNCTIONS), tally.keySet());
        tally.forEach((name, errors) -> {
            assertTrue(errors.containsKey(Errno.SUCCESS), () -> name + " never succeeded: " + errors);
            assertTrue(errors.size() > 1 || ALWAYS_SUCCEED.contains(name), () -> name + " never failed: " + errors);
        });
        assertTrue(tally.values().stream().flatMap(errors -> errors.keySet().stream()).distinct().count() > 15, tally::toString);
    }

    private boolean haveAllSucceeded() {
        return tally.size() == FUNCTIONS.size() && tally.values().stream().allMatch(errors -> errors.containsKey(Errno.SUCCESS));
    }

    private static long count(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noArgumentsDoHarm(Form form) throws Exception {
        fuzz(form, 1);
    }

    /** The same in several threads of one guest: what one closes, another one uses. */
    @ParameterizedTest
    @EnumSource
    void norDoTheyInSeveralThreads(Form form) throws Exception {
        fuzz(form, THREADS);
    }

    private void fuzz(Form form, int threads) throws Exception {
        Random random = new Random(SEED);
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        // What is loaded and opened once is so before the first count.
        inContext(form, random, threads);
        Leftovers leftovers = new Leftovers(root);
        long reachable = Leftovers.memory();
        for (int calls = 0; calls < CALLS || System.nanoTime() < end || calls < MOST_CALLS && !haveAllSucceeded(); calls += CALLS_PER_CONTEXT) {
            String where = "seed " + SEED + ", after " + calls + " calls";
            inContext(form, random, threads);
            leftovers.assertNone(where);
        }
        long more = Leftovers.memory() - reachable;
        assertTrue(more < MOST_BYTES_LEFT, () -> "seed " + SEED + ": " + more + " bytes are left of guests that have ended");
        assertNothingElseChanged();
    }

    /** Makes a guest with folders, streams and a listener that somebody always calls, and has threads call its functions. */
    private void inContext(Form form, Random random, int threads) throws Exception {
        makeLinks();
        ByteArrayOutputStream warnings = new ByteArrayOutputStream();
        int port = SocketTest.freePort();
        Context.Builder builder = form.builder().allowIO(IOAccess.ALL).in(input()).out(OutputStream.nullOutputStream())
                        .err(OutputStream.nullOutputStream()).environment("NAME", "value")
                        .arguments("wasm", new String[]{"program", "-x"}).option("wasm.WasiMapDirs", "/::" + folder)
                        .option("wasm.WasiMapDirsReadOnly", "/fixed::" + readOnly).option("wasm.WasiListen", "127.0.0.1:" + port).logHandler(warnings);
        AtomicBoolean ended = new AtomicBoolean();
        Thread caller = Thread.ofPlatform().daemon().unstarted(() -> connectAgainAndAgain(port, ended));
        if (random.nextInt(4) == 0) {
            builder.option("wasm.WasiTrace", "true");
        }
        if (random.nextInt(4) == 0) {
            builder.option("wasm.WasiSeed", "1");
        }
        Edition edition = random.nextBoolean() ? Edition.PREVIEW1 : Edition.PREVIEW0;
        try (Host host = new Host(builder, ImpatientProvider.insteadOf(edition))) {
            caller.start();
            fill(host, random);
            List<FutureTask<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Random own = new Random(random.nextLong());
                FutureTask<Void> task = new FutureTask<>(() -> callOften(host, edition, own, CALLS_PER_CONTEXT / threads));
                tasks.add(task);
                Thread.ofPlatform().start(task);
            }
            for (FutureTask<Void> task : tasks) {
                task.get();
            }
        } finally {
            ended.set(true);
        }
        caller.join();
        assertEquals("", warnings.toString(StandardCharsets.UTF_8), "what is logged as a failure of a file system");
    }

    /** A stream that does not tell how much can be read at once. */
    private static InputStream input() {
        return new ByteArrayInputStream(new byte[100_000]) {
            @Override
            public synchronized int available() {
                return 0;
            }
        };
    }

    /** Says something to whoever listens, as long as somebody does. */
    private static void connectAgainAndAgain(int port, AtomicBoolean ended) {
        for (boolean listens = true; listens && !ended.get();) {
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

    private Void callOften(Host host, Edition edition, Random random, int calls) {
        HostileCall hostile = new HostileCall(host, edition, random);
        for (int i = 0; i < calls; i++) {
            // Much of what there is to do wants an open file.
            String name = random.nextInt(20) == 0 ? "path_open" : FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
            Object[] arguments = hostile.arguments(name);
            tally.computeIfAbsent(name, _ -> new ConcurrentSkipListMap<>()).merge(call(host, name, arguments), 1, Integer::sum);
        }
        return null;
    }

    private static void fill(Host host, Random random) {
        for (int address = 0; address < Host.PAGE; address += Integer.BYTES) {
            host.writeI32(address, random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(256));
        }
    }

    private static Errno call(Host host, String name, Object[] arguments) {
        long before = THREADS_OF_HOST.getCurrentThreadAllocatedBytes();
        Errno errno;
        try {
            errno = host.call(name, arguments);
        } catch (PolyglotException e) {
            assertTrue(e.isExit() && name.startsWith("proc_"), () -> "seed " + SEED + ": " + name + Arrays.toString(arguments) + ": " + e);
            return Errno.SUCCESS;
        }
        long allocated = THREADS_OF_HOST.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < MOST_BYTES_PER_CALL, () -> "seed " + SEED + ": " + name + Arrays.toString(arguments) + " took " + allocated + " bytes");
        return errno;
    }
}
