package org.tilia.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ByteSequence;

/**
 * A file that was named on the command line, or standard input where the name is {@code -}.
 *
 * @param name as it was written, for messages
 */
record Input(String name, byte[] bytes) {

    static final String STANDARD_INPUT = "-";

    private static final String LANGUAGE = "wasm";
    private static final String SCRIPT_MIME_TYPE = "application/wasm-script";

    /** @throws LauncherException when it cannot be read */
    static Input read(String name, Console console) {
        try {
            return name.equals(STANDARD_INPUT) ? new Input("standard input", console.in().readAllBytes()) : new Input(name, readFile(name));
        } catch (IOException e) {
            throw new LauncherException(ExitCode.CANNOT_READ, name + ": cannot be read: " + e.getMessage());
        }
    }

    private static byte[] readFile(String name) throws IOException {
        Path path = path(name);
        if (Files.isDirectory(path)) {
            throw new LauncherException(ExitCode.CANNOT_READ, name + ": is a folder, not a file");
        }
        if (!Files.exists(path)) {
            throw new LauncherException(ExitCode.CANNOT_READ, name + ": there is no such file", remedyForMissing(path));
        }
        if (!Files.isReadable(path)) {
            throw new LauncherException(ExitCode.CANNOT_READ, name + ": may not be read by this user");
        }
        return Files.readAllBytes(path);
    }

    /** @throws LauncherException when no file can have this name */
    static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new LauncherException(ExitCode.CANNOT_READ, name + ": is not a file's name: " + e.getReason());
        }
    }

    /** A file beside it whose name differs only in its ending. */
    private static String remedyForMissing(Path path) {
        for (String ending : new String[]{".wasm", ".wat"}) {
            Path neighbour = path.resolveSibling(path.getFileName() + ending);
            if (Files.isRegularFile(neighbour)) {
                return "Did you mean " + neighbour + "?";
            }
        }
        return null;
    }

    /** The module as the language takes it, binary or text. */
    Source moduleSource() {
        return build(Source.newBuilder(LANGUAGE, ByteSequence.create(bytes), moduleName()));
    }

    /** A script of the spec's test suite. */
    Source scriptSource() {
        return build(Source.newBuilder(LANGUAGE, new String(bytes, StandardCharsets.UTF_8), name).mimeType(SCRIPT_MIME_TYPE));
    }

    private static Source build(Source.Builder builder) {
        try {
            return builder.build();
        } catch (IOException e) {
            throw new LauncherException(ExitCode.CANNOT_READ, "cannot be read: " + e.getMessage());
        }
    }

    /** The file's name without folders: what stack traces call a module that has no name of its own. */
    private String moduleName() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }
}
