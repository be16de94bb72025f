package org.tilia.wasm.binary;

import java.util.HexFormat;
import org.tilia.wasm.module.ModuleException;

/** The first eight bytes of a module (spec 5.5.16): magic and version. */
final class Preamble {

    /** Its length in bytes. */
    static final int LENGTH = 8;

    private static final int MAGIC_LENGTH = 4;
    static final byte[] EXPECTED = {0, 'a', 's', 'm', 1, 0, 0, 0};

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
                            + hex(bytes, 0, MAGIC_LENGTH), magicFault);
        }
        if (bytes.length < LENGTH) {
            throw ModuleException.malformed("unexpected end: the version takes 4 bytes", bytes.length);
        }
        int versionFault = mismatch(bytes, MAGIC_LENGTH, LENGTH);
        if (versionFault >= 0) {
            throw ModuleException.malformed("unknown binary version: 01 00 00 00 is known, this is " + hex(bytes, MAGIC_LENGTH, LENGTH),
                            versionFault);
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
}
