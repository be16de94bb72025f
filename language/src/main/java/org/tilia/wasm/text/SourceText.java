package org.tilia.wasm.text;

import java.util.Arrays;
import org.tilia.wasm.module.ModuleException;

/** The bytes of a text in UTF-8, and the lines in it. */
final class SourceText {

    private final byte[] bytes;
    /** Offsets of the lines' first bytes, made when first asked for. */
    private int[] lineStarts;

    SourceText(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The line of a byte offset, counted from 1. */
    int line(int offset) {
        if (lineStarts == null) {
            lineStarts = findLines();
        }
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The offset of a line's first byte. */
    int lineStart(int line) {
        return lineStarts[line - 1];
    }

    /** The column of a byte offset in characters, counted from 1. */
    int column(int offset) {
        int lineStart = lineStart(line(offset));
        int column = 1;
        for (int i = lineStart; i < offset; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                column++;
            }
        }
        return column;
    }

    /** A malformed text, at this byte offset. */
    ModuleException error(int offset, String message) {
        return error(ModuleException.Kind.MALFORMED, offset, message);
    }

    ModuleException error(ModuleException.Kind kind, int offset, String message) {
        return ModuleException.inText(kind, message, offset, line(offset), column(offset));
    }

    /** Line feed, carriage return, or both in this order end a line (spec 6.3.3). */
    private int[] findLines() {
        int[] starts = new int[64];
        int count = 1;
        for (int i = 0; i < bytes.length; i++) {
            boolean ends = bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n'));
            if (ends) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * count);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }
}
