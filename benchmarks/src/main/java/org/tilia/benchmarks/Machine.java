package org.tilia.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The machine that figures come from. */
final class Machine {
    private Machine() {
    }

    /** What the figures depend on. The load tells whether something else was running at the start. */
    static String description() throws IOException {
        List<String> parts = new ArrayList<>();
        Path processors = Path.of("/proc/cpuinfo");
        if (Files.isReadable(processors)) {
            Files.readAllLines(processors).stream().filter(line -> line.startsWith("model name")).findFirst()
                            .ifPresent(line -> parts.add(line.substring(line.indexOf(':') + 1).strip()));
        }
        parts.add(Runtime.getRuntime().availableProcessors() + " processors");
        parts.add(System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        parts.add("JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load >= 0) {
            parts.add(String.format(Locale.ROOT, "load %.1f at the start", load));
        }
        return String.join(", ", parts);
    }
}
