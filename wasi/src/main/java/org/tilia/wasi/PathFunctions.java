package org.tilia.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import org.tilia.wasi.PathResolver.Target;

/** {@code path_*} but for {@code path_open}: what is done with names in folders. */
final class PathFunctions {

    /** The only flag of lookups: a symbolic link at the end of a path means what it leads to. */
    private static final int SYMLINK_FOLLOW = 1;

    private final DescriptorTable table;
    private final Clocks clocks;

    private PathFunctions(DescriptorTable table, Clocks clocks) {
        this.table = table;
        this.clocks = clocks;
    }

    static void addTo(Functions functions, DescriptorTable table, Edition edition, Clocks clocks) {
        PathFunctions family = new PathFunctions(table, clocks);
        functions.add("path_create_directory", "iii", family::createDirectory);
        functions.add("path_filestat_get", "iiiii", call -> {
            DirectoryDescriptor folder = family.folder(call, 0, Rights.PATH_FILESTAT_GET);
            String path = call.path(2);
            boolean follow = follows(call.i32(1));
            edition.writeState(call.memory(), call.pointer(4), FolderLock.reading(() -> PathResolver.resolve(folder, path, follow).existing().state()));
        });
        functions.add("path_filestat_set_times", "iiiilli", family::setTimes);
        functions.add("path_link", "iiiiiii", family::link);
        functions.add("path_readlink", "iiiiii", family::readLink);
        functions.add("path_remove_directory", "iii", family::removeDirectory);
        functions.add("path_rename", "iiiiii", family::rename);
        functions.add("path_symlink", "iiiii", family::symlink);
        functions.add("path_unlink_file", "iii", family::unlink);
    }

