package org.tilia.wasm.runtime;

/** What an atomic read-modify-write instruction makes of the value that it finds. */
public enum AtomicOperation {
    ADD {
        @Override
        int apply(int old, int operand) {
            return old + operand;
        }

        @Override
        long apply(long old, long operand) {
            return old + operand;
        }
    },
    SUBTRACT {
        @Override
        int apply(int old, int operand) {
            return old - operand;
        }

        @Override
        long apply(long old, long operand) {
            return old - operand;
        }
    },
    AND {
        @Override
        int apply(int old, int operand) {
            return old & operand;
        }

        @Override
        long apply(long old, long operand) {
            return old & operand;
        }
    },
    OR {
        @Override
        int apply(int old, int operand) {
            return old | operand;
        }

        @Override
        long apply(long old, long operand) {
            return old | operand;
        }
    },
    XOR {
        @Override
        int apply(int old, int operand) {
            return old ^ operand;
        }

        @Override
        long apply(long old, long operand) {
            return old ^ operand;
        }
    },
    EXCHANGE {
        @Override
        int apply(int old, int operand) {
            return operand;
        }

        @Override
        long apply(long old, long operand) {
            return operand;
        }
    };

    /** The new value; of narrower ones the low bits count. */
    abstract int apply(int old, int operand);

    /** The new value. */
    abstract long apply(long old, long operand);
}
