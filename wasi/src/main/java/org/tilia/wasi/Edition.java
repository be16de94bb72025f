package org.tilia.wasi;

/** What the two versions of the interface have apart: where structures have their fields, and how numbers are meant. */
enum Edition {
    /** {@code wasi_snapshot_preview1}: the number of links has 64 bits. */
    PREVIEW1(64, 24, Long.BYTES, 16, Whence.SET, Whence.CUR, Whence.END),
    /** {@code wasi_unstable}: it has 32. */
    PREVIEW0(56, 20, Integer.BYTES, 24, Whence.CUR, Whence.END, Whence.SET);

    private static final int INODE = 8;
    private static final int TYPE = 16;
    private static final int SIZE = 0;
    private static final int ACCESSED = 8;
    private static final int MODIFIED = 16;
    private static final int CHANGED = 24;
    private static final int SUBSCRIPTION_TYPE = 8;
    private static final int SUBSCRIPTION_DESCRIPTOR = 16;
    private static final int CLOCK_TIMEOUT = 8;
    private static final int CLOCK_FLAGS = 24;
    private static final int CLOCK_BYTES = 32;

    private final int bytes;
    private final int links;
    private final int linksBytes;
    private final int clock;
    private final Whence[] whences;

    Edition(int bytes, int links, int linksBytes, int clock, Whence... whences) {
        this.bytes = bytes;
        this.links = links;
        this.linksBytes = linksBytes;
        this.clock = clock;
        this.whences = whences;
    }

    Whence whence(int number) throws WasiException {
        if (number < 0 || number >= whences.length) {
            throw new WasiException(Errno.INVAL);
        }
        return whences[number];
    }

    /** The size of {@code subscription}. */
    int subscriptionBytes() {
        return clock + CLOCK_BYTES;
    }

    /** Reads {@code subscription}; in the older edition a clock has a field more before its number. */
    Subscription readSubscription(WasiMemory memory, long source) throws WasiException {
        int type = memory.readI32(source + SUBSCRIPTION_TYPE) & 0xFF;
        return switch (type) {
            case Subscription.CLOCK -> new Subscription(memory.readI64(source), type, 0, memory.readI32(source + clock),
                            memory.readI64(source + clock + CLOCK_TIMEOUT), memory.readI32(source + clock + CLOCK_FLAGS) & 0xFFFF);
            case Subscription.READ, Subscription.WRITE -> new Subscription(memory.readI64(source), type, memory.readI32(source + SUBSCRIPTION_DESCRIPTOR), 0, 0, 0);
            default -> throw new WasiException(Errno.INVAL);
        };
    }

    /** Writes {@code filestat}. */
    void writeState(WasiMemory memory, long target, FileState state) throws WasiException {
        memory.clear(target, bytes);
        memory.writeI64(target, state.device());
        memory.writeI64(target + INODE, state.inode());
        memory.writeI8(target + TYPE, state.type().ordinal());
        if (linksBytes == Long.BYTES) {
            memory.writeI64(target + links, state.links());
        } else {
            memory.writeI32(target + links, (int) state.links());
        }
        long rest = target + links + linksBytes;
        memory.writeI64(rest + SIZE, state.size());
        memory.writeI64(rest + ACCESSED, state.accessed());
        memory.writeI64(rest + MODIFIED, state.modified());
        memory.writeI64(rest + CHANGED, state.changed());
    }
}
