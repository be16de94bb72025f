package org.tilia.wasm.runtime;

/** A tag of exceptions (spec 4.2.9); tags are told apart by identity. */
public final class TagInstance extends StoreObject {

    private final DefinedType type;

    public TagInstance(DefinedType type) {
        this.type = type;
    }

    /** A function type: the parameters are what an exception carries. */
    public DefinedType type() {
        return type;
    }
}
