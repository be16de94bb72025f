package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What guests leave behind in this process: files and sockets that are open, threads, memory. */
final class Leftovers {

    private static final Path OWN_DESCRIPTORS = Path.of("/proc/self/fd");

    /** Of so many collections one moves all that is left together (HotSpot's MarkSweepAlwaysCompactCount); the others leave gaps, which count as used. */
    private static final int COLLECTIONS = 4;

    /** Where the guests' files are. */
    private final Path root;
    private final Set<String> open;

    /** @param root what guests open lies below it; what the JVM opens for itself, such as archives of classes, does not */
    Leftovers(Path root) throws IOException {
        this.root = root.toRealPath();
        this.open = open();
    }

    /** What is open now, by number; nothing where the system does not tell. */
    private Set<String> open() throws IOException {
        Set<String> found = new TreeSet<>();
        if (Files.isDirectory(OWN_DESCRIPTORS)) {
            List<Path> numbers;
            try (Stream<Path> list = Files.list(OWN_DESCRIPTORS)) {
                numbers = list.toList();
            }
            for (Path number : numbers) {
                try {
                    String what = Files.readSymbolicLink(number).toString();
                    if (what.startsWith(root.toString()) || what.startsWith("socket:") || what.startsWith("pipe:") || what.startsWith("anon_inode:")) {
                        found.add(number.getFileName() + " " + what);
                    }
                } catch (NoSuchFileException e) {
                    // That of the list itself.
                    continue;
                }
            }
        }
        return found;
    }

    /** Fails when something is open that was not at first, or a guest's thread runs. */
    void assertNone(String where) throws IOException, InterruptedException {
        for (Thread thread : inputThreads()) {
            thread.join();
        }
        Set<String> more = open();
        more.removeAll(open);
        assertEquals(Set.of(), more, () -> where + ": left open");
    }

    /** Threads that read standard input for guests; they end soon after their context. */
    private static List<Thread> inputThreads() {
        Thread[] threads = new Thread[Thread.activeCount() + 100];
        int count = Thread.enumerate(threads);
        List<Thread> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (threads[i].getName().equals("wasi-input")) {
                found.add(threads[i]);
            }
        }
        return found;
    }

    /** How many bytes are reachable, in the heap and in buffers outside of it. */
    static long memory() {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            heap = Math.min(heap, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return heap + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream().filter(pool -> pool.getName().equals("direct"))
                        .mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    }
}
