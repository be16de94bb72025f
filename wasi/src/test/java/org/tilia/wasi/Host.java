package org.tilia.wasi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/** The interface as a guest sees it: a guest that exports a function for each, which calls it, and its memory of one page. */
final class Host implements AutoCloseable {

    static final int PAGE = 65536;
    private static final int OPENED = 40000;
    private static final int COUNT = 40008;
    private static final int VECTORS = 40016;
    private static final int TEXT = 41000;
    private static final int PATHS = 45000;
    private static final int PATH_BYTES = 5000;

    /** Every function of preview 1 with its parameters, {@code i} for an i32 and {@code l} for an i64. */
    static final Map<String, String> FUNCTIONS = HostileCall.signatures();

    private final Context context;
    private final Value exports;
    private final Value memory;

    Host(Context.Builder builder, String module) {
        context = builder.option("wasm.Builtins", module).build();
        exports = context.eval(source(module)).invokeMember("newInstance").getMember("exports");
        memory = exports.getMember("memory");
    }

    static Host create(InputStream in, OutputStream out, List<String> arguments, Map<String, String> environment) {
        return new Host(Context.newBuilder("wasm").in(in).out(out).err(out).arguments("wasm", arguments.toArray(String[]::new))
                        .allowEnvironmentAccess(EnvironmentAccess.NONE).environment(environment), "wasi_snapshot_preview1");
    }

    static Host create() {
        return create(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), List.of(), Map.of());
    }

    /** With folders, as the option {@code wasm.WasiMapDirs} has them, and as the one for folders that may only be read does. */
    static Host withFolders(String folders, String readOnlyFolders) {
        return withFolders(Form.INTERPRETED, folders, readOnlyFolders);
    }

    static Host withFolders(Form form, String folders, String readOnlyFolders) {
        return new Host(form.builder().allowIO(IOAccess.ALL).in(InputStream.nullInputStream()).option("wasm.WasiMapDirs", folders)
                        .option("wasm.WasiMapDirsReadOnly", readOnlyFolders), "wasi_snapshot_preview1");
    }

    private static Source source(String module) {
        StringBuilder imports = new StringBuilder();
        StringBuilder functions = new StringBuilder();
        FUNCTIONS.forEach((name, parameters) -> {
            StringBuilder type = new StringBuilder("(param");
            StringBuilder arguments = new StringBuilder();
            for (int i = 0; i < parameters.length(); i++) {
                type.append(parameters.charAt(i) == 'l' ? " i64" : " i32");
                arguments.append(" (local.get ").append(i).append(")");
            }
            type.append(name.equals("proc_exit") ? ")" : ") (result i32)");
            imports.append("(import \"%s\" \"%s\" (func $%2$s %s))\n".formatted(module, name, type));
            functions.append("(func (export \"%s\") %s (call $%1$s%s))\n".formatted(name, type, arguments));
        });
        return Source.newBuilder("wasm", "(module\n" + imports + functions + "(memory (export \"memory\") 1))", "host").mimeType("application/wasm-text").buildLiteral();
    }

    /** Calls a function and gives the error code. */
    Errno call(String function, Object... arguments) {
        return Errno.values()[exports.getMember(function).execute(arguments).asInt()];
    }

    /** Calls a function whose arguments may be paths: a text stands for its address and its size. */
    Errno callWithPaths(String function, Object... arguments) {
        List<Object> all = new ArrayList<>();
        int address = PATHS;
        for (Object argument : arguments) {
            if (argument instanceof String path) {
                write(address, path);
                all.add(address);
                all.add(path.getBytes(StandardCharsets.UTF_8).length);
                address += PATH_BYTES;
            } else {
                all.add(argument);
            }
        }
        return call(function, all.toArray());
    }

    /** Opens a path and follows symbolic links; {@link #opened} gives the descriptor. */
    Errno open(int folder, String path, int how, long rights) {
        return callWithPaths("path_open", folder, 1, path, how, rights, how == 2 ? Rights.INHERITED : 0L, 0, OPENED);
    }

    int opened() {
        return readI32(OPENED);
    }

    /** Writes a text to a descriptor. */
    Errno put(int descriptor, String text) {
        write(TEXT, text);
        writeVectors(VECTORS, TEXT, text.getBytes(StandardCharsets.UTF_8).length);
        return call("fd_write", descriptor, VECTORS, 1, COUNT);
    }

    /** Reads a text of at most 1,000 bytes from a descriptor; null when that fails. */
    String take(int descriptor) {
        writeVectors(VECTORS, TEXT, 1000);
        return call("fd_read", descriptor, VECTORS, 1, COUNT) == Errno.SUCCESS ? read(TEXT, readI32(COUNT)) : null;
    }

    /** What the last read or write counted. */
    int count() {
        return readI32(COUNT);
    }

    int readI32(int address) {
        return memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, address);
    }

    long readI64(int address) {
        return memory.readBufferLong(ByteOrder.LITTLE_ENDIAN, address);
    }

    int readI8(int address) {
        return memory.readBufferByte(address);
    }

    void writeI32(int address, int value) {
        memory.writeBufferInt(ByteOrder.LITTLE_ENDIAN, address, value);
    }

    void write(int address, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            memory.writeBufferByte(address + i, bytes[i]);
        }
    }

    String read(int address, int count) {
        byte[] bytes = new byte[count];
        memory.readBuffer(address, bytes, 0, count);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Adds pages to the memory. */
    void grow(int pages) {
        memory.invokeMember("grow", pages);
    }

    /** The memory's first page. */
    byte[] memory() {
        byte[] bytes = new byte[PAGE];
        memory.readBuffer(0, bytes, 0, PAGE);
        return bytes;
    }

    /** Writes an array of buffers, each a pointer and a size. */
    void writeVectors(int address, int... pointersAndSizes) {
        for (int i = 0; i < pointersAndSizes.length; i++) {
            writeI32(address + i * Integer.BYTES, pointersAndSizes[i]);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
