package org.tilia.wasm.bytecode;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds the classes of one module. A function's class is generated when the JVM first links a call of it. Nothing refers to
 * this loader but the module's code, so both are unloaded together.
 */
final class ModuleClassLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final ModuleCompiler compiler;
    private final String prefix;
    /** Classes of signatures, which lie in loaders of their own; kept here for as long as this module needs them. */
    private final Map<String, Class<?>> signatures = new ConcurrentHashMap<>();

    ModuleClassLoader(ModuleCompiler compiler, String prefix) {
        super(ModuleClassLoader.class.getClassLoader());
        this.compiler = compiler;
        this.prefix = prefix;
        GeneratedAccess.grant(getUnnamedModule());
    }

    void keep(Class<?> signature) {
        signatures.put(signature.getName(), signature);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(prefix)) {
            synchronized (getClassLoadingLock(name)) {
                Class<?> present = findLoadedClass(name);
                return present != null ? present : define(name, compiler.generateFunction(name));
            }
        }
        if (Names.isSignature(name)) {
            return signatures.get(name);
        }
        return super.loadClass(name, resolve);
    }

    Class<?> define(String name, byte[] bytes) {
        return defineClass(name, bytes, 0, bytes.length);
    }
}
