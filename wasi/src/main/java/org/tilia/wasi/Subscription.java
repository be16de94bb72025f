package org.tilia.wasi;

/**
 * Something that a guest waits for.
 *
 * @param userData what the guest finds in the event
 * @param type {@link #CLOCK}, {@link #READ} or {@link #WRITE}
 * @param descriptor for reading and writing
 * @param clock for clocks, which one
 * @param timeout for clocks, unsigned nanoseconds
 * @param flags for clocks, whether the timeout is a time and no duration
 */
record Subscription(long userData, int type, int descriptor, int clock, long timeout, int flags) {

    static final int CLOCK = 0;
    static final int READ = 1;
    static final int WRITE = 2;
    private static final int ABSOLUTE = 1;

    boolean isAbsolute() {
        return (flags & ABSOLUTE) != 0;
    }

    /** @throws WasiException when there is no such clock, or no such flag */
    void checkClock() throws WasiException {
        if (clock != ClockFunctions.REALTIME && clock != ClockFunctions.MONOTONIC || (flags & ~ABSOLUTE) != 0) {
            throw new WasiException(Errno.INVAL);
        }
    }
}
