package org.tilia.wasm.runtime;

import com.oracle.truffle.api.TruffleFile;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.graalvm.options.OptionValues;
import org.tilia.wasm.module.MemoryType;

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

    /**
     * A file of the file system that was granted; whether it exists, and what may be done with it, is for that to say.
     *
     * @throws UnsupportedOperationException, {@link IllegalArgumentException} or {@link SecurityException} when it has no such path
     */
    TruffleFile file(String path);

    /** The options of the context. */
    OptionValues options();

    /** Whether sockets may be opened. */
    boolean allowsSockets();

    /** A new memory, which counts as one of the context. */
    LinearMemory allocate(MemoryType type);

    /** Threads for guests. */
    GuestThreads threads();
}
