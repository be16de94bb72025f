package org.tilia.wasm.runtime;

import com.oracle.truffle.api.TruffleFile;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** What a context grants to its host modules: nothing else may reach a guest. */
public interface HostContext {

    /** Standard input. */
    InputStream input();

    /** Standard output. */
    OutputStream output();

    /** Standard error. */
    OutputStream error();

    /** The program's name and its arguments; at least the name. */
    List<String> arguments();

    /** The environment that was granted, not the host's own. */
    Map<String, String> environment();

    /** The value of an option of the language by its full name, such as {@code wasm.WasiMapDirs}; its default where it is not set. */
    Object option(String name);

    /**
     * A file of the host by the rules of the context's file access.
     *
     * @throws IllegalArgumentException when the path is not a path of the host's file system
     */
    TruffleFile file(String path);

    /** Whether the context may read and write files at all. */
    boolean isFileAccessAllowed();
}
