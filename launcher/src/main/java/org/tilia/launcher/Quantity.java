package org.tilia.launcher;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of options that are numbers, sizes and times; a wrong one is refused with the option, the value and what is right. */
final class Quantity {

    private static final Pattern FORM = Pattern.compile("(\\d+)(\\D*)");
    private static final Map<String, Long> BYTES = Map.of("", 1L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L);

    private Quantity() {
    }

    static long count(String option, String text, long smallest, long largest) {
        long count = parse(text, Map.of("", 1L));
        if (count < smallest || count > largest) {
            throw wrong(option, text, "a number from " + smallest + " on" + (count > largest ? ", up to " + largest : ""));
        }
        return count;
    }

    /** Units are powers of 1024. */
    static long bytes(String option, String text, long smallest) {
        long bytes = parse(text, BYTES);
        if (bytes < 0) {
            throw wrong(option, text, "a size such as 64M or 1G");
        }
        if (bytes < smallest) {
            throw wrong(option, text, "at least " + (smallest < 1024 ? smallest : smallest / 1024 + "K"));
        }
        return bytes;
    }

    static Duration time(String option, String text) {
        long millis = parse(text, MILLIS);
        if (millis <= 0) {
            throw wrong(option, text, "a time such as 500ms, 10s or 2m");
        }
        return Duration.ofMillis(millis);
    }

    /** The number in the smallest unit; negative where it is none, or too large. */
    private static long parse(String text, Map<String, Long> units) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
            return -1;
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), units.get(matcher.group(2)));
        } catch (NumberFormatException | ArithmeticException _) {
            return -1;
        }
    }

    private static LauncherException wrong(String option, String text, String right) {
        return new LauncherException(ExitCode.USAGE, option + " " + text + ": must be " + right);
    }
}
