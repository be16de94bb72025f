package org.tilia.wasi;

import java.time.Instant;

/** {@code clock_*}: the time of day and a time that only goes forward, in nanoseconds. */
final class ClockFunctions {

    private static final int REALTIME = 0;
    private static final int MONOTONIC = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long REALTIME_RESOLUTION = 1_000;
    private static final long MONOTONIC_RESOLUTION = 1;
    /** Where {@link System#nanoTime} begins is not defined, and may be negative; guests see it from here on. */
    private static final long ORIGIN = System.nanoTime();

    private ClockFunctions() {
    }

    static void addTo(Functions functions) {
        functions.add("clock_res_get", "ii", call -> call.memory().writeI64(call.pointer(1), resolution(call.i32(0))));
        functions.add("clock_time_get", "ili", call -> call.memory().writeI64(call.pointer(2), time(call.i32(0))));
    }

    private static long resolution(int clock) throws WasiException {
        return switch (clock) {
            case REALTIME -> REALTIME_RESOLUTION;
            case MONOTONIC -> MONOTONIC_RESOLUTION;
            default -> throw new WasiException(Errno.INVAL);
        };
    }

    /** The clocks of used processor time are not served: a host may run many guests in one process. */
    static long time(int clock) throws WasiException {
        return switch (clock) {
            case REALTIME -> {
                Instant now = Instant.now();
                yield now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
            }
            case MONOTONIC -> System.nanoTime() - ORIGIN;
            default -> throw new WasiException(Errno.INVAL);
        };
    }
}
