package org.tilia.wasm.interop;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.utilities.TriState;

/** A type of objects: what they answer when they are asked for their meta object. */
@ExportLibrary(InteropLibrary.class)
class TypeObject implements TruffleObject {

    static final TypeObject MODULE = new TypeObject("Module");
    static final TypeObject INSTANCE = new TypeObject("Instance");
    static final TypeObject EXPORTS = new TypeObject("Exports");
    static final TypeObject FUNCTION = new TypeObject("Function");
    static final TypeObject MEMORY = new TypeObject("Memory");
    static final TypeObject TABLE = new TypeObject("Table");
    static final TypeObject GLOBAL = new TypeObject("Global");
    static final TypeObject TAG = new TypeObject("Tag");
    static final TypeObject TYPE = new TypeObject("Type");
    static final TypeObject BINDINGS = new TypeObject("Bindings");

    private final String name;

    TypeObject(String name) {
        this.name = name;
    }

    @ExportMessage
    final boolean isMetaObject() {
        return true;
    }

    @ExportMessage(name = "getMetaSimpleName")
    @ExportMessage(name = "getMetaQualifiedName")
    final Object name() {
        return name;
    }

    @ExportMessage
    final boolean isMetaInstance(Object instance) {
        return instance instanceof GuestObject object && object.type().name.equals(name);
    }

    /** A constructor and the type of what it makes are the same. */
    @ExportMessage
    final TriState isIdenticalOrUndefined(Object other) {
        return other instanceof TypeObject type ? TriState.valueOf(type.name.equals(name)) : TriState.UNDEFINED;
    }

    @ExportMessage
    final int identityHashCode() {
        return name.hashCode();
    }

    @ExportMessage
    final Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return name;
    }

    @Override
    public final String toString() {
        return name;
    }
}
