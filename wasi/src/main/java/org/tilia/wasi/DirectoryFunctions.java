package org.tilia.wasi;

import java.nio.charset.StandardCharsets;

/** {@code fd_*} of folders: which were given to the guest, and what is in them. */
final class DirectoryFunctions {

    /** The kind of what was given: a folder; there is no other. */
    private static final int PREOPEN_DIRECTORY = 0;

    private DirectoryFunctions() {
    }

    static void addTo(Functions functions, DescriptorTable table) {
        functions.add("fd_prestat_get", "ii", call -> {
            byte[] name = preopenedName(table, call);
            call.memory().check(call.pointer(1), Long.BYTES);
            call.memory().writeI32(call.pointer(1), PREOPEN_DIRECTORY);
            call.memory().writeI32(call.pointer(1) + Integer.BYTES, name.length);
        });
        functions.add("fd_prestat_dir_name", "iii", call -> {
            byte[] name = preopenedName(table, call);
            if (call.pointer(2) < name.length) {
                throw new WasiException(Errno.NAMETOOLONG);
            }
            call.memory().write(call.pointer(1), name, 0, name.length);
        });
        functions.add("fd_readdir", "iiili", call -> {
            DirectoryDescriptor folder = table.get(call.i32(0), DirectoryDescriptor.class, Errno.NOTDIR);
            folder.require(Rights.FD_READDIR);
            WasiMemory memory = call.memory();
            memory.check(call.pointer(1), call.pointer(2));
            memory.check(call.pointer(4), Integer.BYTES);
            memory.writeI32(call.pointer(4), (int) folder.reader().read(memory, call.pointer(1), call.pointer(2), call.i64(3)));
        });
    }

    /** Programs look for their folders number after number, until this fails. */
    private static byte[] preopenedName(DescriptorTable table, WasiCall call) throws WasiException {
        DirectoryDescriptor folder = table.get(call.i32(0), DirectoryDescriptor.class, Errno.BADF);
        if (!folder.isPreopened()) {
            throw new WasiException(Errno.BADF);
        }
        return folder.preopen().guestPath().getBytes(StandardCharsets.UTF_8);
    }
}
