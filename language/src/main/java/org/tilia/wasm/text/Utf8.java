package org.tilia.wasm.text;

/** The shape of UTF-8 (spec 5.2.4). */
final class Utf8 {

    private Utf8() {
    }

    /** The number of bytes of the character at {@code start}, or 0 where no well-formed sequence starts. */
    static int sequenceLength(byte[] bytes, int start, int limit) {
        int first = bytes[start] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (limit - start < length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[start + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[start + 1] & 0xFF;
        boolean wrong = switch (first) {
            case 0xE0 -> second < 0xA0; // overlong
            case 0xED -> second > 0x9F; // surrogates
            case 0xF0 -> second < 0x90; // overlong
            case 0xF4 -> second > 0x8F; // beyond U+10FFFF
            default -> false;
        };
        return wrong ? 0 : length;
    }
}
