package org.tilia.wasm.trap;

/** What a node that calls or traps says of itself, for stack traces. */
public interface GuestLocation {

    /** The offset of the instruction in the module's bytes. */
    int offset();
}
