package org.tilia.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.util.function.Function;

/**
 * A folder that a guest was given.
 *
 * @param guestPath how the guest knows it
 * @param root where it is, without symbolic links
 * @param state what it was when it was given
 * @param texts makes a path of its file system from a text, for symbolic links
 * @param readOnly whether nothing in it may be changed
 */
record Preopen(String guestPath, TruffleFile root, FileState state, Function<String, TruffleFile> texts, boolean readOnly) {

    void requireWritable() throws WasiException {
        if (readOnly) {
            throw new WasiException(Errno.ROFS);
        }
    }
}
