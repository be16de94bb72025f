package org.tilia.wasm.module;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over a module's bytes that reads the values of the binary format (spec 5.2). Every method throws
 * {@link ModuleException} of kind {@link ModuleException.Kind#MALFORMED} when the bytes do not hold such a value.
 */
public class ByteReader {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int position;
    private int end;

    /** A reader of all bytes. */
    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** A reader of the bytes from {@code start} up to {@code end}; offsets are those of the array. */
    public ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        reset(start, end);
    }

    /** Reads on at {@code start}, and up to {@code end}. */
    public final void reset(int start, int end) {
        if (start < 0 || start > end || end > bytes.length) {
            throw new IndexOutOfBoundsException(start + " to " + end + " of " + bytes.length + " bytes");
        }
        this.position = start;
        this.end = end;
    }

    /** Offset of the byte that is read next. */
    public final int position() {
        return position;
    }

    /** Offset behind the last byte that may be read. */
    public final int end() {
        return end;
    }

    public final int remaining() {
        return end - position;
    }

    public final boolean hasRemaining() {
        return position < end;
    }

    /** The array that is read; not a copy. */
    public final byte[] bytes() {
        return bytes;
    }

    /** The next byte, unsigned, which stays unread. */
    public final int peek() {
        if (position >= end) {
            throw unexpectedEnd();
        }
        return bytes[position] & 0xFF;
    }

    /** One byte, unsigned. */
    public final int u8() {
        if (position >= end) {
            throw unexpectedEnd();
        }
        return bytes[position++] & 0xFF;
    }

    /** Skips bytes. */
    public final void skip(int count) {
        if (Integer.compareUnsigned(count, end - position) > 0) {
            throw unexpectedEnd();
        }
        position += count;
    }

    /** An unsigned integer of 32 bits in LEB128. */
    public final int u32() {
        int at = position;
        if (at < end) {
            byte first = bytes[at];
            if (first >= 0) {
                position = at + 1;
                return first;
            }
        }
        return (int) unsigned(32);
    }

    /** A signed integer of 32 bits in LEB128. */
    public final int s32() {
        int at = position;
        if (at < end) {
            byte first = bytes[at];
            if (first >= 0) {
                position = at + 1;
                return first << 25 >> 25;
            }
        }
        return (int) signed(32);
    }

    /** A signed integer of 33 bits in LEB128. */
    public final long s33() {
        return signed(33);
    }

    /** A signed integer of 64 bits in LEB128. */
    public final long s64() {
        return signed(64);
    }

    /** An unsigned integer of 64 bits in LEB128. */
    public final long u64() {
        int at = position;
        if (at < end) {
            byte first = bytes[at];
            if (first >= 0) {
                position = at + 1;
                return first;
            }
        }
        return unsigned(64);
    }

    /** Four bytes, little-endian: an {@code f32} as its bits. */
    public final int f32Bits() {
        int at = position;
        skip(Integer.BYTES);
        return (int) INT.get(bytes, at);
    }

    /** Eight bytes, little-endian: an {@code f64} as its bits. */
    public final long f64Bits() {
        int at = position;
        skip(Long.BYTES);
        return (long) LONG.get(bytes, at);
    }

    /** A name: its length and so many bytes of UTF-8. */
    public final String name() {
        int length = length();
        int start = position;
        position += length;
        for (int i = start; i < position; i++) {
            if (bytes[i] < 0) {
                return decode(start, length);
            }
        }
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    /** The length in bytes of something that follows, which is no more than there are. */
    public final int length() {
        int at = position;
        int length = u32();
        if (Integer.compareUnsigned(length, end - position) > 0) {
            throw lengthOutOfBounds(at, Integer.toUnsignedString(length) + " bytes", Integer.toUnsignedLong(length));
        }
        return length;
    }

    /**
     * The number of items of a vector (spec 5.1.3), which is never more than the bytes that are left could hold, so
     * that the caller may allocate so many.
     *
     * @param what the items' plural noun
     * @param itemBytes how few bytes an item may take, at least 1
     */
    public final int count(String what, int itemBytes) {
        int at = position;
        int count = u32();
        long needed = Integer.toUnsignedLong(count) * itemBytes;
        if (needed > end - position) {
            if (position == end) {
                throw unexpectedEnd();
            }
            throw lengthOutOfBounds(at, Integer.toUnsignedString(count) + " " + what, needed);
        }
        return count;
    }

    private ModuleException lengthOutOfBounds(int at, String what, long needed) {
        return ModuleException.malformed("length out of bounds: " + what + " take at least " + needed
                        + " bytes, but only " + (end - position) + " are left", at);
    }

    private ModuleException unexpectedEnd() {
        return ModuleException.malformed("unexpected end of section or function: bytes are missing", position);
    }

    private String decode(int start, int length) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length)).toString();
        } catch (CharacterCodingException e) {
            throw ModuleException.malformed("malformed UTF-8 encoding of a name of " + length + " bytes", start);
        }
    }

    private long unsigned(int bits) {
        int start = position;
        long value = 0;
        for (int shift = 0;; shift += 7) {
            int next = lebByte(start);
            int left = bits - shift;
            if (left <= 7) {
                if (next > 0x7F) {
                    throw tooLong(start, bits);
                }
                if (next >>> left != 0) {
                    throw tooLarge(start, bits);
                }
            }
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                checkEnd(start);
                return value;
            }
        }
    }

    private long signed(int bits) {
        int start = position;
        long value = 0;
        for (int shift = 0;; shift += 7) {
            int next = lebByte(start);
            int left = bits - shift;
            if (left <= 7) {
                if (next > 0x7F) {
                    throw tooLong(start, bits);
                }
                // the bits above the value's repeat its sign
                int sign = next << 25 >> (24 + left);
                if (sign != 0 && sign != -1) {
                    throw tooLarge(start, bits);
                }
            }
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                checkEnd(start);
                int unused = Math.max(0, 57 - shift);
                return value << unused >> unused;
            }
        }
    }

    /** A byte of an integer, even behind the end: that an integer is too long says more than that it is cut off. */
    private int lebByte(int start) {
        if (start >= end || position >= bytes.length) {
            throw unexpectedEnd();
        }
        return bytes[position++] & 0xFF;
    }

    private void checkEnd(int start) {
        if (position > end) {
            position = start;
            throw unexpectedEnd();
        }
    }

    private static ModuleException tooLong(int start, int bits) {
        return ModuleException.malformed("integer representation too long: more than " + (bits + 6) / 7
                        + " bytes for " + bits + " bits", start);
    }

    private static ModuleException tooLarge(int start, int bits) {
        return ModuleException.malformed("integer too large: more than " + bits + " bits", start);
    }
}
