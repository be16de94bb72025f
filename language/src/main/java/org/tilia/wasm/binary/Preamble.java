package org.tilia.wasm.binary;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.tilia.wasm.module.ModuleException;

/** The first eight bytes of a module (spec 5.5.16): magic and version. What else they may be is named in the message. */
final class Preamble {

    /** Its length in bytes. */
    static final int LENGTH = 8;

    private static final int MAGIC_LENGTH = 4;
    static final byte[] EXPECTED = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final String COMPONENT = "0d000100";

    /** How files begin that are handed in by mistake. */
    private enum Stranger {
        GZIP("1f8b", "a gzip file"),
        ZSTD("28b52ffd", "a Zstandard file"),
        ZIP("504b", "a ZIP archive"),
        ELF("7f454c46", "an ELF file: native code, or a module precompiled for another runtime"),
        WAMR("00616f74", "a module precompiled for another runtime"),
        LLVM("4243c0de", "LLVM bitcode, not linked yet"),
        ARCHIVE("213c617263683e", "a static library"),
        WASMER("7761736d65722d", "a module precompiled for another runtime"),
        CLASS("cafebabe", "a Java class file"),
        UTF16("fffe", "text in UTF-16");

        private final byte[] start;
        private final String description;

        Stranger(String start, String description) {
            this.start = HexFormat.of().parseHex(start);
            this.description = description;
        }
    }

    private Preamble() {
    }

    /** Accepts the preamble of a module of this version of the format, or says what is there instead. */
    static void check(byte[] bytes) {
        if (bytes.length < MAGIC_LENGTH) {
            throw ModuleException.malformed("unexpected end: a module has at least " + LENGTH + " bytes, this one "
                            + bytes.length, bytes.length);
        }
        int magicFault = mismatch(bytes, 0, MAGIC_LENGTH);
        if (magicFault >= 0) {
            throw ModuleException.malformed("magic header not detected: a module starts with 00 61 73 6d, this with "
                            + hex(bytes, 0, MAGIC_LENGTH) + guess(bytes), magicFault);
        }
        if (bytes.length < LENGTH) {
            throw ModuleException.malformed("unexpected end: the version takes 4 bytes", bytes.length);
        }
        int versionFault = mismatch(bytes, MAGIC_LENGTH, LENGTH);
        if (versionFault >= 0) {
            boolean component = HexFormat.of().formatHex(bytes, MAGIC_LENGTH, LENGTH).equals(COMPONENT);
            throw ModuleException.malformed("unknown binary version: 01 00 00 00 is known, this is "
                            + hex(bytes, MAGIC_LENGTH, LENGTH)
                            + (component ? ", a component and not a core module" : ""), versionFault);
        }
    }

    private static int mismatch(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != EXPECTED[i]) {
                return i;
            }
        }
        return -1;
    }

    private static String hex(byte[] bytes, int from, int to) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes, from, to);
    }

    private static String guess(byte[] bytes) {
        for (Stranger stranger : Stranger.values()) {
            if (bytes.length >= stranger.start.length
                            && java.util.Arrays.equals(bytes, 0, stranger.start.length, stranger.start, 0,
                                            stranger.start.length)) {
                return ", which is " + stranger.description;
            }
        }
        String text = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1).strip();
        if (text.startsWith("(") || text.startsWith(";;")) {
            return ", which looks like the text format";
        }
        if (text.startsWith("<")) {
            return ", which looks like HTML or XML: a failed download?";
        }
        return "";
    }
}
