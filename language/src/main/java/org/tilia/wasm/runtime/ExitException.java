package org.tilia.wasm.runtime;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A guest ends its program, as {@code proc_exit} does; no guest code catches it. */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("serial")
public final class ExitException extends AbstractTruffleException {

    private final int status;

    public ExitException(int status) {
        super("exit with status " + status);
        this.status = status;
    }

    /** The program's exit status. */
    public int status() {
        return status;
    }

    @ExportMessage
    ExceptionType getExceptionType() {
        return ExceptionType.EXIT;
    }

    @ExportMessage
    int getExceptionExitStatus() {
        return status;
    }
}
