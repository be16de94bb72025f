package org.tilia.wasm.runtime;

/** Lets checked exceptions pass, as they are, where the compiler knows of none. */
public final class Unchecked {

    private Unchecked() {
    }

    /**
     * Throws this.
     *
     * @return never; for a {@code throw} by which the compiler sees that nothing follows
     */
    public static RuntimeException rethrow(Throwable thrown) {
        throw Unchecked.<RuntimeException>as(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E as(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
