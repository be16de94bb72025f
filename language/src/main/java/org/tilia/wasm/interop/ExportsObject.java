package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.CachedLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.tilia.wasm.data.ArrayObject;
import org.tilia.wasm.module.Export;
import org.tilia.wasm.module.ExternalKind;
import org.tilia.wasm.module.GlobalType;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.runtime.StoreObject;
import org.tilia.wasm.runtime.WasmModule;

/** An instance's exports as members, in the module's order. A mutable global can be written by its name. */
@ExportLibrary(InteropLibrary.class)
public final class ExportsObject extends GuestObject {

    private final InstanceObject owner;

    ExportsObject(InstanceObject owner) {
        super(owner.store());
        this.owner = owner;
    }

    @Override
    TypeObject type() {
        return TypeObject.EXPORTS;
    }

    private Export find(String name) {
        return owner.module().exports().get(name);
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return ArrayObject.of(owner.module().exports().keySet());
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return find(member) != null;
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        StoreObject export = find(member) == null ? null : owner.instance().export(member);
        if (export == null) {
            throw UnknownIdentifierException.create(member);
        }
        return Conversions.view(export, store());
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberModifiable(String member) {
        Export export = find(member);
        Module definition = owner.module().definition();
        return export != null && export.kind() == ExternalKind.GLOBAL
                        && definition.globals().get(export.index()) instanceof GlobalType global && global.mutable();
    }

    @ExportMessage
    boolean isMemberInsertable(@SuppressWarnings("unused") String member) {
        return false;
    }

    @ExportMessage
    @TruffleBoundary
    void writeMember(String member, Object value)
                    throws UnknownIdentifierException, UnsupportedMessageException, UnsupportedTypeException {
        if (!(readMember(member) instanceof GlobalObject global)) {
            throw UnsupportedMessageException.create();
        }
        global.write(value);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberInvocable(String member) {
        return functionIndex(member) >= 0;
    }

    @ExportMessage
    static class InvokeMember {

        /** One code for all instances of the module. */
        @Specialization(guards = {"exports.module() == module", "member.equals(name)", "index >= 0"}, limit = "4")
        @SuppressWarnings("unused")
        static Object known(ExportsObject exports, String member, Object[] arguments, @Cached("exports.module()") WasmModule module,
                        @Cached("member") String name, @Cached("exports.functionIndex(name)") int index,
                        @CachedLibrary(limit = "4") InteropLibrary functions)
                        throws UnsupportedMessageException, ArityException, UnsupportedTypeException {
            return functions.execute(FunctionObject.of(exports.owner.instance().function(index), exports.store()), arguments);
        }

        @Specialization(replaces = "known")
        static Object any(ExportsObject exports, String member, Object[] arguments)
                        throws UnknownIdentifierException, UnsupportedMessageException, ArityException, UnsupportedTypeException {
            if (exports.readMember(member) instanceof FunctionObject function) {
                return function.call(arguments);
            }
            throw UnsupportedMessageException.create();
        }
    }

    WasmModule module() {
        return owner.module();
    }

    /** The index of an exported function; −1 where there is none of this name. */
    @TruffleBoundary
    int functionIndex(String member) {
        Export export = find(member);
        return export != null && export.kind() == ExternalKind.FUNCTION ? export.index() : -1;
    }

    @Override
    public String toString() {
        return "exports of " + owner.module().name();
    }
}
