package org.tilia.wasm.runtime;

import java.lang.ref.Reference;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Texts in memories. What is not wholly inside of the memory traps; bytes that are no text are read as U+FFFD. */
public final class MemoryTexts {

    private static final int CHUNK = 256;

    private MemoryTexts() {
    }

    /** Reads bytes. They are checked before the array is made: a guest must not make the host allocate what it cannot fill. */
    public static byte[] bytes(LinearMemory memory, long address, int count) {
        memory.checkRange(address, Integer.toUnsignedLong(count));
        byte[] bytes = new byte[count];
        memory.copyOut(address, bytes, 0, count);
        Reference.reachabilityFence(memory);
        return bytes;
    }

    /** Reads a text by its length in bytes. */
    public static String read(LinearMemory memory, long address, int count, Charset charset) {
        return new String(bytes(memory, address, count), charset);
    }

    /** How many bytes there are before the next zero byte; −1 where the memory ends before one. */
    public static long untilZero(LinearMemory memory, long address) {
        byte[] chunk = new byte[CHUNK];
        long end = address;
        int count = available(memory, end);
        while (count > 0) {
            memory.copyOut(end, chunk, 0, count);
            for (int i = 0; i < count; i++) {
                if (chunk[i] == 0) {
                    return end + i - address;
                }
            }
            end += count;
            count = available(memory, end);
        }
        Reference.reachabilityFence(memory);
        return -1;
    }

    private static int available(LinearMemory memory, long address) {
        return address < 0 ? 0 : (int) Math.clamp(memory.byteSize() - address, 0, CHUNK);
    }

    /**
     * Writes a text in UTF-8; all of it or, where it does not fit, nothing.
     *
     * @return how many bytes it takes
     */
    public static int write(LinearMemory memory, long address, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        memory.copyIn(address, bytes, 0, bytes.length);
        Reference.reachabilityFence(memory);
        return bytes.length;
    }
}
