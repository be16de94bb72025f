package org.tilia.wasm.runtime;

/** What a function of the host does when a guest calls it. */
@FunctionalInterface
public interface HostFunction {

    /**
     * Runs the function.
     *
     * @param importer the instance that imports the function, whose memories it may use
     * @param arguments as Integer, Long, Float, Double or references, by the function's type
     * @return null for no result, the one result, or an {@code Object[]} of several; of the type's classes
     */
    Object call(Instance importer, Object[] arguments);

    /** Whether there is a node that does the same, so that Truffle can compile the function into its callers. */
    default boolean hasNode() {
        return false;
    }

    /** A node that does the same, for this function alone; null where there is none. */
    default HostCallNode createNode() {
        return null;
    }
}
