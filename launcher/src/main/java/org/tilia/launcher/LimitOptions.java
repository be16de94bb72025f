package org.tilia.launcher;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.graalvm.polyglot.Context;
import picocli.CommandLine.Option;

/** The options by which a guest may use only so much of something. */
final class LimitOptions {

    /** The options of the language that stand behind those of the command, by which messages name them. */
    private static final Map<String, String> NAMES = Map.of("wasm.Timeout", "--timeout", "wasm.Fuel", "--fuel", "wasm.MaxMemory", "--max-memory",
                    "wasm.MaxTableElements", "--max-table-elements", "wasm.MaxInstances", "--max-instances", "wasm.MaxCallDepth", "--max-call-depth");

    /** With less, not even the start of a small program has room. */
    private static final long SMALLEST_STACK = 512L << 10;

    @Option(names = "--timeout", paramLabel = "TIME", description = "Ends the guest when so much time is over, such as 500ms, 10s or 2m, with exit code 124.")
    private String timeout;

    @Option(names = "--fuel", paramLabel = "COUNT", description = "How many instructions the guest may run. Counting makes it slower.")
    private String fuel;

    @Option(names = "--max-memory", paramLabel = "SIZE", description = "How large all memories may be together, such as 64M or 1G; growing beyond that fails.")
    private String maximumMemory;

    @Option(names = "--max-table-elements", paramLabel = "COUNT", description = "How many elements all tables may have together.")
    private String maximumTableElements;

    @Option(names = "--max-instances", paramLabel = "COUNT", description = "How many instances of modules there may be, those of threads included.")
    private String maximumInstances;

    @Option(names = "--max-threads", paramLabel = "COUNT", description = "How many threads the guest may have at a time besides "
                    + "its first; 128 by default, and none with 0.")
    private String maximumThreads = "128";

    @Option(names = "--max-call-depth", paramLabel = "COUNT", description = "How many calls may be on a thread's stack. Counting makes them slower.")
    private String maximumCallDepth;

    @Option(names = "--stack-size", paramLabel = "SIZE", description = "How much stack the guest's first thread has, 512M by default.")
    private String stackSize;

    void apply(Context.Builder builder) {
        long threads = Quantity.count("--max-threads", maximumThreads, 0, Integer.MAX_VALUE);
        builder.allowCreateThread(threads > 0).option("wasm.MaxThreads", Long.toString(threads));
        Map<String, Long> limits = new LinkedHashMap<>();
        if (fuel != null) {
            limits.put("wasm.Fuel", Quantity.count("--fuel", fuel, 1, Long.MAX_VALUE));
        }
        if (maximumMemory != null) {
            limits.put("wasm.MaxMemory", Quantity.bytes("--max-memory", maximumMemory, 1));
        }
        putCount(limits, "wasm.MaxTableElements", maximumTableElements);
        putCount(limits, "wasm.MaxInstances", maximumInstances);
        putCount(limits, "wasm.MaxCallDepth", maximumCallDepth);
        limits.forEach((option, limit) -> builder.option(option, Long.toString(limit)));
        Duration time = time();
        if (time != null) {
            builder.option("wasm.Timeout", time.toMillis() + "ms");
        }
    }

    private static void putCount(Map<String, Long> limits, String option, String text) {
        if (text != null) {
            limits.put(option, Quantity.count(NAMES.get(option), text, 1, Integer.MAX_VALUE));
        }
    }

    /** Of the guest's first thread. */
    long stackBytes() {
        return stackSize == null ? GuestThread.STACK_BYTES : Quantity.bytes("--stack-size", stackSize, SMALLEST_STACK);
    }

    /** How long the guest may run; null for any time. */
    Duration time() {
        return timeout == null ? null : Quantity.time("--timeout", timeout);
    }

    /** As the language says it. */
    LauncherException timedOut() {
        return new LauncherException(ExitCode.TIMED_OUT, "timed out: the limit is " + timeout + " (--timeout)");
    }

    LauncherException noRoomForStack() {
        return new LauncherException(ExitCode.RESOURCES, (stackSize == null ? "the guest's stack of 512M" : "--stack-size " + stackSize) + ": the system has no room for it",
                        "A smaller one is given with --stack-size.");
    }

    /** A message of the language, with the command's own names for what it speaks of. */
    static String named(String message) {
        String named = message;
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            named = named.replace("(" + name.getKey() + ")", "(" + name.getValue() + ")");
        }
        return named;
    }
}
