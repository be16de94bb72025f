package org.tilia.wasm.runtime;

import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.List;
import org.tilia.wasm.data.DescribedException;

/**
 * A guest ends its program, as {@code proc_exit} does; no guest code catches it. Languages that do not tell exits apart read
 * its members {@code kind}, which is {@code exit}, and {@code status}.
 */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("serial")
public final class ExitException extends DescribedException {

    private static final String STATUS = "status";

    private final int status;

    public ExitException(int status) {
        super("exit with status " + status);
        this.status = status;
    }

    /** The program's exit status. */
    public int status() {
        return status;
    }

    @Override
    protected List<String> members() {
        return List.of(KIND, STATUS);
    }

    @Override
    protected Object member(String name) {
        return name.equals(KIND) ? "exit" : status;
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
