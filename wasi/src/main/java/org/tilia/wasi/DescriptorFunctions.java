package org.tilia.wasi;

/** {@code fd_*} that any descriptor may answer: reading, writing, its state, closing. */
final class DescriptorFunctions {

    private static final int FDSTAT_BYTES = 24;
    private static final int FDSTAT_FLAGS = 2;
    private static final int FDSTAT_RIGHTS = 8;
    private static final int FDSTAT_INHERITING = 16;

    private final DescriptorTable table;

    private DescriptorFunctions(DescriptorTable table) {
        this.table = table;
    }

    static void addTo(Functions functions, DescriptorTable table, Edition edition) {
        DescriptorFunctions family = new DescriptorFunctions(table);
        functions.add("fd_read", "iiii", call -> {
            IoVectors buffers = call.buffers(1);
            call.memory().check(call.pointer(3), Integer.BYTES);
            call.memory().writeI32(call.pointer(3), (int) family.open(call).read(buffers));
        });
        functions.add("fd_write", "iiii", call -> {
            IoVectors buffers = call.buffers(1);
            call.memory().check(call.pointer(3), Integer.BYTES);
            call.memory().writeI32(call.pointer(3), (int) family.open(call).write(buffers));
        });
        functions.add("fd_close", "i", call -> table.close(call.i32(0)));
        functions.add("fd_renumber", "ii", call -> table.renumber(call.i32(0), call.i32(1)));
        functions.add("fd_fdstat_get", "ii", family::getStatus);
        functions.add("fd_fdstat_set_flags", "ii", call -> {
            Descriptor descriptor = family.open(call);
            descriptor.require(Rights.FD_FDSTAT_SET_FLAGS);
            descriptor.setFlags(call.i32(1));
        });
        functions.add("fd_fdstat_set_rights", "ill", call -> family.open(call).setRights(call.i64(1), call.i64(2)));
        functions.add("fd_filestat_get", "ii", call -> {
            Descriptor descriptor = family.open(call);
            descriptor.require(Rights.FD_FILESTAT_GET);
            edition.writeState(call.memory(), call.pointer(1), descriptor.state());
        });
    }

    private Descriptor open(WasiCall call) throws WasiException {
        return table.get(call.i32(0));
    }

    private void getStatus(WasiCall call) throws WasiException {
        Descriptor descriptor = open(call);
        WasiMemory memory = call.memory();
        long target = call.pointer(1);
        memory.clear(target, FDSTAT_BYTES);
        memory.writeI8(target, descriptor.type().ordinal());
        memory.writeI16(target + FDSTAT_FLAGS, descriptor.flags());
        memory.writeI64(target + FDSTAT_RIGHTS, descriptor.rights());
        memory.writeI64(target + FDSTAT_INHERITING, descriptor.inheritingRights());
    }
}
