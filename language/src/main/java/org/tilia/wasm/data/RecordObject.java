package org.tilia.wasm.data;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.Map;
import java.util.stream.Collectors;

/** Fixed members, as in a description of an import or the result of a script. */
@ExportLibrary(InteropLibrary.class)
public final class RecordObject implements TruffleObject {

    private final Map<String, Object> members;

    /** @param members in the order that they are listed in */
    public RecordObject(Map<String, Object> members) {
        this.members = members;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return ArrayObject.of(members.keySet());
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return members.containsKey(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        Object value = members.get(member);
        if (value == null) {
            throw UnknownIdentifierException.create(member);
        }
        return value;
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return toString();
    }

    @Override
    public String toString() {
        return members.entrySet().stream().map(member -> member.getKey() + ": " + ArrayObject.display(member.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
