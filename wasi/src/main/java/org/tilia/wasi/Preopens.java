package org.tilia.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.options.OptionKey;
import org.tilia.wasm.runtime.HostContext;
import org.tilia.wasm.runtime.HostModuleException;
import org.tilia.wasm.runtime.WasiOptions;

/** The folders that the options name. */
final class Preopens {

    private static final String SEPARATOR = "::";

    private Preopens() {
    }

    /** @throws HostModuleException when one is not there, or may not be used */
    static List<Preopen> of(HostContext context) {
        List<Preopen> preopens = new ArrayList<>();
        add(preopens, context, "WasiMapDirs", WasiOptions.WasiMapDirs, false);
        add(preopens, context, "WasiMapDirsReadOnly", WasiOptions.WasiMapDirsReadOnly, true);
        return preopens;
    }

    private static void add(List<Preopen> preopens, HostContext context, String name, OptionKey<String> key, boolean readOnly) {
        for (String mapping : split(context.options().get(key))) {
            int separator = mapping.indexOf(SEPARATOR);
            String host = separator < 0 ? mapping : mapping.substring(separator + SEPARATOR.length());
            String guest = separator < 0 ? mapping : mapping.substring(0, separator);
            try {
                TruffleFile root = context.file(host).getCanonicalFile();
                FileState state = FileState.of(root);
                if (!state.isDirectory()) {
                    throw refusal(name, host, "is not a folder");
                }
                preopens.add(new Preopen(guest, root, state, context::file, readOnly));
            } catch (NoSuchFileException e) {
                throw refusal(name, host, "there is no such folder");
            } catch (SecurityException e) {
                throw refusal(name, host, "the context allows no file access; Context.Builder.allowIO(IOAccess) grants it");
            } catch (HostModuleException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                throw refusal(name, host, "cannot be opened: " + e.getMessage());
            }
        }
    }

    private static HostModuleException refusal(String option, String folder, String cause) {
        return new HostModuleException("wasm." + option + ": folder " + folder + ": " + cause);
    }

    /** Splits at commas; two of them are one that belongs to a name. */
    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean doubled = character == ',' && i + 1 < text.length() && text.charAt(i + 1) == ',';
            if (character != ',' || doubled) {
                part.append(character);
                i += doubled ? 1 : 0;
            } else {
                parts.add(part.toString().strip());
                part.setLength(0);
            }
        }
        parts.add(part.toString().strip());
        parts.removeIf(String::isEmpty);
        return parts;
    }
}
