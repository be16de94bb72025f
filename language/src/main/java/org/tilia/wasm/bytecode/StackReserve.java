package org.tilia.wasm.bytecode;

/** Makes sure, before something is begun that must not be cut short, that there is room for it on the stack. */
final class StackReserve {

    private static final int CALLS = 1000;

    private StackReserve() {
    }

    /**
     * Returns if about 64 KiB are left.
     *
     * @throws StackOverflowError if not
     */
    static void check() {
        descend(CALLS, 0, 0, 0);
    }

    /** The arguments keep a compiled frame from being too small to count. */
    private static long descend(int calls, long a, long b, long c) {
        return calls == 0 ? a + b + c : descend(calls - 1, b + calls, c ^ a, a) + 1;
    }
}
