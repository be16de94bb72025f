package org.tilia.wasm.trap;

import com.oracle.truffle.api.nodes.Node;

/** A place in a module's bytes that no tree has a node for: Truffle keeps nodes as the places of exceptions and calls. */
public final class Place extends Node implements GuestLocation {

    private int offset;

    /** @param offset −1 where it is not known */
    public Place(int offset) {
        this.offset = offset;
    }

    @Override
    public int offset() {
        return offset;
    }

    /** Says where it is, unless that is known already. */
    void learn(int known) {
        if (offset < 0) {
            offset = known;
        }
    }
}
