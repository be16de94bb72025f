package org.tilia.wasm.runtime;

import java.util.function.Supplier;

/** What the instances of one context share (spec 4.2.3). */
public final class WasmStore {

    private final WasmEngine engine;
    private final StoreLimits limits;
    private final MemoryBudget memoryBudget;
    private final Supplier<ThreadState> threads;
    private final Embedder embedder;

    /**
     * @param threads the state of the current thread in the context
     * @param embedder the context; null where no host is to be met
     */
    public WasmStore(WasmEngine engine, StoreLimits limits, Supplier<ThreadState> threads, Embedder embedder) {
        this.engine = engine;
        this.limits = limits;
        this.memoryBudget = new MemoryBudget(limits.memoryBytes());
        this.threads = threads;
        this.embedder = embedder;
    }

    public WasmEngine engine() {
        return engine;
    }

    public StoreLimits limits() {
        return limits;
    }

    /** What the context's memories may take together. */
    public MemoryBudget memoryBudget() {
        return memoryBudget;
    }

    /** The context around the store. */
    public Embedder embedder() {
        return embedder;
    }

    /** The state of the current thread. */
    public ThreadState thread() {
        return threads.get();
    }
}
