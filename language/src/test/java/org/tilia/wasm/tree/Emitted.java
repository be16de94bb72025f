package org.tilia.wasm.tree;

import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.ThreadState;

/** Code that was emitted for one node. */
interface Emitted {

    /**
     * Runs it.
     *
     * @param primitives the slots that hold numbers, as bits
     * @param references the slots that hold references
     * @return a number's bits as a Long, a reference, or null for a statement
     */
    Object run(Instance instance, ThreadState thread, long[] primitives, Object[] references);
}
