package org.tilia.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls all functions with arguments that are random, or as bad as they can be, many times: no exception reaches the
 * guest or the host, and nothing outside of the guest's folder changes. The property {@code tilia.fuzz.seconds} has it go
 * on for longer; {@code tilia.fuzz.seed} makes another sequence.
 */
class HostileArgumentsTest {

    private static final int CALLS = 20_000;
    private static final long SEED = Long.getLong("tilia.fuzz.seed", 1);
    private static final long SECONDS = Long.getLong("tilia.fuzz.seconds", 0);
    /** Calls after which a context has had enough: what it has open, or has filled, makes most calls fail. */
    private static final int CALLS_PER_CONTEXT = 2_000;
    private static final int SUBSCRIPTION_BYTES = 48;
    private static final String[] NAMES = {"a", "b", "c", "d", ".", "..", "a/b", "a/", "../secret", "/", "c/../../secret", "a/./b/..", "ä€😀", "x".repeat(255), "",
                    "a\0b", "link", "\u001b[31m", "a\\b", "C:", "con"};
    private static final int[] NUMBERS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 16, 31, 63, 255, 1000, 1024, 4096, 65528, 65532, 65535, 65536, -1, -2, -8, Integer.MAX_VALUE,
                    Integer.MIN_VALUE};
    private static final long[] LONGS = {0, 1, 2, 3, 8, 100, 65536, 1L << 31, 1L << 32, 5L << 30, -1, -2, Long.MAX_VALUE, Long.MIN_VALUE, Rights.INHERITED,
                    Rights.FILE, Rights.DIRECTORY, Rights.FD_READ | Rights.FD_WRITE};
    /** They would end the guest, or wait for what never comes. */
    private static final List<String> LEFT_OUT = List.of("proc_exit", "proc_raise");

    @TempDir
    private Path root;

    @Test
    void noArgumentsDoHarm() throws IOException {
        Path secret = Files.writeString(root.resolve("secret"), "secret");
        Path folder = Files.createDirectory(root.resolve("given"));
        Random random = new Random(SEED);
        Map<Errno, Integer> tally = new TreeMap<>();
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        for (int calls = 0; calls < CALLS || System.nanoTime() < end; calls += CALLS_PER_CONTEXT) {
            try (Host host = Host.withFolders("/::" + folder, "")) {
                fill(host, random);
                for (int i = 0; i < CALLS_PER_CONTEXT; i++) {
                    tally.merge(callAny(host, random), 1, Integer::sum);
                }
            }
        }
        assertEquals("secret", Files.readString(secret));
        try (var files = Files.list(root)) {
            assertEquals(2, files.count());
        }
        // Not all calls end in the first check of their arguments.
        assertTrue(tally.getOrDefault(Errno.SUCCESS, 0) > CALLS / 20, tally::toString);
        assertTrue(tally.size() > 12, tally::toString);
    }

    private static void fill(Host host, Random random) {
        for (int address = 0; address < Host.PAGE; address += Integer.BYTES) {
            host.writeI32(address, random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(256));
        }
    }

    private static Errno callAny(Host host, Random random) {
        List<String> names = Host.FUNCTIONS.keySet().stream().filter(name -> !LEFT_OUT.contains(name)).sorted().toList();
        String name = names.get(random.nextInt(names.size()));
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
        try {
            return host.callWithPaths(name, arguments.toArray());
        } catch (PolyglotException e) {
            throw new AssertionError("seed " + SEED + ": " + name + arguments, e);
        }
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
