package org.tilia.wasm.nodes.control;

/** A node that itself branches. */
interface Branching {

    /** The labels that it branches to, each once; not to be modified. */
    int[] targets();
}
