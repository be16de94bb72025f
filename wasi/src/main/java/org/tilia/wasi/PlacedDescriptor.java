package org.tilia.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A file or a folder in a preopened folder. It is known by the names that lead to it and by what it was when it was
 * opened: where the names have come to lead elsewhere, it has no place any more. Names change under {@link FolderLock}.
 */
abstract class PlacedDescriptor extends Descriptor {

    private volatile Place place;
    /** What it was when it was last looked at. */
    private volatile FileState lastState;

    /** @param names those of the folders below the preopened one, and its own; none for the preopened folder itself */
    record Place(Preopen preopen, List<String> names) {
    }

    PlacedDescriptor(Place place, FileState state, long rights, long inheritingRights, int flags) {
        super(rights, inheritingRights, flags);
        this.place = place;
        this.lastState = state;
    }

    final Place place() {
        return place;
    }

    final Preopen preopen() {
        return place.preopen();
    }

    final FileState lastState() {
        return lastState;
    }

    @Override
    final FileType type() {
        return lastState.type();
    }

    /** Where it is, each step a folder and no symbolic link; null when it is there no more. Holds {@link FolderLock}. */
    final TruffleFile locate() throws IOException {
        TruffleFile file = place.preopen().root();
        FileState state = FileState.ifPresent(file);
        FileState expected = place.preopen().state();
        if (state == null || !state.isSame(expected)) {
            return null;
        }
        for (String name : place.names()) {
            if (!state.isDirectory()) {
                return null;
            }
            file = file.resolve(name);
            state = FileState.ifPresent(file);
            if (state == null) {
                return null;
            }
        }
        if (!state.isSame(lastState)) {
            return null;
        }
        lastState = state;
        return file;
    }

    /** Sets times; where it has lost its name, only what {@link #state} tells of them. */
    @Override
    final void setTimes(FileTimes times) throws WasiException {
        preopen().requireWritable();
        FolderLock.changing(() -> {
            TruffleFile file = locate();
            if (file != null) {
                times.set(file);
            } else {
                lastState = times.applyTo(lastState);
            }
            return null;
        });
    }

    /** A folder or a file has got another place, and with it all that is below. Holds {@link FolderLock}. */
    final void moved(Place from, Place to) {
        List<String> names = place.names();
        int depth = from.names().size();
        if (place.preopen() == from.preopen() && names.size() >= depth && names.subList(0, depth).equals(from.names())) {
            List<String> newNames = new ArrayList<>(to.names());
            newNames.addAll(names.subList(depth, names.size()));
            place = new Place(to.preopen(), List.copyOf(newNames));
        }
    }
}
