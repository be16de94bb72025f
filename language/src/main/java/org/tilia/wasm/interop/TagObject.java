package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.tilia.wasm.runtime.TagInstance;

/** A tag of exceptions as others see it: it can only be passed on. */
@ExportLibrary(InteropLibrary.class)
public final class TagObject implements TruffleObject {

    private final TagInstance tag;

    TagObject(TagInstance tag) {
        this.tag = tag;
    }

    public TagInstance tag() {
        return tag;
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "tag " + tag.type();
    }
}
