package org.tilia.wasi;

/** Where {@code filestat} has its fields; the two versions of the interface differ. */
enum StatLayout {
    /** {@code wasi_snapshot_preview1}: the number of links has 64 bits. */
    PREVIEW1(64, 24),
    /** {@code wasi_unstable}: it has 32. */
    PREVIEW0(56, 20);

    private static final int TYPE = 16;

    private final int bytes;
    private final int links;

    StatLayout(int bytes, int links) {
        this.bytes = bytes;
        this.links = links;
    }

    /** Writes the state of a stream: it has a type and nothing else that is known. */
    void write(WasiMemory memory, long target, FileType type) throws WasiException {
        memory.clear(target, bytes);
        memory.writeI8(target + TYPE, type.ordinal());
        memory.writeI32(target + links, 1);
    }
}
