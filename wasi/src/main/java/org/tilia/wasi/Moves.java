package org.tilia.wasi;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.StandardCopyOption;
import org.tilia.wasi.PathResolver.Target;

/** Renames, in one step where the file system can. */
final class Moves {

    private Moves() {
    }

    static void move(Target source, Target target) throws IOException {
        try {
            source.file().move(target.file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            // Where the systems of both are numbered, they are two: a guest copies then, as it would elsewhere.
            if (source.state().identified()) {
                throw e;
            }
            source.file().move(target.file(), StandardCopyOption.REPLACE_EXISTING);
        } catch (UnsupportedOperationException e) {
            source.file().move(target.file(), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
