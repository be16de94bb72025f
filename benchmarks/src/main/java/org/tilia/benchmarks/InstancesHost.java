package org.tilia.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;

/** The process that makes instances in any engine that is a polyglot language {@code wasm}: whichever is on the class path. */
final class InstancesHost {
    private static final int WARM_UP = 5_000;
    private static final int STEP = 20_000;
    private static final int DROPPED = 100_000;
    private static final int IDLE = 10_000;
    private static final long CLEANERS_MILLIS = 2_000;

    /** How long instances are kept. */
    enum Lifetime {
        DROPPED("| dropped instances | made | heap, MiB | resident besides, MiB |\n|---|--:|--:|--:|", 1 + InstancesHost.DROPPED / STEP) {
            @Override
            void measure(Value module) throws IOException, InterruptedException {
                for (int made = 0; made <= InstancesHost.DROPPED; made += STEP) {
                    Usage usage = Usage.now();
                    System.out.printf(Locale.ROOT, "%d | %.1f | %.1f |%n", made, usage.heap / 0x1p20, usage.resident / 0x1p20);
                    for (int i = 0; i < STEP && made < InstancesHost.DROPPED; i++) {
                        instantiate(module);
                    }
                }
            }
        },
        IDLE("| idle instances | heap, bytes | resident besides, bytes | addresses, KiB |\n|---|--:|--:|--:|", 1) {
            @Override
            void measure(Value module) throws IOException, InterruptedException {
                Value[] kept = new Value[InstancesHost.IDLE];
                Usage before = Usage.now();
                for (int i = 0; i < kept.length; i++) {
                    kept[i] = instantiate(module);
                }
                Usage after = Usage.now();
                System.out.printf(Locale.ROOT, "%d | %d | %d |%n", each(Usage::heap, before, after), each(Usage::resident, before, after),
                                each(Usage::addresses, before, after) >> 10);
                check(kept[kept.length - 1]);
                check(kept[0]);
            }
        };

        private final String header;
        private final int rows;

        Lifetime(String header, int rows) {
            this.header = header;
            this.rows = rows;
        }

        /** How many rows {@link #measure} prints. */
        int rows() {
            return rows;
        }

        /** The first two lines of a table in Markdown, whose first column is not told here. */
        String header() {
            return header;
        }

        /** Prints rows, each without its first cell. */
        abstract void measure(Value module) throws IOException, InterruptedException;

        private static long each(ToLongFunction<Usage> part, Usage before, Usage after) {
            return (part.applyAsLong(after) - part.applyAsLong(before)) / InstancesHost.IDLE;
        }
    }

    /**
     * In bytes; {@code heap} is what is reachable in it, {@code resident} all else that is in memory, with the system's page tables,
     * where the whole heap always is.
     */
    private record Usage(long heap, long resident, long addresses) {
        static Usage now() throws IOException, InterruptedException {
            Runtime runtime = Runtime.getRuntime();
            System.gc();
            // Native memory is let go of by threads of the JVM behind the collection.
            Thread.sleep(CLEANERS_MILLIS);
            System.gc();
            return new Usage(runtime.totalMemory() - runtime.freeMemory(), kibibytes("VmRSS:") + kibibytes("VmPTE:") - runtime.totalMemory(),
                            kibibytes("VmSize:"));
        }

        /** Linux says it in KiB. */
        private static long kibibytes(String field) throws IOException {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(field)) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
            throw new IOException("/proc/self/status does not tell " + field);
        }
    }

    private InstancesHost() {
    }

    /** Arguments: lifetime, module file. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Source source = Source.newBuilder("wasm", ByteSequence.create(Files.readAllBytes(Path.of(arguments[1]))), "idle").build();
        try (Context context = Context.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false").build()) {
            Value module = context.eval(source);
            for (int i = 0; i < WARM_UP; i++) {
                instantiate(module);
            }
            Lifetime.valueOf(arguments[0]).measure(module);
        }
    }

    /** An instance that has been called. */
    private static Value instantiate(Value module) {
        Value instance = module.newInstance();
        check(instance);
        return instance;
    }

    private static void check(Value instance) {
        Crossing.check(instance.getMember("exports").getMember("add").execute(1, 41).asInt(), 42);
    }
}
