package org.tilia.benchmarks;

/** A way over the border between a host and a module, or the making of what is needed for it. */
enum Crossing {
    HOST_TO_GUEST("call", "host calls a function of two i32", 200_000),
    TYPED_TO_GUEST("typed-call", "the same, as a function of Java", 200_000),
    TYPED_INSIDE("inside-call", "the same, on a thread that is inside of the context", 200_000),
    TYPED_LOOP("loop-call", "the same for a function with a loop of one turn", 200_000),
    GUEST_TO_HOST("host-call", "function calls a host function of one i32", 200_000),
    GUEST_TO_TYPED("typed-host-call", "the same, a function of a host module", 2_000_000),
    INSTANCE("instance", "a new instance of a module that is loaded, and one call", 2_000),
    CONTEXT("context", "a new context in an engine that knows the module, an instance, one call, close", 100);

    private final String id;
    private final String title;
    private final int operations;

    Crossing(String id, String title, int operations) {
        this.id = id;
        this.title = title;
        this.operations = operations;
    }

    String title() {
        return title;
    }

    /** Whether it goes by what only Tilia has. */
    boolean isTyped() {
        return this == TYPED_TO_GUEST || this == TYPED_INSIDE || this == TYPED_LOOP || this == GUEST_TO_TYPED;
    }

    /** How often it is done in a round. */
    int operations() {
        return operations;
    }

    /** Times the rounds in this process, and prints each. */
    void measure(Host host, int rounds) {
        for (int round = 0; round < rounds; round++) {
            long before = System.nanoTime();
            switch (this) {
                case HOST_TO_GUEST -> host.call(operations);
                case GUEST_TO_HOST, GUEST_TO_TYPED -> host.takeCalls(operations);
                case TYPED_TO_GUEST, TYPED_INSIDE -> host.call(operations);
                case TYPED_LOOP -> host.loop(operations);
                case INSTANCE -> repeat(host::instantiate);
                case CONTEXT -> repeat(host::enter);
            }
            Round.print(System.out, (System.nanoTime() - before) / 1e9);
        }
    }

    private void repeat(Runnable operation) {
        for (int i = 0; i < operations; i++) {
            operation.run();
        }
    }

    /** An engine that has loaded the module {@code crossing.wasm}. All methods check what the module answers. */
    interface Host {
        /** Calls {@code add} so many times. */
        void call(int times);

        /** Calls {@code count}, which calls the host function {@code next} so many times. */
        void takeCalls(int times);

        /** Calls {@code count} so many times for one turn of its loop. */
        default void loop(int times) {
            throw new UnsupportedOperationException();
        }

        /** Makes an instance and calls its {@code add} once. */
        void instantiate();

        /** The same in a context of its own, which is closed. */
        void enter();
    }

    static void check(int result, int expected) {
        if (result != expected) {
            throw new IllegalStateException("the module answered " + result + ", not " + expected);
        }
    }

    /** Its short name. */
    @Override
    public String toString() {
        return id;
    }
}
