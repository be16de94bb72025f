package org.tilia.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage.ContextReference;
import com.oracle.truffle.api.TruffleLanguage.Env;
import com.oracle.truffle.api.nodes.Node;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.graalvm.options.OptionValues;
import org.tilia.wasm.interop.BindingsObject;
import org.tilia.wasm.interop.ContextEmbedder;
import org.tilia.wasm.interop.InstanceObject;
import org.tilia.wasm.interop.ModuleObject;
import org.tilia.wasm.interop.ScopeObject;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.runtime.HostModules;
import org.tilia.wasm.runtime.ImportResolver;
import org.tilia.wasm.runtime.StoreLimits;
import org.tilia.wasm.runtime.ThreadState;
import org.tilia.wasm.runtime.WasmEngine;
import org.tilia.wasm.runtime.WasmModule;
import org.tilia.wasm.runtime.WasmStore;
import org.tilia.wasm.script.ScriptRunner;
import org.tilia.wasm.script.StoreTarget;

/** The language's state in one context: its store, and what the host grants. */
public final class WasmContext {

    private static final ContextReference<WasmContext> REFERENCE = ContextReference.create(WasmLanguage.class);

    private final WasmStore store;
    private final ContextThreads guestThreads;
    private final HostModules hostModules;
    private final ImportResolver imports;
    private final BindingsObject bindings;
    private final Object scope;
    private final Env env;
    /** Null where there is none. */
    private final TimeLimit timeLimit;

    /** @param threads the state of the current thread */
    WasmContext(Env env, WasmEngine engine, Supplier<ThreadState> threads) {
        this.env = env;
        OptionValues options = env.getOptions();
        StoreLimits limits = WasmOptions.limits(options);
        this.store = new WasmStore(engine, limits, threads, new ContextEmbedder(env));
        this.bindings = new BindingsObject(store);
        this.scope = store.fuel() == null ? bindings : new ScopeObject(bindings, store);
        this.guestThreads = new ContextThreads(env, options.get(WasmOptions.MaxThreads));
        this.hostModules = HostModules.load(options.get(WasmOptions.Builtins), new EnvironmentGrants(env, store, guestThreads));
        this.imports = options.get(WasmOptions.UnknownImports).behind(hostModules);
        Duration time = options.get(WasmOptions.Timeout);
        this.timeLimit = time.isZero() ? null : TimeLimit.start(ContextCloser.current(env), time);
    }

    /** The current context. */
    public static WasmContext get(Node node) {
        return REFERENCE.get(node);
    }

    public WasmStore store() {
        return store;
    }

    /**
     * What a source evaluates to: a module, ready to be instantiated in this context, or an instance, where the options say so.
     *
     * @param sourceName how other instances then import from it
     */
    @TruffleBoundary
    Object evaluated(WasmModule module, String sourceName) {
        if (!env.getOptions().get(WasmOptions.EvalReturnsInstance)) {
            return new ModuleObject(module, store, imports);
        }
        InstanceObject instance = InstanceObject.linkedOnUse(module, ModuleObject.imports(store, imports, bindings.instances()), store);
        bindings.bind(sourceName, instance);
        return instance;
    }

    /** The language's bindings. */
    BindingsObject bindings() {
        return bindings;
    }

    /** The bindings, as the embedder has them. */
    Object scope() {
        return scope;
    }

    /** Runs scripts in this context. */
    ScriptRunner scriptRunner() {
        StoreTarget target = new StoreTarget(store, bytes -> ModuleLoader.load(bytes, ModuleLimits.DEFAULT, WasmLanguage.untilContextEnds()),
                        new PrintStream(env.out(), true, StandardCharsets.UTF_8));
        return new ScriptRunner(target, task -> env.newTruffleThreadBuilder(task).build());
    }

    void close() {
        if (timeLimit != null) {
            timeLimit.cancel();
        }
        guestThreads.close();
        hostModules.close();
    }
}
