package org.tilia.wasm.binary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tilia.wasm.instruction.Opcode;

/**
 * A growing byte array with the primitives of the binary format (spec 5.1, 5.2): integers, floats, names, opcodes and
 * sections.
 */
public final class BinaryWriter {

    private byte[] bytes = new byte[64];
    private int length;

    /** The number of bytes written. */
    public int length() {
        return length;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Forgets everything behind the first {@code newLength} bytes. */
    public void truncate(int newLength) {
        length = newLength;
    }

    /** One byte: the low eight bits of {@code value}. */
    public void u8(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    /** An unsigned 32-bit integer in LEB128. */
    public void u32(int value) {
        u64(Integer.toUnsignedLong(value));
    }

    /** An unsigned 64-bit integer in LEB128. */
    public void u64(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** A signed integer in LEB128, of at most 64 bits: the encoding of s32, s33 and s64 alike. */
    public void signed(long value) {
        reserve(10);
        long rest = value;
        while (rest < -0x40 || rest > 0x3F) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>= 7;
        }
        bytes[length++] = (byte) (rest & 0x7F);
    }

    /** The low {@code count} bytes of {@code value}, least significant first. */
    public void littleEndian(long value, int count) {
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) (value >>> (8 * i));
        }
    }

    /** The bytes as they are. */
    public void bytes(byte[] source) {
        bytes(source, 0, source.length);
    }

    /** The bytes {@code from} (inclusive) to {@code to} (exclusive) of {@code source} as they are. */
    public void bytes(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
    }

    /** All that another writer holds from its byte {@code from} on. */
    public void append(BinaryWriter other, int from) {
        bytes(other.bytes, from, other.length);
    }

    /** A vector of bytes: length and content. */
    public void vector(byte[] content) {
        u32(content.length);
        bytes(content);
    }

    /** A vector of bytes, or the sized contents of a section: length and content. */
    public void vector(BinaryWriter content) {
        u32(content.length);
        append(content, 0);
    }

    /** A name: its length in UTF-8 and its bytes. */
    public void name(String name) {
        vector(name.getBytes(StandardCharsets.UTF_8));
    }

    /** An instruction's code, with its prefix. */
    public void opcode(Opcode opcode) {
        if (opcode.prefix() == 0) {
            u8(opcode.code());
        } else {
            u8(opcode.prefix());
            u32(opcode.code());
        }
    }

    /** What every module starts with: magic and version (spec 5.5.16). */
    public void preamble() {
        bytes(Preamble.EXPECTED);
    }

    /** A section with this id and content. */
    public void section(int id, BinaryWriter content) {
        u8(id);
        vector(content);
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            int doubled = (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, count), doubled));
        }
    }
}
