package org.tilia.wasm;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage.Env;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.graalvm.options.OptionValues;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.runtime.GuestThreads;
import org.tilia.wasm.runtime.HostContext;
import org.tilia.wasm.runtime.LinearMemory;
import org.tilia.wasm.runtime.WasmStore;

/** What the embedder of a context granted, handed on to host modules. */
final class EnvironmentGrants implements HostContext {

    /** Programs expect a name in front of their arguments. */
    private static final List<String> NAME_ONLY = List.of("wasm");

    private final Env env;
    private final WasmStore store;
    private final GuestThreads threads;

    EnvironmentGrants(Env env, WasmStore store, GuestThreads threads) {
        this.env = env;
        this.store = store;
        this.threads = threads;
    }

    @Override
    public InputStream input() {
        return env.in();
    }

    @Override
    public OutputStream output() {
        return env.out();
    }

    @Override
    public OutputStream error() {
        return env.err();
    }

    @Override
    public List<String> arguments() {
        String[] arguments = env.getApplicationArguments();
        return arguments.length == 0 ? NAME_ONLY : List.of(arguments);
    }

    @Override
    public Map<String, String> environment() {
        return env.getEnvironment();
    }

    @Override
    public TruffleFile file(String path) {
        return env.getPublicTruffleFile(path);
    }

    @Override
    public OptionValues options() {
        return env.getOptions();
    }

    @Override
    public boolean allowsSockets() {
        return env.isSocketIOAllowed();
    }

    @Override
    public LinearMemory allocate(MemoryType type) {
        return store.engine().memoryKind().allocate(type, store.memoryBudget());
    }

    @Override
    public GuestThreads threads() {
        return threads;
    }
}
