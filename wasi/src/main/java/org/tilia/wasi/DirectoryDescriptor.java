package org.tilia.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.util.List;

/** An open folder: a guest reaches what is in it by paths that start here, and nothing else. */
final class DirectoryDescriptor extends PlacedDescriptor {

    private final boolean preopened;
    private final DirectoryReader reader = new DirectoryReader(this);

    private DirectoryDescriptor(Place place, FileState state, long rights, long inheritingRights, boolean preopened) {
        super(place, state, rights, inheritingRights, 0);
        this.preopened = preopened;
    }

    static DirectoryDescriptor of(Preopen preopen) {
        return new DirectoryDescriptor(new Place(preopen, List.of()), preopen.state(), Rights.DIRECTORY, Rights.INHERITED, true);
    }

    static DirectoryDescriptor of(Place place, FileState state, long rights, long inheritingRights) {
        return new DirectoryDescriptor(place, state, rights & Rights.DIRECTORY, inheritingRights & Rights.INHERITED, false);
    }

    /** Whether the guest had it from the start, and finds it by {@code fd_prestat_get}. */
    boolean isPreopened() {
        return preopened;
    }

    DirectoryReader reader() {
        return reader;
    }

    /** As {@link #locate}, for a folder that must still be there. */
    TruffleFile folder() throws IOException, WasiException {
        TruffleFile folder = locate();
        if (folder == null) {
            throw new WasiException(Errno.NOENT);
        }
        return folder;
    }

    @Override
    FileState state() throws WasiException {
        return FolderLock.reading(() -> locate() == null ? lastState().unlinked(lastState().size()) : lastState());
    }

    @Override
    long read(IoVectors buffers) throws WasiException {
        throw new WasiException(Errno.ISDIR);
    }

    @Override
    long write(IoVectors buffers) throws WasiException {
        throw new WasiException(Errno.ISDIR);
    }

    @Override
    void close() throws WasiException {
        reader.close();
    }
}
