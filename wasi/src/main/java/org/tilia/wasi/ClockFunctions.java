package org.tilia.wasi;

/** {@code clock_*}: the time of day and a time that only goes forward, in nanoseconds. */
final class ClockFunctions {

    static final int REALTIME = 0;
    static final int MONOTONIC = 1;
    private static final long REALTIME_RESOLUTION = 1_000;
    private static final long MONOTONIC_RESOLUTION = 1;

    private ClockFunctions() {
    }

    static void addTo(Functions functions, Clocks clocks) {
        functions.add("clock_res_get", "ii", call -> call.memory().writeI64(call.pointer(1), resolution(call.i32(0))));
        functions.add("clock_time_get", "ili", call -> call.memory().writeI64(call.pointer(2), time(clocks, call.i32(0))));
    }

    private static long resolution(int clock) throws WasiException {
        return switch (clock) {
            case REALTIME -> REALTIME_RESOLUTION;
            case MONOTONIC -> MONOTONIC_RESOLUTION;
            default -> throw new WasiException(Errno.INVAL);
        };
    }

    /** The clocks of used processor time are not served: a host may run many guests in one process. */
    static long time(Clocks clocks, int clock) throws WasiException {
        return switch (clock) {
            case REALTIME -> clocks.realtime();
            case MONOTONIC -> clocks.monotonic();
            default -> throw new WasiException(Errno.INVAL);
        };
    }
}
