package org.tilia.wasi;

import java.nio.charset.StandardCharsets;
import org.tilia.wasm.runtime.LinearMemory;

/** A guest's memory as its pointers see it: whatever lies outside fails with {@link Errno#FAULT}. Little-endian. */
final class WasiMemory {

    private final LinearMemory memory;

    /** @param memory null when the guest has none: then every access lies outside */
    WasiMemory(LinearMemory memory) {
        this.memory = memory;
    }

    /**
     * Checks a range.
     *
     * @param address at least 0
     * @param count at least 0
     */
    void check(long address, long count) throws WasiException {
        long size = memory == null ? 0 : memory.byteSize();
        if (address > size || count > size - address) {
            throw new WasiException(Errno.FAULT);
        }
    }

    int readI32(long address) throws WasiException {
        check(address, Integer.BYTES);
        return memory.loadI32(address, 0);
    }

    long readI64(long address) throws WasiException {
        check(address, Long.BYTES);
        return memory.loadI64(address, 0);
    }

    /** Reads a pointer or a size. */
    long readPointer(long address) throws WasiException {
        return Integer.toUnsignedLong(readI32(address));
    }

    void writeI8(long address, int value) throws WasiException {
        check(address, Byte.BYTES);
        memory.storeI32x8(address, 0, value);
    }

    void writeI16(long address, int value) throws WasiException {
        check(address, Short.BYTES);
        memory.storeI32x16(address, 0, value);
    }

    void writeI32(long address, int value) throws WasiException {
        check(address, Integer.BYTES);
        memory.storeI32(address, 0, value);
    }

    void writeI64(long address, long value) throws WasiException {
        check(address, Long.BYTES);
        memory.storeI64(address, 0, value);
    }

    void read(long address, byte[] target, int start, int count) throws WasiException {
        check(address, count);
        if (count > 0) {
            memory.copyOut(address, target, start, count);
        }
    }

    void write(long address, byte[] source, int start, int count) throws WasiException {
        check(address, count);
        if (count > 0) {
            memory.copyIn(address, source, start, count);
        }
    }

    /** Sets a range to zero. */
    void clear(long address, long count) throws WasiException {
        check(address, count);
        if (count > 0) {
            memory.fill(address, 0, count);
        }
    }

    /** A text as the interface has them in lists: UTF-8 with a zero behind it. */
    static byte[] terminated(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }
}
