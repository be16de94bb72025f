package org.tilia.wasm.bytecode;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.runtime.CompiledEntry;
import org.tilia.wasm.runtime.FunctionCode;
import org.tilia.wasm.runtime.HostCode;
import org.tilia.wasm.runtime.TypedHostFunction;

/**
 * The classes of signatures, shared by all modules, so that a function of one can be called from another. Each lies in a
 * loader of its own and is kept by the modules that use it.
 */
final class SignatureClasses {

    private final Map<String, WeakReference<Loader>> loaders = new ConcurrentHashMap<>();

    /** The class of entries with this signature. */
    Class<?> entryClass(Signature signature) {
        return loader(signature).entry;
    }

    /** An entry that boxes its arguments for {@link FunctionCode#invoke}. */
    CompiledEntry stub(FunctionCode code) {
        return loader(Signature.of(code.type())).newStub(code);
    }

    /** An entry of its own class, which the JVM sees through to the function. */
    CompiledEntry direct(TypedHostFunction function, HostCode code) {
        Signature signature = Signature.of(function.type());
        return signature.directParameters() == signature.parameters().size() ? loader(signature).newDirect(function) : stub(code);
    }

    /** A handle by which the host calls functions of this type; null where they have too many parameters. */
    MethodHandle caller(FunctionType type) {
        Signature signature = Signature.of(type);
        return signature.directParameters() == signature.parameters().size() ? loader(signature).caller() : null;
    }

    private Loader loader(Signature signature) {
        SignatureClass generator = new SignatureClass(signature);
        WeakReference<Loader> present = loaders.get(generator.name());
        Loader loader = present == null ? null : present.get();
        return loader != null ? loader : define(generator);
    }

    private synchronized Loader define(SignatureClass generator) {
        WeakReference<Loader> present = loaders.get(generator.name());
        Loader loader = present == null ? null : present.get();
        if (loader == null) {
            loader = new Loader(generator);
            loaders.values().removeIf(reference -> reference.get() == null);
            loaders.put(generator.name(), new WeakReference<>(loader));
        }
        return loader;
    }

    /** Defines the two classes of one signature. */
    private static final class Loader extends ClassLoader {

        private final Class<?> entry;
        private final Constructor<?> stub;
        private final SignatureClass generator;
        /** Null until it is asked for. */
        private MethodHandle caller;

        Loader(SignatureClass generator) {
            super(SignatureClasses.class.getClassLoader());
            this.generator = generator;
            GeneratedAccess.grant(getUnnamedModule());
            entry = define(generator.name(), generator.generate());
            try {
                stub = define(generator.stubName(), generator.generateStub()).getConstructor(FunctionCode.class);
            } catch (NoSuchMethodException e) {
                throw new AssertionError(e);
            }
        }

        private Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }

        CompiledEntry newDirect(TypedHostFunction function) {
            return HostEntryLoader.define(this, generator.generateDirect(), function.handle());
        }

        synchronized MethodHandle caller() {
            if (caller == null) {
                HostCallerClass made = generator.caller();
                try {
                    Class<?> type = define(made.name(), made.generate());
                    caller = MethodHandles.publicLookup().unreflect(Stream.of(type.getDeclaredMethods()).findFirst().orElseThrow());
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
            return caller;
        }

        CompiledEntry newStub(FunctionCode code) {
            try {
                return (CompiledEntry) stub.newInstance(code);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
    }
}
