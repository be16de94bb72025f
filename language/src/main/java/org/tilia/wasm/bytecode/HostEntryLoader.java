package org.tilia.wasm.bytecode;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.tilia.wasm.runtime.CompiledEntry;

/** Defines the entry of one function of the host, whose handle is a constant there, so that the JVM inlines the function. */
public final class HostEntryLoader extends ClassLoader {

    private final MethodHandle handle;

    private HostEntryLoader(ClassLoader signatures, MethodHandle handle) {
        super(signatures);
        this.handle = handle;
    }

    /** @param signatures what loads the class that the entry extends */
    static CompiledEntry define(ClassLoader signatures, byte[] bytes, MethodHandle handle) {
        HostEntryLoader loader = new HostEntryLoader(signatures, handle);
        GeneratedAccess.grant(loader.getUnnamedModule());
        try {
            return (CompiledEntry) loader.defineClass(null, bytes, 0, bytes.length).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** The constant of a generated class; called by the JVM. */
    @SuppressWarnings("unused")
    public static MethodHandle handle(MethodHandles.Lookup caller, String name, Class<?> type) {
        return ((HostEntryLoader) caller.lookupClass().getClassLoader()).handle;
    }
}
