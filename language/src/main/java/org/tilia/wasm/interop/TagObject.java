package org.tilia.wasm.interop;

import org.tilia.wasm.runtime.TagInstance;
import org.tilia.wasm.runtime.WasmStore;

/** A tag of exceptions as others see it: it can only be passed on. */
public final class TagObject extends GuestObject {

    private final TagInstance tag;

    TagObject(TagInstance tag, WasmStore store) {
        super(store);
        this.tag = tag;
    }

    public TagInstance tag() {
        return tag;
    }

    @Override
    TypeObject type() {
        return TypeObject.TAG;
    }

    @Override
    public String toString() {
        return "tag " + tag.type();
    }
}
