package org.tilia.wasm;

import java.util.Arrays;
import org.tilia.wasm.bytecode.JvmTier;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.runtime.GuestFrames;
import org.tilia.wasm.runtime.ImportResolver;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.Linker;
import org.tilia.wasm.runtime.MemoryKind;
import org.tilia.wasm.runtime.StoreLimits;
import org.tilia.wasm.runtime.ThreadState;
import org.tilia.wasm.runtime.TypeRegistry;
import org.tilia.wasm.runtime.Values;
import org.tilia.wasm.runtime.WasmEngine;
import org.tilia.wasm.runtime.WasmFunction;
import org.tilia.wasm.runtime.WasmModule;
import org.tilia.wasm.runtime.WasmStore;
import org.tilia.wasm.text.WatParser;
import org.tilia.wasm.tree.WasmTreeBuilder;

/** An instance of a module without a polyglot context, for tests of the parts below it. */
public final class Guest {

    /** How code is to run. */
    public enum Tier {
        /** The tree alone. */
        TREE(null),
        /** The tree until code is a little warm. */
        MIXED(new JvmTier.Thresholds(3, 10)),
        /** The JVM tier from the first call and the first back edge. */
        JVM(new JvmTier.Thresholds(0, 0));

        private final JvmTier.Thresholds thresholds;

        Tier(JvmTier.Thresholds thresholds) {
            this.thresholds = thresholds;
        }

        /** A new engine that runs code so. */
        public WasmEngine engine() {
            JvmTier tier = thresholds == null ? null : new JvmTier(thresholds);
            return new WasmEngine(null, new TypeRegistry(), MemoryKind.NATIVE, new WasmTreeBuilder(null),
                            tier == null ? _ -> null : tier::compiler, tier, tier == null ? GuestFrames.NONE : tier);
        }
    }

    private final ThreadState thread = new ThreadState(null, Integer.MAX_VALUE, null);
    private final Instance instance;

    private Guest(WasmEngine engine, byte[] bytes) {
        WasmModule module = new WasmModule(ModuleLoader.load(bytes, ModuleLimits.DEFAULT), "test", engine);
        WasmStore store = new WasmStore(engine, StoreLimits.DEFAULT, () -> thread, null);
        instance = Linker.instantiate(module, ImportResolver.NONE, store);
    }

    /** An instance of a module in the text format. */
    public static Guest of(Tier tier, String text) {
        return of(tier.engine(), text);
    }

    /** An instance, in an engine that has others, of a module in the text format. */
    public static Guest of(WasmEngine engine, String text) {
        return new Guest(engine, WatParser.assemble(text));
    }

    /** Calls an exported function; several results come as a list of boxes. */
    public Object call(String name, Object... arguments) {
        WasmFunction function = (WasmFunction) instance.export(name);
        Object[] all = new Object[arguments.length + 2];
        all[0] = function.instance();
        all[1] = thread;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        Object first = function.code().invoke(all);
        int results = function.code().type().results().size();
        if (results <= 1) {
            return first;
        }
        Object[] several = new Object[results];
        several[0] = first;
        for (int i = 1; i < results; i++) {
            several[i] = Values.fromBits(function.code().type().results().get(i).kind(),
                            thread.primitiveResults[i]);
        }
        return Arrays.asList(several);
    }

    public Instance instance() {
        return instance;
    }
}
