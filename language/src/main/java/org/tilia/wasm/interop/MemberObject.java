package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.Collection;
import org.tilia.wasm.data.ArrayObject;
import org.tilia.wasm.runtime.WasmStore;

/** A view whose members are read-only values, and methods. */
@ExportLibrary(InteropLibrary.class)
abstract class MemberObject extends GuestObject {

    MemberObject(WasmStore store) {
        super(store);
    }

    /** The names of all members, in the order that they are listed in. */
    abstract Collection<String> members();

    /** The value of a member that is no method; null where there is none of this name. */
    abstract Object value(String member);

    /** Whether a member is a method. */
    boolean isMethod(@SuppressWarnings("unused") String member) {
        return false;
    }

    /** Calls a method. */
    Object call(String method, @SuppressWarnings("unused") Object[] arguments) throws ArityException, UnsupportedTypeException {
        throw new AssertionError(method);
    }

    @ExportMessage
    final boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    final Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return ArrayObject.of(members());
    }

    @ExportMessage
    @TruffleBoundary
    final boolean isMemberReadable(String member) {
        return isMethod(member) || value(member) != null;
    }

    @ExportMessage
    @TruffleBoundary
    final Object readMember(String member) throws UnknownIdentifierException {
        Object value = isMethod(member) ? new Method(this, member) : value(member);
        if (value == null) {
            throw UnknownIdentifierException.create(member);
        }
        return value;
    }

    @ExportMessage
    @TruffleBoundary
    final boolean isMemberInvocable(String member) {
        return isMethod(member);
    }

    @ExportMessage
    @TruffleBoundary
    final Object invokeMember(String member, Object[] arguments)
                    throws UnknownIdentifierException, ArityException, UnsupportedTypeException {
        if (!isMethod(member)) {
            throw UnknownIdentifierException.create(member);
        }
        return checked(member, arguments);
    }

    private Object checked(String method, Object[] arguments) throws ArityException, UnsupportedTypeException {
        try {
            return call(method, arguments);
        } catch (ArityException e) {
            throw Refusals.leaving(e, method, store());
        } catch (UnsupportedTypeException e) {
            throw Refusals.leaving(e, method, store());
        }
    }

    /** A method as a value. */
    @ExportLibrary(InteropLibrary.class)
    static final class Method extends GuestObject {

        private final MemberObject receiver;
        private final String name;

        Method(MemberObject receiver, String name) {
            super(receiver.store());
            this.receiver = receiver;
            this.name = name;
        }

        @Override
        TypeObject type() {
            return TypeObject.FUNCTION;
        }

        @ExportMessage
        boolean isExecutable() {
            return true;
        }

        @ExportMessage
        @TruffleBoundary
        Object execute(Object[] arguments) throws ArityException, UnsupportedTypeException {
            return receiver.checked(name, arguments);
        }

        @ExportMessage
        boolean hasExecutableName() {
            return true;
        }

        @ExportMessage
        Object getExecutableName() {
            return name;
        }

        @Override
        public String toString() {
            return name + " of " + receiver;
        }
    }
}