    /** @throws WasiException for flags that there are not */
    static boolean follows(int lookupFlags) throws WasiException {
        if ((lookupFlags & ~SYMLINK_FOLLOW) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        return lookupFlags == SYMLINK_FOLLOW;
    }

    /** The folder that an argument names, from which a path starts. */
    private DirectoryDescriptor folder(WasiCall call, int index, long right) throws WasiException {
        DirectoryDescriptor folder = table.get(call.i32(index), DirectoryDescriptor.class, Errno.NOTDIR);
        folder.require(right);
        return folder;
    }

    private void createDirectory(WasiCall call) throws WasiException {
        DirectoryDescriptor folder = folder(call, 0, Rights.PATH_CREATE_DIRECTORY);
        String path = call.path(1);
        FolderLock.changing(() -> {
            Target target = PathResolver.resolveName(folder, path);
            requireNew(target);
            target.file().createDirectory();
            return null;
        });
    }

    /** Fails unless a name is free, and its folder may be changed. */
    private static void requireNew(Target target) throws WasiException {
        if (target.exists()) {
            throw new WasiException(Errno.EXIST);
        }
        target.place().preopen().requireWritable();
    }

    private void setTimes(WasiCall call) throws WasiException {
        DirectoryDescriptor folder = folder(call, 0, Rights.PATH_FILESTAT_SET_TIMES);
        boolean follow = follows(call.i32(1));
        String path = call.path(2);
        FileTimes times = FileTimes.of(call.i64(4), call.i64(5), call.i32(6), clocks.realtime());
        FolderLock.changing(() -> {
            Target target = PathResolver.resolve(folder, path, follow).existing();
            target.place().preopen().requireWritable();
            times.set(target.file());
            return null;
        });
    }

    private void link(WasiCall call) throws WasiException {
        DirectoryDescriptor from = folder(call, 0, Rights.PATH_LINK_SOURCE);
        DirectoryDescriptor to = folder(call, 4, Rights.PATH_LINK_TARGET);
        String oldPath = call.path(2);
        String newPath = call.path(5);
        // Linking what a symbolic link leads to is not what systems do alike.
        if (follows(call.i32(1))) {
            throw new WasiException(Errno.INVAL);
        }
        FolderLock.changing(() -> {
            Target source = PathResolver.resolve(from, oldPath, false).existing();
            Target target = PathResolver.resolveName(to, newPath);
            // A second name in a writable folder would make the file writable.
            source.place().preopen().requireWritable();
            if (source.state().isDirectory()) {
                throw new WasiException(Errno.PERM);
            }
            requireNew(target);
            if (target.mustBeDirectory()) {
                throw new WasiException(Errno.NOENT);
            }
            createLink(source, target.file());
            return null;
        });
    }

    /** Some systems link what a symbolic link leads to, which may lie outside: that name is taken away before anybody sees it. */
    private static void createLink(Target source, TruffleFile name) throws IOException, WasiException {
        name.createLink(source.file());
        if (source.state().isLink() && !FileState.of(name).isLink()) {
            name.delete();
            throw new WasiException(Errno.NOTSUP);
        }
    }

    private void readLink(WasiCall call) throws WasiException {
        DirectoryDescriptor folder = folder(call, 0, Rights.PATH_READLINK);
        String path = call.path(1);
        WasiMemory memory = call.memory();
        memory.check(call.pointer(3), call.pointer(4));
        memory.check(call.pointer(5), Integer.BYTES);
        String text = FolderLock.reading(() -> {
            Target target = PathResolver.resolve(folder, path, false).existing();
            if (!target.state().isLink()) {
                throw new WasiException(Errno.INVAL);
            }
            return PathResolver.readLink(target.file());
        });
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int count = (int) Math.min(bytes.length, call.pointer(4));
        memory.write(call.pointer(3), bytes, 0, count);
        memory.writeI32(call.pointer(5), count);
    }

    private void removeDirectory(WasiCall call) throws WasiException {
        DirectoryDescriptor folder = folder(call, 0, Rights.PATH_REMOVE_DIRECTORY);
        String path = call.path(1);
        FolderLock.changing(() -> {
            Target target = PathResolver.resolveName(folder, path).existing();
            requireNamed(target);
            if (!target.state().isDirectory()) {
                throw new WasiException(Errno.NOTDIR);
            }
            target.place().preopen().requireWritable();
            target.file().delete();
            return null;
        });
    }

    /** Fails for paths that end in a dot: what they mean cannot be taken away from where they start. */
    private static void requireNamed(Target target) throws WasiException {
        if (!target.named()) {
            throw new WasiException(Errno.INVAL);
        }
    }

    private void unlink(WasiCall call) throws WasiException {
        DirectoryDescriptor folder = folder(call, 0, Rights.PATH_UNLINK_FILE);
        String path = call.path(1);
        FolderLock.changing(() -> {
            Target target = PathResolver.resolveName(folder, path).existing();
            if (target.state().isDirectory()) {
                throw new WasiException(Errno.ISDIR);
            }
            target.place().preopen().requireWritable();
            target.file().delete();
            return null;
        });
    }

    private void symlink(WasiCall call) throws WasiException {
        String text = call.path(0);
        DirectoryDescriptor folder = folder(call, 2, Rights.PATH_SYMLINK);
        String path = call.path(3);
        if (text.isEmpty()) {
            throw new WasiException(Errno.NOENT);
        }
        if (text.startsWith("/")) {
            throw new WasiException(Errno.PERM);
        }
        FolderLock.changing(() -> {
            Target target = PathResolver.resolveName(folder, path);
            requireNew(target);
            if (target.mustBeDirectory()) {
                throw new WasiException(Errno.NOENT);
            }
            target.file().createSymbolicLink(folder.preopen().texts().apply(text));
            return null;
        });
    }

    private void rename(WasiCall call) throws WasiException {
        DirectoryDescriptor from = folder(call, 0, Rights.PATH_RENAME_SOURCE);
        DirectoryDescriptor to = folder(call, 3, Rights.PATH_RENAME_TARGET);
        String oldPath = call.path(1);
        String newPath = call.path(4);
        FolderLock.changing(() -> {
            Target source = PathResolver.resolveName(from, oldPath).existing();
            Target target = PathResolver.resolveName(to, newPath);
            requireNamed(source);
            requireNamed(target);
            source.place().preopen().requireWritable();
            target.place().preopen().requireWritable();
            checkReplacement(source, target);
            if (!target.exists() || !target.state().isSame(source.state()) || !source.state().identified()) {
                Moves.move(source, target);
                table.all().forEach(descriptor -> {
                    if (descriptor instanceof PlacedDescriptor placed) {
                        placed.moved(source.place(), target.place());
                    }
                });
            }
            return null;
        });
    }

    /** What may take the place of what, as POSIX has it. */
    private static void checkReplacement(Target source, Target target) throws IOException, WasiException {
        boolean directory = source.state().isDirectory();
        if (!directory && target.mustBeDirectory()) {
            throw new WasiException(Errno.NOTDIR);
        }
        if (directory && target.file().startsWith(source.file()) && !target.file().equals(source.file())) {
            throw new WasiException(Errno.INVAL);
        }
        if (!target.exists()) {
            return;
        }
        if (directory && !target.state().isDirectory()) {
            throw new WasiException(Errno.NOTDIR);
        }
        if (!directory && target.state().isDirectory()) {
            throw new WasiException(Errno.ISDIR);
        }
        if (directory && !target.file().equals(source.file())) {
            requireEmpty(target.file());
        }
    }

    private static void requireEmpty(TruffleFile folder) throws IOException, WasiException {
        try (DirectoryStream<TruffleFile> stream = folder.newDirectoryStream()) {
            if (stream.iterator().hasNext()) {
                throw new WasiException(Errno.NOTEMPTY);
            }
        }
    }
}
