package org.tilia.launcher;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/**
 * The streams of a run of the command; its own texts are UTF-8 whatever the locale.
 *
 * @param in what the guest reads, or the module itself where the file is {@code -}
 * @param out what the guest and the command's results write to
 * @param err where messages go
 */
record Console(InputStream in, OutputStream out, OutputStream err) {

    /** What a terminal might take for a command, or use to show text in another order; lines may end. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\n\t]]");

    /** The process's own, without Java's buffers and without its habit of passing over errors: a guest is told of them. */
    static Console ofProcess() {
        return new Console(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
    }

    /** Prints lines of results. */
    void print(String text) {
        print(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws LauncherException when standard output is closed, or full */
    void print(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new LauncherException(ExitCode.CANNOT_WRITE, "standard output: cannot be written: " + e.getMessage());
        }
    }

    /**
     * Prints a message of the command with what can be done about it, or null. Lines behind the first are indented; nothing in
     * them can control the terminal.
     */
    void complain(String message, String remedy) {
        PrintWriter writer = errorWriter();
        writer.println(Ansi.AUTO.string("@|bold,red tilia:|@ ") + printable(remedy == null ? message : message + "\n" + remedy).replace("\n", "\n  "));
        writer.flush();
    }

    private static String printable(String text) {
        return UNPRINTABLE.matcher(text.strip()).replaceAll(match -> "\\\\u{" + Integer.toHexString(match.group().codePointAt(0)) + "}");
    }

    PrintWriter resultWriter() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    PrintWriter errorWriter() {
        return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    }
}
