package org.tilia.wasm.host;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;

/** Handles of methods, public or not, as far as their module lets this one. */
final class Access {

    private Access() {
    }

    /**
     * The method of a functional interface.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Method functionalMethod(Class<?> type) {
        List<Method> methods = type.isInterface() ? Stream.of(type.getMethods()).filter(method -> Modifier.isAbstract(method.getModifiers())).toList()
                        : List.of();
        if (methods.size() != 1) {
            throw new IllegalArgumentException(type.getTypeName() + " is no functional interface");
        }
        return methods.getFirst();
    }

    /**
     * @param lookup whose rights are used where the method or constructor is not open to everyone
     * @throws IllegalArgumentException when they do not suffice
     */
    static MethodHandle unreflect(MethodHandles.Lookup lookup, Executable member) {
        member.trySetAccessible();
        try {
            return member instanceof Constructor<?> constructor ? lookup.unreflectConstructor(constructor) : lookup.unreflect((Method) member);
        } catch (IllegalAccessException e) {
            throw refused(member.getDeclaringClass().getTypeName() + "." + member.getName(), e);
        }
    }

    static IllegalArgumentException refused(String name, Throwable cause) {
        return new IllegalArgumentException(name + " is not accessible: make it and its class public and export the package, or give a "
                        + "MethodHandles.lookup()", cause);
    }
}
