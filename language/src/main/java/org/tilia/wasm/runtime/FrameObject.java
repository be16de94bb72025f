package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.source.SourceSection;

/** A guest's frame as other languages and hosts see it in a stack trace: a name and a place. */
@ExportLibrary(InteropLibrary.class)
public final class FrameObject implements TruffleObject {

    private final GuestFrame frame;

    public FrameObject(GuestFrame frame) {
        this.frame = frame;
    }

    @ExportMessage
    boolean hasExecutableName() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getExecutableName() {
        return frame.code().name();
    }

    @ExportMessage
    boolean hasSourceLocation() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    SourceSection getSourceLocation() {
        return frame.section();
    }
}
