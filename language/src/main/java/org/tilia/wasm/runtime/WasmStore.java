package org.tilia.wasm.runtime;

import java.util.function.Supplier;

/** What the instances of one context share (spec 4.2.3). */
public final class WasmStore {

    private final WasmEngine engine;
    private final StoreLimits limits;
    private final Budget memoryBudget;
    private final Budget tableBudget;
    private final Budget instanceBudget;
    /** Null where fuel is not counted. */
    private final FuelTank fuel;
    private final Supplier<ThreadState> threads;
    private final Embedder embedder;

    /**
     * @param threads the state of the current thread in the context
     * @param embedder the context; null where no host is to be met
     */
    public WasmStore(WasmEngine engine, StoreLimits limits, Supplier<ThreadState> threads, Embedder embedder) {
        this.engine = engine;
        this.limits = limits;
        this.memoryBudget = new Budget(limits.memoryBytes());
        this.tableBudget = new Budget(limits.tableElements());
        this.instanceBudget = new Budget(limits.instances());
        this.fuel = limits.fuel() == Long.MAX_VALUE ? null : new FuelTank(limits.fuel());
        this.threads = threads;
        this.embedder = embedder;
    }

    public WasmEngine engine() {
        return engine;
    }

    public StoreLimits limits() {
        return limits;
    }

    /** How many elements the context's tables may have together. */
    public Budget tableBudget() {
        return tableBudget;
    }

    /** How many instances there may be; it counts only where there is a limit. */
    Budget instanceBudget() {
        return instanceBudget;
    }

    /** What the context's memories may take together. */
    public Budget memoryBudget() {
        return memoryBudget;
    }

    /** What guests burn; null where that is not counted. */
    public FuelTank fuel() {
        return fuel;
    }

    /** How much fuel there is; shares of other threads that run guests at the moment are not among it. */
    public long fuelLeft() {
        return fuel.left() + thread().fuel;
    }

    /** Leaves guests this much fuel; other threads that run some at the moment also keep their shares. */
    public void fillFuel(long amount) {
        thread().fuel = 0;
        fuel.fill(amount);
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
