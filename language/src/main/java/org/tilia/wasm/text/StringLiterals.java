package org.tilia.wasm.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** String tokens (spec 6.3.3) and names (spec 6.3.4). */
final class StringLiterals {

    private StringLiterals() {
    }

    /**
     * The end of the string that starts at the quote at {@code start}, behind its closing quote; or the complement of the
     * offset of what ends it wrongly: a control character, a new line or the end of the text.
     */
    static int scan(byte[] bytes, int start, int limit) {
        int i = start + 1;
        while (i < limit) {
            int c = bytes[i];
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\' && i + 1 < limit) {
                i++;
                c = bytes[i];
            }
            if ((c >= 0 && c < ' ') || c == 0x7F) {
                return ~i;
            }
            i++;
        }
        return ~limit;
    }

    /** The bytes that the string token from quote to quote stands for. */
    static byte[] decode(SourceText source, int start, int end) {
        byte[] in = source.bytes();
        byte[] out = new byte[end - start];
        int length = 0;
        int i = start + 1;
        while (i < end - 1) {
            if (in[i] != '\\') {
                int width = in[i] >= 0 ? 1 : Utf8.sequenceLength(in, i, end - 1);
                if (width == 0) {
                    throw source.error(i, "malformed UTF-8 encoding");
                }
                System.arraycopy(in, i, out, length, width);
                length += width;
                i += width;
            } else if (in[i + 1] == 'u') {
                int close = i + 3;
                int scalar = unicodeEscape(source, i);
                while (in[close] != '}') {
                    close++;
                }
                byte[] encoded = Character.toString(scalar).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(encoded, 0, out, length, encoded.length);
                length += encoded.length;
                i = close + 1;
            } else {
                int simple = simpleEscape(in[i + 1]);
                if (simple >= 0) {
                    out[length++] = (byte) simple;
                    i += 2;
                } else {
                    int high = Character.digit(in[i + 1], 16);
                    int low = i + 2 < end - 1 ? Character.digit(in[i + 2], 16) : -1;
                    if (high < 0 || low < 0) {
                        throw source.error(i, "illegal escape");
                    }
                    out[length++] = (byte) (high << 4 | low);
                    i += 3;
                }
            }
        }
        return Arrays.copyOf(out, length);
    }

    private static int simpleEscape(byte c) {
        return switch (c) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case '"', '\'', '\\' -> c;
            default -> -1;
        };
    }

    /** The scalar value of an escape with braces whose backslash is at {@code start}; the token's end stops the scan. */
    private static int unicodeEscape(SourceText source, int start) {
        byte[] in = source.bytes();
        if (in[start + 2] != '{') {
            throw source.error(start, "illegal escape");
        }
        int i = start + 3;
        int value = 0;
        while (in[i] != '}') {
            int digit = Character.digit(in[i], 16);
            boolean separator = in[i] == '_' && i > start + 3 && in[i - 1] != '_' && in[i + 1] != '}';
            if (digit < 0 && !separator) {
                throw source.error(start, "illegal escape");
            }
            value = digit < 0 ? value : value << 4 | digit;
            if (value > Character.MAX_CODE_POINT) {
                throw source.error(start, "illegal escape: beyond the range of Unicode");
            }
            i++;
        }
        if (i == start + 3 || (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE)) {
            throw source.error(start, "illegal escape: no Unicode scalar value");
        }
        return value;
    }

    /** The bytes as text, or null where they are not UTF-8. */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
