package org.tilia.wasi;

/** {@code fd_*} of files: positions, sizes, times. */
final class FileFunctions {

    /** The number of pieces of advice; none changes what a guest sees. */
    private static final int ADVICE_COUNT = 6;

    private final DescriptorTable table;

    private FileFunctions(DescriptorTable table) {
        this.table = table;
    }

    static void addTo(Functions functions, DescriptorTable table, Edition edition, Clocks clocks) {
        FileFunctions family = new FileFunctions(table);
        functions.add("fd_seek", "ilii", call -> {
            call.memory().check(call.pointer(3), Long.BYTES);
            FileDescriptor file = family.seekable(call, Rights.FD_SEEK);
            call.memory().writeI64(call.pointer(3), file.seek(call.i64(1), edition.whence(call.i32(2))));
        });
        functions.add("fd_tell", "ii", call -> call.memory().writeI64(call.pointer(1), family.seekable(call, Rights.FD_TELL).position()));
        functions.add("fd_pread", "iiili", call -> {
            IoVectors buffers = call.buffers(1);
            call.memory().check(call.pointer(4), Integer.BYTES);
            long position = position(call.i64(3));
            call.memory().writeI32(call.pointer(4), (int) family.seekable(call, Rights.FD_SEEK).readAt(buffers, position));
        });
        functions.add("fd_pwrite", "iiili", call -> {
            IoVectors buffers = call.buffers(1);
            call.memory().check(call.pointer(4), Integer.BYTES);
            long position = position(call.i64(3));
            call.memory().writeI32(call.pointer(4), (int) family.seekable(call, Rights.FD_SEEK).writeAt(buffers, position));
        });
        functions.add("fd_advise", "illi", family::advise);
        functions.add("fd_allocate", "ill", family::allocate);
        functions.add("fd_filestat_set_size", "il", call -> {
            FileDescriptor file = family.file(call, Errno.INVAL, Rights.FD_FILESTAT_SET_SIZE);
            file.resize(position(call.i64(1)));
        });
        functions.add("fd_filestat_set_times", "illi", call -> {
            FileTimes times = FileTimes.of(call.i64(1), call.i64(2), call.i32(3), clocks.realtime());
            Descriptor descriptor = table.get(call.i32(0));
            descriptor.require(Rights.FD_FILESTAT_SET_TIMES);
            descriptor.setTimes(times);
        });
        functions.add("fd_sync", "i", call -> family.sync(call, Rights.FD_SYNC));
        functions.add("fd_datasync", "i", call -> family.sync(call, Rights.FD_DATASYNC));
    }

    /** A position, or size, that a file can have. */
    private static long position(long unsigned) throws WasiException {
        if (unsigned < 0) {
            throw new WasiException(Errno.INVAL);
        }
        return unsigned;
    }

    private FileDescriptor file(WasiCall call, Errno otherwise, long right) throws WasiException {
        Descriptor descriptor = table.get(call.i32(0));
        if (!(descriptor instanceof FileDescriptor file)) {
            throw new WasiException(descriptor instanceof DirectoryDescriptor ? Errno.BADF : otherwise);
        }
        file.require(right);
        return file;
    }

    /** Of streams, a position cannot be told. */
    private FileDescriptor seekable(WasiCall call, long right) throws WasiException {
        return file(call, Errno.SPIPE, right);
    }

    private void advise(WasiCall call) throws WasiException {
        seekable(call, Rights.FD_ADVISE);
        if (Integer.toUnsignedLong(call.i32(3)) >= ADVICE_COUNT) {
            throw new WasiException(Errno.INVAL);
        }
        position(call.i64(1));
        position(call.i64(2));
    }

    private void allocate(WasiCall call) throws WasiException {
        FileDescriptor file = seekable(call, Rights.FD_ALLOCATE);
        long start = position(call.i64(1));
        long count = position(call.i64(2));
        if (count == 0) {
            throw new WasiException(Errno.INVAL);
        }
        if (start > Long.MAX_VALUE - count) {
            throw new WasiException(Errno.FBIG);
        }
        file.ensureSize(start + count);
    }

    private void sync(WasiCall call, long right) throws WasiException {
        table.get(call.i32(0), PlacedDescriptor.class, Errno.INVAL).require(right);
    }
}
