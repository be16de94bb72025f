package org.tilia.wasm.runtime;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file that native memories are private mappings of: all zero, and deleted, so that nobody else finds it. */
final class SparseFile {

    private static FileChannel channel;

    private SparseFile() {
    }

    /**
     * A range of zeros of its own.
     *
     * @throws IOException also when the thread is interrupted, which closes the file for now
     */
    static MemorySegment map(long size) throws IOException {
        return open().map(MapMode.PRIVATE, 0, size, Arena.ofAuto());
    }

    private static synchronized FileChannel open() throws IOException {
        if (channel == null || !channel.isOpen()) {
            Path file = Files.createTempFile("tilia", ".memory");
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        return channel;
    }
}
