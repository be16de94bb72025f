package org.tilia.wasi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes up calls. Most arguments are of the kind that the parameter wants, so that calls get far; now and then one is as bad as it
 * can be. What they point to is written into the guest's memory, where other threads write at the same time.
 */
final class HostileCall {

    /**
     * All functions of preview 1 and what their parameters are, a letter for each: {@code d} a descriptor; {@code x} one that may get lost; {@code D} a folder;
     * {@code L} a listener; {@code p} a place for a result; {@code v} buffers and {@code s} a path, of two parameters each;
     * {@code b} a buffer and {@code z} its size; {@code o} a position or size in a file, {@code r} rights to ask for, {@code R} to
     * pass on and {@code g} to keep, and {@code t} a time, of 64 bits; {@code u} subscriptions with their number last ({@code n}); {@code h}
     * how to open and {@code f} flags; a digit is a small number up to it.
     */
    private static final Map<String, String> KINDS = Map.ofEntries(
                    Map.entry("args_get", "pp"), Map.entry("args_sizes_get", "pp"), Map.entry("environ_get", "pp"), Map.entry("environ_sizes_get", "pp"),
                    Map.entry("clock_res_get", "3p"), Map.entry("clock_time_get", "3tp"), Map.entry("fd_advise", "doo7"), Map.entry("fd_allocate", "doo"),
                    Map.entry("fd_close", "x"), Map.entry("fd_datasync", "d"), Map.entry("fd_fdstat_get", "dp"), Map.entry("fd_fdstat_set_flags", "df"),
                    Map.entry("fd_fdstat_set_rights", "xgg"), Map.entry("fd_filestat_get", "dp"), Map.entry("fd_filestat_set_size", "do"),
                    Map.entry("fd_filestat_set_times", "dtt9"), Map.entry("fd_pread", "dvop"), Map.entry("fd_prestat_get", "Dp"),
                    Map.entry("fd_prestat_dir_name", "Dbz"), Map.entry("fd_pwrite", "dvop"), Map.entry("fd_read", "dvp"), Map.entry("fd_readdir", "Dbzop"),
                    Map.entry("fd_renumber", "xx"), Map.entry("fd_seek", "do3p"), Map.entry("fd_sync", "d"), Map.entry("fd_tell", "dp"),
                    Map.entry("fd_write", "dvp"), Map.entry("path_create_directory", "Ds"), Map.entry("path_filestat_get", "D1sp"),
                    Map.entry("path_filestat_set_times", "D1stt9"), Map.entry("path_link", "D0sDs"), Map.entry("path_open", "D1shrRfp"),
                    Map.entry("path_readlink", "Dsbzp"), Map.entry("path_remove_directory", "Ds"), Map.entry("path_rename", "DsDs"),
                    Map.entry("path_symlink", "sDs"), Map.entry("path_unlink_file", "Ds"), Map.entry("poll_oneoff", "upnp"), Map.entry("proc_exit", "9"),
                    Map.entry("proc_raise", "9"), Map.entry("random_get", "bz"), Map.entry("sched_yield", ""), Map.entry("sock_accept", "Lfp"),
                    Map.entry("sock_recv", "dv3pp"), Map.entry("sock_send", "dv1p"), Map.entry("sock_shutdown", "d4"));
    /** One of so many arguments is bad. */
    private static final int BAD = 16;
    private static final int FOLDER = 3;
    private static final int READ_ONLY_FOLDER = 4;
    private static final int LISTENER = 5;
    private static final String[] NAMES = {"a", "b", "c", "d", "e", "f", "g", "h", "a/b", "c/d", "c/a", "d/c/b", ".", "c/.", "c/..", "link"};
    private static final String[] BAD_NAMES = {"..", "a/", "../secret", "/", "c/../../secret", "a/./b/..", "ä€😀", "x".repeat(255), "x".repeat(256), "", "a\0b",
                    "\u001b[31m", "a\\b", "C:", "con", "out", "out/x", "outfolder/secret", "c/".repeat(2000), "/etc/passwd"};
    private static final int[] BAD_NUMBERS = {0, 7, 8, 31, 255, 1000, 1024, 4096, 65528, 65532, 65535, 65536, -1, -2, -8, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final long[] BAD_LONGS = {0, 1, 2, 3, 8, 100, 65536, 1L << 31, 1L << 32, 5L << 30, -1, -2, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 62};
    private static final long READING = Rights.FILE & ~Rights.CHANGES_FILE;
    private static final long[] RIGHTS = {Rights.FILE, Rights.FILE, Rights.FILE, READING, READING, Rights.DIRECTORY, Rights.FD_READ, Rights.FD_WRITE | Rights.FD_SEEK};
    /** Create, folder, exclusive, truncate. */
    private static final int[] HOW = {0, 0, 1, 1, 1, 2, 4, 5, 8, 9};
    private static final int[] FLAGS = {0, 0, 0, 0, Descriptor.FLAG_NONBLOCK, Descriptor.FLAG_NONBLOCK, Descriptor.FLAG_APPEND, Descriptor.FLAG_DSYNC, Descriptor.FLAG_SYNC, 32};

    private final Host host;
    private final Edition edition;
    private final Random random;

    HostileCall(Host host, Edition edition, Random random) {
        this.host = host;
        this.edition = edition;
        this.random = random;
    }

    /** All functions with their parameters, {@code i} for an i32 and {@code l} for an i64. */
    static Map<String, String> signatures() {
        return KINDS.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                        function -> function.getValue().replaceAll("[vs]", "ii").replaceAll("[orRgt]", "l").replaceAll("[^l]", "i")));
    }

    /** The functions with a parameter that points to memory for a result, and another one that points to memory. */
    static Set<String> overlapping() {
        return KINDS.keySet().stream().filter(function -> KINDS.get(function).matches(".*[pb].*") && KINDS.get(function).matches(".*[vsupb].*[vsupb].*"))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A call's arguments, each an Integer or a Long. */
    Object[] arguments(String function) {
        List<Object> arguments = new ArrayList<>();
        KINDS.get(function).chars().forEach(kind -> add(arguments, kind));
        return arguments.toArray();
    }

    private void add(List<Object> arguments, int kind) {
        boolean bad = random.nextInt(BAD) == 0;
        switch (kind) {
            case 'v' -> addBuffers(arguments, bad);
            case 's' -> addPath(arguments, bad);
            case 'o', 't', 'r', 'R', 'g' -> arguments.add(bad ? badLong() : number64(kind));
            default -> arguments.add(bad ? badNumber() : number(kind));
        }
    }

    private int number(int kind) {
        return switch (kind) {
            case 'd' -> random.nextInt(5) == 0 ? random.nextInt(20) : opened();
            case 'x' -> random.nextInt(50) == 0 ? random.nextInt(20) : opened();
            case 'D' -> random.nextInt(8) == 0 ? random.nextInt(20) : random.nextInt(8) == 0 ? READ_ONLY_FOLDER : FOLDER;
            case 'L' -> random.nextInt(8) == 0 ? random.nextInt(20) : LISTENER;
            case 'p', 'b' -> place();
            case 'z' -> random.nextInt(1000);
            case 'n' -> random.nextInt(1, 5);
            case 'u' -> subscriptions();
            case 'h' -> HOW[random.nextInt(HOW.length)];
            case 'f' -> FLAGS[random.nextInt(FLAGS.length)];
            default -> random.nextInt(kind - '0' + 1);
        };
    }

    /** A descriptor that the guest has opened. */
    private int opened() {
        return LISTENER + 1 + random.nextInt(6);
    }

    private long number64(int kind) {
        return switch (kind) {
            case 'o' -> random.nextInt(8) == 0 ? random.nextInt(100_000) : random.nextInt(100);
            case 'r' -> RIGHTS[random.nextInt(RIGHTS.length)];
            case 'R' -> Rights.INHERITED;
            case 'g' -> random.nextBoolean() ? 0 : READING;
            default -> random.nextLong(1L << 62);
        };
    }

    /** Somewhere in memory with some room behind it. */
    private int place() {
        return random.nextInt(Host.PAGE / 4 - 300) * 4;
    }

    private int badNumber() {
        return random.nextInt(3) == 0 ? random.nextInt() : BAD_NUMBERS[random.nextInt(BAD_NUMBERS.length)];
    }

    private long badLong() {
        return random.nextInt(4) == 0 ? random.nextLong() : BAD_LONGS[random.nextInt(BAD_LONGS.length)];
    }

    private void addBuffers(List<Object> arguments, boolean bad) {
        int address = place();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            boolean badBuffer = random.nextInt(BAD) == 0;
            host.writeI32(address + i * 8, badBuffer ? badNumber() : place());
            host.writeI32(address + i * 8 + 4, badBuffer ? badNumber() : random.nextInt(1000));
        }
        arguments.add(bad && random.nextBoolean() ? badNumber() : address);
        arguments.add(bad ? badNumber() : count);
    }

    private void addPath(List<Object> arguments, boolean bad) {
        String path = bad ? BAD_NAMES[random.nextInt(BAD_NAMES.length)] : NAMES[random.nextInt(NAMES.length)];
        int address = random.nextInt((Host.PAGE - 5000) / 4) * 4;
        host.write(address, path);
        boolean worse = random.nextInt(BAD * 4) == 0;
        arguments.add(worse ? badNumber() : address);
        arguments.add(worse ? badNumber() : path.getBytes(StandardCharsets.UTF_8).length);
    }

    /** The first is to a clock that there is: whatever the others wait for, the call ends. */
    private int subscriptions() {
        int bytes = edition.subscriptionBytes();
        int clock = bytes - 32;
        int start = place();
        for (int i = 0, address = start; i < 5 && address + bytes <= Host.PAGE; i++, address += bytes) {
            host.writeI32(address + 8, i == 0 ? 0 : random.nextInt(BAD) == 0 ? badNumber() : random.nextInt(3));
            host.writeI32(address + 16, random.nextInt(20));
            host.writeI32(address + clock, random.nextInt(i == 0 ? 2 : 3));
            host.writeI32(address + clock + 8, badNumber());
            host.writeI32(address + clock + 12, badNumber());
            host.writeI32(address + clock + 24, random.nextInt(i == 0 ? 2 : 3));
        }
        return start;
    }
}
