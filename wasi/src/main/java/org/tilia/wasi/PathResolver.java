package org.tilia.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Finds out what a path means, one name after the other: the host's file system is never given more than one name at a
 * time below a folder that is known to be a folder, so it has no symbolic link and no {@code ..} to follow. Holds
 * {@link FolderLock}, as does whoever uses what was found.
 */
final class PathResolver {

    private static final String SEPARATOR = "/";
    private static final String HERE = ".";
    private static final String PARENT = "..";
    /** As many symbolic links as Linux follows. */
    private static final int MAX_LINKS = 40;
    private static final int MAX_NAME_BYTES = 255;
    /** Names that are pending; links in links could make them many. */
    private static final int MAX_PENDING = 1 << 14;

    private final Preopen preopen;
    /** How many names lead to the folder that the path starts in, and that it may not leave. */
    private final int floor;
    private final Deque<TruffleFile> folders = new ArrayDeque<>();
    private final List<String> names;
    /** Whether a symbolic link at the path's end means what it leads to if a slash follows it. */
    private final boolean slashFollows;
    private final Deque<String> pending = new ArrayDeque<>();
    private int links;
    private boolean mustBeDirectory;

    /**
     * What a path means.
     *
     * @param state null when there is nothing of that name
     * @param mustBeDirectory whether the path ends so that it can only mean a folder
     * @param named false when the path ends in no name, but in {@code .} or {@code ..}, or is empty
     */
    record Target(PlacedDescriptor.Place place, TruffleFile file, FileState state, boolean mustBeDirectory, boolean named) {

        boolean exists() {
            return state != null;
        }

        /** Fails unless it is there. */
        Target existing() throws WasiException {
            if (state == null) {
                throw new WasiException(Errno.NOENT);
            }
            if (mustBeDirectory && !state.isDirectory()) {
                throw new WasiException(Errno.NOTDIR);
            }
            return this;
        }
    }

    private PathResolver(DirectoryDescriptor start, boolean slashFollows) throws IOException, WasiException {
        this.preopen = start.preopen();
        this.names = new ArrayList<>(start.place().names());
        this.floor = names.size();
        this.slashFollows = slashFollows;
        folders.push(start.folder());
    }

    /**
     * Resolves a path to a file or folder that is looked at or opened.
     *
     * @param follow whether a symbolic link at its end means what that leads to; one that a slash follows always does
     * @throws WasiException with {@link Errno#PERM} when it leads out of the folder
     */
    static Target resolve(DirectoryDescriptor start, String path, boolean follow) throws IOException, WasiException {
        return new PathResolver(start, true).walk(path, follow);
    }

    /**
     * As {@link #resolve}, to a name that is made, removed or moved: that of a symbolic link means the link, slash or not,
     * so that nobody removes a folder who names a link to it.
     */
    static Target resolveName(DirectoryDescriptor start, String path) throws IOException, WasiException {
        return new PathResolver(start, false).walk(path, false);
    }

    private Target walk(String path, boolean follow) throws IOException, WasiException {
        expand(path);
        while (!pending.isEmpty()) {
            String name = pending.pop();
            if (name.equals(PARENT)) {
                leave();
            } else if (!name.equals(HERE)) {
                Target end = step(name, follow);
                if (end != null) {
                    return end;
                }
            }
        }
        TruffleFile folder = folders.peek();
        return new Target(place(), folder, FileState.of(folder), true, false);
    }

    /** Puts the names of a path in front of those that are pending. */
    private void expand(String path) throws WasiException {
        if (path.isEmpty()) {
            throw new WasiException(Errno.NOENT);
        }
        if (path.startsWith(SEPARATOR)) {
            throw new WasiException(Errno.PERM);
        }
        List<String> parts = new ArrayList<>(Arrays.asList(path.split(SEPARATOR)));
        parts.removeIf(String::isEmpty);
        if (parts.size() + pending.size() > MAX_PENDING) {
            throw new WasiException(Errno.NAMETOOLONG);
        }
        if (pending.isEmpty()) {
            mustBeDirectory |= path.endsWith(SEPARATOR);
        }
        Collections.reverse(parts);
        parts.forEach(pending::push);
    }

    private void leave() throws WasiException {
        if (names.size() == floor) {
            throw new WasiException(Errno.PERM);
        }
        names.removeLast();
        folders.pop();
    }

    /** Takes a step to a name in the current folder; gives the target when the path ends there. */
    private Target step(String name, boolean follow) throws IOException, WasiException {
        TruffleFile child = child(folders.peek(), name);
        FileState state = FileState.ifPresent(child);
        boolean last = pending.isEmpty();
        if (state != null && state.isLink() && (!last || follow || mustBeDirectory && slashFollows)) {
            if (++links > MAX_LINKS) {
                throw new WasiException(Errno.LOOP);
            }
            expand(readLink(child));
            return null;
        }
        names.add(name);
        if (last) {
            return new Target(place(), child, state, mustBeDirectory, true);
        }
        if (state == null) {
            throw new WasiException(Errno.NOENT);
        }
        if (!state.isDirectory()) {
            throw new WasiException(Errno.NOTDIR);
        }
        folders.push(child);
        return null;
    }

    private PlacedDescriptor.Place place() {
        return new PlacedDescriptor.Place(preopen, List.copyOf(names));
    }

    /** The file of one name; what the host's file system takes for more than a name is refused. */
    private static TruffleFile child(TruffleFile folder, String name) throws WasiException {
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw new WasiException(Errno.NAMETOOLONG);
        }
        TruffleFile child = folder.resolve(name);
        if (!name.equals(child.getName()) || !folder.equals(child.getParent())) {
            throw new WasiException(Errno.INVAL);
        }
        return child;
    }

    /** The text of a symbolic link, with the interface's separators. */
    static String readLink(TruffleFile link) throws IOException {
        return link.readSymbolicLink().getPath();
    }
}
