package org.tilia.wasi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Tells each call of a guest in a line: {@code wasi: path_open(fd=3, …, path="a.txt", …) = SUCCESS, fd=4}. */
final class Trace {

    /** A text of the guest that is told may have this many bytes. */
    private static final int MAX_TEXT_BYTES = 200;

    /**
     * What the parameters are. A word is a number by its name; {@code :x} has it in hexadecimal; {@code $} is a pointer to a
     * text and its size; {@code *} is a pointer to a result of 32 bits, with {@code :l} of 64; {@code &} is any other pointer.
     */
    private static final Map<String, String> PARAMETERS = new HashMap<>();

    static {
        String lists = """
                        args_get &argv &buffer
                        args_sizes_get *count *size
                        environ_get &environ &buffer
                        environ_sizes_get *count *size
                        clock_res_get clock *resolution:l
                        clock_time_get clock precision *time:l
                        fd_advise fd offset length advice
                        fd_allocate fd offset length
                        fd_close fd
                        fd_datasync fd
                        fd_fdstat_get fd &stat
                        fd_fdstat_set_flags fd flags
                        fd_fdstat_set_rights fd rights:x inheriting:x
                        fd_filestat_get fd &stat
                        fd_filestat_set_size fd size
                        fd_filestat_set_times fd accessed modified flags
                        fd_pread fd &buffers count offset *read
                        fd_prestat_get fd &prestat
                        fd_prestat_dir_name fd &path size
                        fd_pwrite fd &buffers count offset *written
                        fd_read fd &buffers count *read
                        fd_readdir fd &buffer size cookie *used
                        fd_renumber from to
                        fd_seek fd offset whence *position:l
                        fd_sync fd
                        fd_tell fd *position:l
                        fd_write fd &buffers count *written
                        path_create_directory fd $path
                        path_filestat_get fd lookup $path &stat
                        path_filestat_set_times fd lookup $path accessed modified flags
                        path_link fd lookup $path new_fd $new_path
                        path_open fd lookup $path how rights:x inheriting:x flags *fd
                        path_readlink fd $path &buffer size *used
                        path_remove_directory fd $path
                        path_rename fd $path new_fd $new_path
                        path_symlink $target fd $path
                        path_unlink_file fd $path
                        poll_oneoff &subscriptions &events count *happened
                        proc_exit status
                        proc_raise signal
                        random_get &buffer size
                        sched_yield
                        sock_accept fd flags *fd
                        sock_recv fd &buffers count flags *received *flags
                        sock_send fd &buffers count flags *sent
                        sock_shutdown fd how
                        """;
        lists.lines().forEach(line -> {
            String[] parts = line.split(" ", 2);
            PARAMETERS.put(parts[0], parts.length == 1 ? "" : parts[1]);
        });
    }

    private final OutputStream stream;

    Trace(OutputStream stream) {
        this.stream = stream;
    }

    /** A function that tells of its calls. */
    WasiFunction of(String name, WasiFunction function) {
        return call -> {
            String arguments = arguments(name, call);
            String outcome = "does not return";
            try {
                function.call(call);
                outcome = Errno.SUCCESS + results(name, call);
            } catch (WasiException e) {
                outcome = e.errno().toString();
                throw e;
            } finally {
                print("wasi: " + name + "(" + arguments + ") = " + outcome + "\n");
            }
        };
    }

    private static String arguments(String name, WasiCall call) {
        StringBuilder text = new StringBuilder();
        int index = 0;
        for (String word : PARAMETERS.get(name).split(" ")) {
            if (!word.isEmpty() && word.charAt(0) != '*') {
                text.append(text.isEmpty() ? "" : ", ").append(argument(word, call, index));
            }
            index += word.startsWith("$") ? 2 : 1;
        }
        return text.toString();
    }

    private static String argument(String word, WasiCall call, int index) {
        return switch (word.charAt(0)) {
            case '$' -> word.substring(1) + "=" + text(call, index);
            case '&' -> word.substring(1) + "=0x" + Long.toHexString(call.pointer(index));
            default -> word.endsWith(":x") ? word.replace(":x", "=0x") + Long.toHexString(call.number(index)) : word + "=" + call.number(index);
        };
    }

    /** A text of the guest, quoted so that it cannot pass for anything else, nor command a terminal. */
    private static String text(WasiCall call, int index) {
        long size = call.pointer(index + 1);
        byte[] bytes = new byte[(int) Math.min(size, MAX_TEXT_BYTES)];
        try {
            call.memory().read(call.pointer(index), bytes, 0, bytes.length);
        } catch (WasiException e) {
            return "(outside of memory)";
        }
        StringBuilder text = new StringBuilder("\"");
        new String(bytes, StandardCharsets.UTF_8).codePoints().forEach(character -> {
            if (Character.isISOControl(character) || Character.getType(character) == Character.FORMAT) {
                text.append("\\u{").append(Integer.toHexString(character)).append('}');
            } else {
                text.append(character == '"' || character == '\\' ? "\\" : "").appendCodePoint(character);
            }
        });
        return text.append(size > bytes.length ? "\"…" : "\"").toString();
    }

    private static String results(String name, WasiCall call) throws WasiException {
        StringBuilder text = new StringBuilder();
        int index = 0;
        for (String word : PARAMETERS.get(name).split(" ")) {
            if (word.startsWith("*")) {
                boolean wide = word.endsWith(":l");
                long value = wide ? call.memory().readI64(call.pointer(index)) : call.memory().readPointer(call.pointer(index));
                text.append(", ").append(word.substring(1).replace(":l", "")).append('=').append(value);
            }
            index += word.startsWith("$") ? 2 : 1;
        }
        return text.toString();
    }

    /** A trace that cannot be written is no matter of the guest's. */
    private synchronized void print(String line) {
        try {
            stream.write(line.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException e) {
            return;
        }
    }
}
