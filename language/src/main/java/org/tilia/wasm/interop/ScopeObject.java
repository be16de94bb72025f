package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.tilia.wasm.runtime.WasmStore;

/**
 * The bindings as the embedder has them, where guests burn fuel: with the member {@code fuel}, what is left, which can be
 * written. Programs of other languages get the bindings without it, so that they cannot lift a limit of which they are a part.
 */
@ExportLibrary(InteropLibrary.class)
public final class ScopeObject extends MemberObject {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    private static final String FUEL = "fuel";

    private final BindingsObject bindings;

    public ScopeObject(BindingsObject bindings, WasmStore store) {
        super(store);
        this.bindings = bindings;
    }

    @Override
    TypeObject type() {
        return TypeObject.BINDINGS;
    }

    @Override
    Collection<String> members() {
        List<String> names = new ArrayList<>(bindings.members());
        names.remove(FUEL);
        names.add(FUEL);
        return names;
    }

    @Override
    Object value(String member) {
        return member.equals(FUEL) ? (Object) store().fuelLeft() : bindings.value(member);
    }

    @ExportMessage
    boolean isScope() {
        return true;
    }

    @ExportMessage
    boolean isMemberModifiable(String member) {
        return member.equals(FUEL);
    }

    @ExportMessage
    boolean isMemberInsertable(@SuppressWarnings("unused") String member) {
        return false;
    }

    @ExportMessage
    @TruffleBoundary
    void writeMember(String member, Object value) throws UnknownIdentifierException, UnsupportedMessageException, UnsupportedTypeException {
        if (!member.equals(FUEL)) {
            throw UnknownIdentifierException.create(member);
        }
        if (!INTEROP.fitsInLong(value) || INTEROP.asLong(value) < 0) {
            throw UnsupportedTypeException.create(new Object[]{value}, "fuel is a number from 0 on");
        }
        store().fillFuel(INTEROP.asLong(value));
    }

    @Override
    public String toString() {
        return bindings.toString();
    }
}
