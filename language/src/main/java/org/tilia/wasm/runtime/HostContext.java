package org.tilia.wasm.runtime;

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
}
