package org.tilia.wasm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.graalvm.options.OptionType;

/** Values of options that are a whole number with a unit behind it. */
final class Quantities {

    private static final Map<String, Long> BYTE_UNITS = Map.of("", 1L, "B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);
    /** In milliseconds, the largest last; a number without a unit would be taken for seconds by some. */
    private static final Map<String, Long> TIME_UNITS = new LinkedHashMap<>();

    static {
        TIME_UNITS.put("ms", 1L);
        TIME_UNITS.put("s", 1000L);
        TIME_UNITS.put("m", 60_000L);
        TIME_UNITS.put("h", 3_600_000L);
    }

    static final OptionType<Long> BYTES = new OptionType<>("[0, inf)B|KB|MB|GB",
                    text -> parse(text, BYTE_UNITS, "not a size such as 512MB", "larger than any memory"));
    static final OptionType<Long> COUNT = new OptionType<>("[0, inf)", text -> parse(text, Map.of("", 1L), "not a number from 0 on", "too large"));
    static final OptionType<Duration> TIME = new OptionType<>("[0, inf)ms|s|m|h",
                    text -> Duration.ofMillis(parse(text, TIME_UNITS, "not a time such as 500ms or 10s", "longer than any time")));

    private Quantities() {
    }

    private static long parse(String text, Map<String, Long> units, String malformed, String tooLarge) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        Long unit = units.get(text.substring(digits));
        if (digits == 0 || unit == null) {
            throw new IllegalArgumentException(malformed + ": " + text);
        }
        try {
            return Math.multiplyExact(Long.parseLong(text.substring(0, digits)), unit);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(tooLarge + ": " + text, e);
        }
    }

    /** A time in the largest unit of which it is a whole number. */
    static String format(Duration time) {
        long millis = time.toMillis();
        String text = "";
        for (Map.Entry<String, Long> unit : TIME_UNITS.entrySet()) {
            if (millis % unit.getValue() == 0) {
                text = millis / unit.getValue() + unit.getKey();
            }
        }
        return text;
    }
}
