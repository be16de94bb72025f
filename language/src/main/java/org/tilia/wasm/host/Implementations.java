package org.tilia.wasm.host;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_MethodHandle;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.tilia.wasm.runtime.GuestCall;

/**
 * Generates classes that implement a functional interface by a handle, which is a constant there, so that the JVM sees
 * through it. One class serves all functions of an engine that have one type.
 */
final class Implementations {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final DynamicConstantDesc<?> HANDLE = DynamicConstantDesc.ofNamed(
                    ConstantDescs.ofConstantBootstrap(ConstantDescs.CD_MethodHandles, "classData", CD_Object), ConstantDescs.DEFAULT_NAME, CD_MethodHandle);
    private static final String CALL = "call";

    /** By handle and interface; neither an engine nor a program's classes are kept. */
    private static final Map<MethodHandle, Map<Class<?>, WeakReference<Class<?>>>> CLASSES = new WeakHashMap<>();

    private Implementations() {
    }

    /**
     * What makes objects of an interface.
     *
     * @param lookup whose rights are used where the interface is not open to everyone
     * @param method the interface's, with this signature
     * @param handle takes the call, and then the signature's values as {@link HandleAdapter#carriers} has them
     */
    static Function<GuestCall, Object> of(MethodHandles.Lookup lookup, Class<?> type, Method method, MethodType signature, MethodHandle handle) {
        Class<?> made;
        synchronized (CLASSES) {
            Map<Class<?>, WeakReference<Class<?>>> known = CLASSES.computeIfAbsent(handle, _ -> new WeakHashMap<>());
            WeakReference<Class<?>> present = known.get(type);
            made = present == null ? null : present.get();
            if (made == null) {
                made = define(lookup, type, method, signature, handle);
                known.put(type, new WeakReference<>(made));
            }
        }
        Class<?> implementation = made;
        return call -> {
            try {
                return implementation.getConstructor(Object.class).newInstance(call);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        };
    }

    private static Class<?> define(MethodHandles.Lookup lookup, Class<?> type, Method method, MethodType signature, MethodHandle handle) {
        MethodHandles.Lookup rights = rights(lookup, type);
        MethodHandle untyped = handle.asType(handle.type().changeParameterType(0, Object.class));
        byte[] bytes = generate(rights.lookupClass().getPackageName(), type, method, signature, untyped.type());
        try {
            return rights.defineHiddenClassWithClassData(bytes, untyped, false).lookupClass();
        } catch (IllegalAccessException | LinkageError e) {
            throw Access.refused(type.getTypeName(), e);
        }
    }

    /** This package can implement what is public; a program's other interfaces are implemented in their own packages. */
    private static MethodHandles.Lookup rights(MethodHandles.Lookup lookup, Class<?> type) {
        if (lookup.hasFullPrivilegeAccess() && lookup.lookupClass().getPackage() != LOOKUP.lookupClass().getPackage()) {
            return lookup;
        }
        LOOKUP.lookupClass().getModule().addReads(type.getModule());
        try {
            if (Modifier.isPublic(type.getModifiers()) && Class.forName(type.getName(), false, LOOKUP.lookupClass().getClassLoader()) == type) {
                return LOOKUP;
            }
            return MethodHandles.privateLookupIn(type, LOOKUP);
        } catch (ClassNotFoundException | IllegalAccessException e) {
            throw Access.refused(type.getTypeName(), e);
        }
    }

    private static byte[] generate(String packageName, Class<?> type, Method method, MethodType signature, MethodType handle) {
        ClassDesc self = ClassDesc.of(packageName, "GuestFunction");
        MethodTypeDesc described = signature.describeConstable().orElseThrow();
        return ClassFile.of().build(self, builder -> builder
                        .withFlags(ACC_FINAL | ACC_PUBLIC)
                        .withInterfaceSymbols(type.describeConstable().orElseThrow())
                        .withField(CALL, CD_Object, ACC_PRIVATE | ACC_FINAL)
                        .withMethodBody(INIT_NAME, MethodTypeDesc.of(ConstantDescs.CD_void, CD_Object), ACC_PUBLIC, code -> code
                                        .aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void)
                                        .aload(0).aload(1).putfield(self, CALL, CD_Object).return_())
                        .withMethodBody(method.getName(), described, ACC_PUBLIC, code -> {
                            code.ldc(HANDLE).aload(0).getfield(self, CALL, CD_Object);
                            int local = 1;
                            for (ClassDesc parameter : described.parameterList()) {
                                TypeKind kind = TypeKind.from(parameter);
                                code.loadLocal(kind, local);
                                local += kind.slotSize();
                            }
                            code.invokevirtual(CD_MethodHandle, "invokeExact", handle.describeConstable().orElseThrow());
                            returnResult(code, described.returnType());
                        }));
    }

    private static void returnResult(CodeBuilder code, ClassDesc type) {
        if (type.equals(ConstantDescs.CD_boolean)) {
            code.ifThenElse(Opcode.IFNE, CodeBuilder::iconst_1, CodeBuilder::iconst_0);
        } else if (!type.isPrimitive()) {
            code.checkcast(type);
        }
        code.return_(TypeKind.from(type));
    }
}
