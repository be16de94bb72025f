package org.tilia.wasm;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;

/** Tells modules by the ending of their names, or binary ones by their first bytes. */
public final class WasmFileDetector implements TruffleFile.FileTypeDetector {

    private static final byte[] MAGIC = {0, 'a', 's', 'm'};

    @Override
    public String findMimeType(TruffleFile file) throws IOException {
        String name = file.getName();
        if (name == null) {
            return null;
        }
        if (name.endsWith(".wasm")) {
            return WasmLanguage.BINARY_MIME_TYPE;
        }
        if (name.endsWith(".wat")) {
            return WasmLanguage.TEXT_MIME_TYPE;
        }
        if (name.endsWith(".wast")) {
            return WasmLanguage.SCRIPT_MIME_TYPE;
        }
        return startsAsModule(file) ? WasmLanguage.BINARY_MIME_TYPE : null;
    }

    private static boolean startsAsModule(TruffleFile file) throws IOException {
        if (!file.isRegularFile()) {
            return false;
        }
        try (InputStream in = file.newInputStream()) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    @Override
    public Charset findEncoding(TruffleFile file) {
        return null;
    }
}
