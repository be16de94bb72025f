package org.tilia.wasi;

/** The arguments of a call, and the memory that its pointers point into. */
final class WasiCall {

    private final WasiMemory memory;
    private final Object[] arguments;

    /** @param arguments Integer or Long, by the function's type */
    WasiCall(WasiMemory memory, Object[] arguments) {
        this.memory = memory;
        this.arguments = arguments;
    }

    WasiMemory memory() {
        return memory;
    }

    int i32(int index) {
        return (int) arguments[index];
    }

    long i64(int index) {
        return (long) arguments[index];
    }

    /** A pointer, or a size of something in memory: an unsigned 32-bit number. */
    long pointer(int index) {
        return Integer.toUnsignedLong(i32(index));
    }
}
