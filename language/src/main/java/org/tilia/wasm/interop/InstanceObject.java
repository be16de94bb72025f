package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.CachedLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.tilia.wasm.data.ArrayObject;
import org.tilia.wasm.runtime.ImportResolver;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.Linker;
import org.tilia.wasm.runtime.WasmModule;
import org.tilia.wasm.runtime.WasmStore;
import org.tilia.wasm.trap.Trap;

/**
 * An instance as others see it: its member {@code exports} holds the exports, which can be reached as members of the
 * instance itself, too. An export of the name {@code exports} is found in {@code exports} only.
 */
@ExportLibrary(InteropLibrary.class)
public final class InstanceObject extends GuestObject {

    private static final String EXPORTS = "exports";

    private final WasmModule module;
    private final ImportResolver imports;
    private final ExportsObject exports;
    private final ReentrantLock linking = new ReentrantLock();
    private volatile Instance instance;

    private InstanceObject(WasmModule module, ImportResolver imports, WasmStore store) {
        super(store);
        this.module = module;
        this.imports = imports;
        this.exports = new ExportsObject(this);
    }

    /** An instance that is linked, and started, at once. */
    static InstanceObject of(WasmModule module, ImportResolver imports, WasmStore store) {
        InstanceObject made = new InstanceObject(module, imports, store);
        made.instance();
        return made;
    }

    /** An instance that is linked, and started, when one of its exports is first used. */
    public static InstanceObject linkedOnUse(WasmModule module, ImportResolver imports, WasmStore store) {
        return new InstanceObject(module, imports, store);
    }

    WasmModule module() {
        return module;
    }

    /** The instance, linked. */
    Instance instance() {
        Instance present = instance;
        return present != null ? present : link();
    }

    @TruffleBoundary
    private Instance link() {
        if (linking.isHeldByCurrentThread()) {
            throw new GuestError(GuestError.Kind.TYPE_ERROR, "module " + module.name() + " imports from itself, by way of others");
        }
        TruffleSafepoint.setBlockedThreadInterruptible(null, Lock::lockInterruptibly, linking);
        try {
            if (instance == null) {
                instance = Linker.instantiate(module, imports, store());
            }
            return instance;
        } catch (Trap trap) {
            throw Traps.leaving(trap);
        } finally {
            linking.unlock();
        }
    }

    ExportsObject exports() {
        return exports;
    }

    @Override
    TypeObject type() {
        return TypeObject.INSTANCE;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        List<String> names = new ArrayList<>(module.exports().keySet());
        names.remove(EXPORTS);
        names.addFirst(EXPORTS);
        return ArrayObject.of(names);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return member.equals(EXPORTS) || exports.isMemberReadable(member);
    }

    @ExportMessage
    Object readMember(String member) throws UnknownIdentifierException {
        return member.equals(EXPORTS) ? exports : exports.readMember(member);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberModifiable(String member) {
        return !member.equals(EXPORTS) && exports.isMemberModifiable(member);
    }

    @ExportMessage
    boolean isMemberInsertable(@SuppressWarnings("unused") String member) {
        return false;
    }

    @ExportMessage
    @TruffleBoundary
    void writeMember(String member, Object value)
                    throws UnknownIdentifierException, UnsupportedMessageException, UnsupportedTypeException {
        if (member.equals(EXPORTS)) {
            throw UnsupportedMessageException.create();
        }
        exports.writeMember(member, value);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberInvocable(String member) {
        return !member.equals(EXPORTS) && exports.isMemberInvocable(member);
    }

    @ExportMessage
    Object invokeMember(String member, Object[] arguments, @CachedLibrary(limit = "2") InteropLibrary functions)
                    throws UnknownIdentifierException, UnsupportedMessageException, ArityException, UnsupportedTypeException {
        if (member.equals(EXPORTS)) {
            throw UnknownIdentifierException.create(member);
        }
        return functions.invokeMember(exports, member, arguments);
    }

    @Override
    public String toString() {
        return "instance of " + module.name();
    }
}
