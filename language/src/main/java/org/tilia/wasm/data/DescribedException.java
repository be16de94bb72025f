package org.tilia.wasm.data;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import java.util.List;

/**
 * An exception that tells hosts what happened by members, so that nobody has to look into its message. All have a member
 * {@code kind}, a short text that does not change from one version to the next.
 */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("serial")
public abstract class DescribedException extends AbstractTruffleException {

    /** The member that says what kind of exception it is. */
    protected static final String KIND = "kind";

    protected DescribedException(String message) {
        super(message);
    }

    protected DescribedException(String message, Throwable cause, Node location) {
        super(message, cause, UNLIMITED_STACK_TRACE, location);
    }

    /** The names of the members, whether they have a value or not. */
    protected abstract List<String> members();

    /**
     * A member's value.
     *
     * @param name one of {@link #members}
     * @return a value of interop, or null where there is none
     */
    protected abstract Object member(String name);

    private Object find(String name) {
        return members().contains(name) ? member(name) : null;
    }

    @ExportMessage
    public final boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    public final Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return ArrayObject.of(members().stream().filter(name -> member(name) != null).toList());
    }

    @ExportMessage
    @TruffleBoundary
    public final boolean isMemberReadable(String name) {
        return find(name) != null;
    }

    @ExportMessage
    @TruffleBoundary
    public final Object readMember(String name) throws UnknownIdentifierException {
        Object value = find(name);
        if (value == null) {
            throw UnknownIdentifierException.create(name);
        }
        return value;
    }
}
