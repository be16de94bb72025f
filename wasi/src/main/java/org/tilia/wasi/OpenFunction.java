package org.tilia.wasi;

import java.io.IOException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.tilia.wasi.PathResolver.Target;

/** {@code path_open}. */
final class OpenFunction {

    private static final int CREATE = 1;
    private static final int DIRECTORY = 1 << 1;
    private static final int EXCLUSIVE = 1 << 2;
    private static final int TRUNCATE = 1 << 3;
    private static final int ALL = CREATE | DIRECTORY | EXCLUSIVE | TRUNCATE;

    private final DescriptorTable table;

    private OpenFunction(DescriptorTable table) {
        this.table = table;
    }

    static void addTo(Functions functions, DescriptorTable table) {
        functions.add("path_open", "iiiiillii", new OpenFunction(table)::open);
    }

    /** What a guest asks for. */
    private record Request(boolean follow, String path, int how, long rights, long inheritingRights, int flags) {

        boolean has(int flag) {
            return (how & flag) != 0;
        }

        boolean changesFile() {
            return (rights & Rights.CHANGES_FILE) != 0 || has(TRUNCATE);
        }
    }

    private void open(WasiCall call) throws WasiException {
        DirectoryDescriptor folder = table.get(call.i32(0), DirectoryDescriptor.class, Errno.NOTDIR);
        Request request = new Request(PathFunctions.follows(call.i32(1)), call.path(2), call.i32(4), call.i64(5), call.i64(6), call.i32(7));
        call.memory().check(call.pointer(8), Integer.BYTES);
        check(folder, request);
        table.checkRoom();
        Descriptor opened = request.has(CREATE) ? FolderLock.changing(() -> open(folder, request)) : FolderLock.reading(() -> open(folder, request));
        call.memory().writeI32(call.pointer(8), table.add(opened));
    }

    private static void check(DirectoryDescriptor folder, Request request) throws WasiException {
        Descriptor.checkFlags(request.flags());
        if ((request.how() & ~ALL) != 0 || request.has(DIRECTORY) && request.has(CREATE)) {
            throw new WasiException(Errno.INVAL);
        }
        folder.require(Rights.PATH_OPEN | (request.has(CREATE) ? Rights.PATH_CREATE_FILE : 0) | (request.has(TRUNCATE) ? Rights.PATH_FILESTAT_SET_SIZE : 0));
        if (!Rights.include(folder.inheritingRights(), request.rights() | request.inheritingRights())) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
    }

    private static Descriptor open(DirectoryDescriptor folder, Request request) throws IOException, WasiException {
        Target target = PathResolver.resolve(folder, request.path(), request.follow() && !request.has(EXCLUSIVE));
        Preopen preopen = target.place().preopen();
        if (!target.exists()) {
            return create(target, request);
        }
        if (request.has(CREATE) && request.has(EXCLUSIVE)) {
            throw new WasiException(Errno.EXIST);
        }
        FileState state = target.existing().state();
        if (state.isDirectory()) {
            return openDirectory(target, request);
        }
        if (request.has(DIRECTORY)) {
            throw new WasiException(Errno.NOTDIR);
        }
        if (state.isLink()) {
            throw new WasiException(Errno.LOOP);
        }
        // Opening it could wait for its other end, for ever.
        if (state.pipe()) {
            throw new WasiException(Errno.NOTSUP);
        }
        if (request.changesFile()) {
            preopen.requireWritable();
        }
        return openFile(target, request, Set.of());
    }

    private static Descriptor openDirectory(Target target, Request request) throws WasiException {
        if (request.changesFile() || request.has(CREATE)) {
            throw new WasiException(Errno.ISDIR);
        }
        DirectoryDescriptor opened = DirectoryDescriptor.of(target.place(), target.state(), request.rights(), request.inheritingRights());
        opened.setFlags(request.flags());
        return opened;
    }

    private static Descriptor create(Target target, Request request) throws IOException, WasiException {
        if (!request.has(CREATE)) {
            throw new WasiException(Errno.NOENT);
        }
        if (target.mustBeDirectory()) {
            throw new WasiException(Errno.ISDIR);
        }
        target.place().preopen().requireWritable();
        return openFile(target, request, Set.of(StandardOpenOption.CREATE_NEW));
    }

    private static Descriptor openFile(Target target, Request request, Set<OpenOption> more) throws IOException, WasiException {
        Set<OpenOption> options = new HashSet<>(more);
        boolean writes = request.changesFile() || !more.isEmpty();
        if (writes) {
            options.add(StandardOpenOption.WRITE);
        }
        if (!writes || (request.rights() & Rights.FD_READ) != 0) {
            options.add(StandardOpenOption.READ);
        }
        if (request.has(TRUNCATE)) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        if ((request.flags() & (Descriptor.FLAG_SYNC | Descriptor.FLAG_RSYNC)) != 0) {
            options.add(StandardOpenOption.SYNC);
        } else if ((request.flags() & Descriptor.FLAG_DSYNC) != 0) {
            options.add(StandardOpenOption.DSYNC);
        }
        OpenFile file = OpenFile.open(target.file(), options);
        try {
            return new FileDescriptor(target.place(), FileState.of(target.file()), file, request.rights(), request.flags());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }
}
