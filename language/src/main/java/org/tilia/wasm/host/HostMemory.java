package org.tilia.wasm.host;

import java.lang.ref.Reference;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.runtime.LinearMemory;
import org.tilia.wasm.runtime.MemoryTexts;

/**
 * A guest's memory in the host's hands: bytes, little-endian.
 *
 * <p>Where addresses have 32 bits, one that was received as a negative {@code int} is taken as the unsigned number that it
 * is for the guest. What is not wholly inside of the memory traps as if the guest had done it: the guest gave the pointer.
 */
public final class HostMemory {

    private final LinearMemory memory;

    HostMemory(LinearMemory memory) {
        this.memory = memory;
    }

    /** The size in bytes; it grows when the guest grows it. */
    public long size() {
        return memory.byteSize();
    }

    /** Reads a byte. */
    public byte readByte(long address) {
        int value = memory.loadI32x8s(unsigned(address), 0);
        Reference.reachabilityFence(memory);
        return (byte) value;
    }

    /** Reads 2 bytes. */
    public short readShort(long address) {
        int value = memory.loadI32x16s(unsigned(address), 0);
        Reference.reachabilityFence(memory);
        return (short) value;
    }

    /** Reads 4 bytes. */
    public int readInt(long address) {
        int value = memory.loadI32(unsigned(address), 0);
        Reference.reachabilityFence(memory);
        return value;
    }

    /** Reads 8 bytes. */
    public long readLong(long address) {
        long value = memory.loadI64(unsigned(address), 0);
        Reference.reachabilityFence(memory);
        return value;
    }

    /** Reads 4 bytes as an f32. */
    public float readFloat(long address) {
        return Float.intBitsToFloat(readInt(address));
    }

    /** Reads 8 bytes as an f64. */
    public double readDouble(long address) {
        return Double.longBitsToDouble(readLong(address));
    }

    /** Reads bytes. */
    public byte[] readBytes(long address, int count) {
        return MemoryTexts.bytes(memory, unsigned(address), count);
    }

    /** Reads a text in UTF-8 by its length in bytes; what is malformed becomes U+FFFD. */
    public String readString(long address, int count) {
        return readString(address, count, StandardCharsets.UTF_8);
    }

    /** Reads a text by its length in bytes. */
    public String readString(long address, int count, Charset charset) {
        return MemoryTexts.read(memory, unsigned(address), count, charset);
    }

    /** Reads a text in UTF-8 up to the zero byte behind it, as C has them. */
    public String readCString(long address) {
        long start = unsigned(address);
        long length = MemoryTexts.untilZero(memory, start);
        if (length < 0) {
            // As if the guest had looked for the zero.
            memory.checkRange(Math.max(start, memory.byteSize()), 1);
        }
        return readString(start, Math.toIntExact(length));
    }

    /** Writes a byte. */
    public void writeByte(long address, byte value) {
        memory.storeI32x8(unsigned(address), 0, value);
        Reference.reachabilityFence(memory);
    }

    /** Writes 2 bytes. */
    public void writeShort(long address, short value) {
        memory.storeI32x16(unsigned(address), 0, value);
        Reference.reachabilityFence(memory);
    }

    /** Writes 4 bytes. */
    public void writeInt(long address, int value) {
        memory.storeI32(unsigned(address), 0, value);
        Reference.reachabilityFence(memory);
    }

    /** Writes 8 bytes. */
    public void writeLong(long address, long value) {
        memory.storeI64(unsigned(address), 0, value);
        Reference.reachabilityFence(memory);
    }

    /** Writes an f32. */
    public void writeFloat(long address, float value) {
        writeInt(address, Float.floatToRawIntBits(value));
    }

    /** Writes an f64. */
    public void writeDouble(long address, double value) {
        writeLong(address, Double.doubleToRawLongBits(value));
    }

    /** Writes bytes; all of them or, where they do not fit, none. */
    public void writeBytes(long address, byte[] bytes) {
        memory.copyIn(unsigned(address), bytes, 0, bytes.length);
        Reference.reachabilityFence(memory);
    }

    /**
     * Writes a text in UTF-8, without a zero behind it.
     *
     * @return how many bytes it takes
     */
    public int writeString(long address, String text) {
        return MemoryTexts.write(memory, unsigned(address), text);
    }

    /**
     * Writes a text in UTF-8 with a zero byte behind it, as C has them.
     *
     * @return how many bytes it takes, with the zero
     */
    public int writeCString(long address, String text) {
        return writeString(address, text + '\0');
    }

    private long unsigned(long address) {
        boolean signExtended = address < 0 && address >= Integer.MIN_VALUE && memory.declaredType().address() == AddressType.I32;
        return signExtended ? Integer.toUnsignedLong((int) address) : address;
    }
}
