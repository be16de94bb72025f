package org.tilia.wasm.host;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;

/** Handles of methods, public or not, as far as their module lets this one. */
final class Access {

    private Access() {
    }

    /**
     * @param lookup whose rights are used where the method is not open to everyone
     * @throws IllegalArgumentException when they do not suffice
     */
    static MethodHandle unreflect(MethodHandles.Lookup lookup, Method method) {
        method.trySetAccessible();
        try {
            return lookup.unreflect(method);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(method.getDeclaringClass().getTypeName() + "." + method.getName()
                            + " is not accessible: make it and its class public and export the package, or give a MethodHandles.lookup()", e);
        }
    }
}
