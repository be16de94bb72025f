package org.tilia.wasi;

/** {@code fd_*}: what is done with an open descriptor. */
final class DescriptorFunctions {

    private static final int FDSTAT_BYTES = 24;
    private static final int FDSTAT_FLAGS = 2;
    private static final int FDSTAT_RIGHTS = 8;
    private static final int FDSTAT_INHERITING = 16;

    private final DescriptorTable table;
    private final StatLayout layout;

    private DescriptorFunctions(DescriptorTable table, StatLayout layout) {
        this.table = table;
        this.layout = layout;
    }

    static void addTo(Functions functions, DescriptorTable table, StatLayout layout) {
        DescriptorFunctions family = new DescriptorFunctions(table, layout);
        family.addStreams(functions);
        family.addStates(functions);
        family.addFilesOnly(functions);
    }

    private void addStreams(Functions functions) {
        functions.add("fd_read", "iiii", call -> {
            IoVectors buffers = new IoVectors(call.memory(), call.pointer(1), call.pointer(2));
            call.memory().check(call.pointer(3), Integer.BYTES);
            call.memory().writeI32(call.pointer(3), (int) open(call).read(buffers));
        });
        functions.add("fd_write", "iiii", call -> {
            IoVectors buffers = new IoVectors(call.memory(), call.pointer(1), call.pointer(2));
            call.memory().check(call.pointer(3), Integer.BYTES);
            call.memory().writeI32(call.pointer(3), (int) open(call).write(buffers));
        });
        functions.add("fd_seek", "ilii", call -> {
            call.memory().check(call.pointer(3), Long.BYTES);
            call.memory().writeI64(call.pointer(3), open(call).seek(call.i64(1), call.i32(2)));
        });
        functions.add("fd_close", "i", call -> table.close(call.i32(0)));
        functions.add("fd_renumber", "ii", call -> table.renumber(call.i32(0), call.i32(1)));
    }

    private void addStates(Functions functions) {
        functions.add("fd_fdstat_get", "ii", call -> {
            Descriptor descriptor = open(call);
            WasiMemory memory = call.memory();
            long target = call.pointer(1);
            memory.clear(target, FDSTAT_BYTES);
            memory.writeI8(target, descriptor.type().ordinal());
            memory.writeI16(target + FDSTAT_FLAGS, descriptor.flags());
            memory.writeI64(target + FDSTAT_RIGHTS, descriptor.rights());
            memory.writeI64(target + FDSTAT_INHERITING, descriptor.inheritingRights());
        });
        functions.add("fd_fdstat_set_flags", "ii", call -> open(call).setFlags(call.i32(1)));
        functions.add("fd_fdstat_set_rights", "ill", call -> {
            Descriptor descriptor = open(call);
            if ((call.i64(1) & ~descriptor.rights()) != 0 || (call.i64(2) & ~descriptor.inheritingRights()) != 0) {
                throw new WasiException(Errno.NOTCAPABLE);
            }
        });
        functions.add("fd_filestat_get", "ii", call -> layout.write(call.memory(), call.pointer(1), open(call).type()));
    }

    /** What needs files or folders: standard streams are neither, and no others are open. */
    private void addFilesOnly(Functions functions) {
        addForOpen(functions, "fd_tell", "ii", Errno.SPIPE);
        addForOpen(functions, "fd_advise", "illi", Errno.SPIPE);
        addForOpen(functions, "fd_allocate", "ill", Errno.SPIPE);
        addForOpen(functions, "fd_pread", "iiili", Errno.SPIPE);
        addForOpen(functions, "fd_pwrite", "iiili", Errno.SPIPE);
        addForOpen(functions, "fd_sync", "i", Errno.INVAL);
        addForOpen(functions, "fd_datasync", "i", Errno.INVAL);
        addForOpen(functions, "fd_filestat_set_size", "il", Errno.INVAL);
        addForOpen(functions, "fd_filestat_set_times", "illi", Errno.NOTCAPABLE);
        addForOpen(functions, "fd_readdir", "iiili", Errno.NOTDIR);
        // Programs look for preopened folders until this error.
        functions.addFailing("fd_prestat_get", "ii", Errno.BADF);
        functions.addFailing("fd_prestat_dir_name", "iii", Errno.BADF);
    }

    private void addForOpen(Functions functions, String name, String parameters, Errno errno) {
        functions.add(name, parameters, call -> {
            open(call);
            throw new WasiException(errno);
        });
    }

    private Descriptor open(WasiCall call) throws WasiException {
        return table.get(call.i32(0));
    }
}
