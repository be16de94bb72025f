package org.tilia.wasm.bytecode;

import static java.lang.classfile.ClassFile.ACC_ABSTRACT;
import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_MethodHandle;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.runtime.CompiledEntry;
import org.tilia.wasm.runtime.FunctionCode;
import org.tilia.wasm.runtime.GuestEntry;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.ThreadState;
import org.tilia.wasm.runtime.Values;

/**
 * Generates, for a signature, the abstract class of all entries with it, and the stub that leads to code that is not
 * compiled.
 */
final class SignatureClass {

    private static final ClassDesc ENTRY = Emitter.describe(CompiledEntry.class);
    private static final ClassDesc CODE = Emitter.describe(FunctionCode.class);
    private static final ClassDesc INSTANCE = Emitter.describe(Instance.class);
    private static final ClassDesc THREAD = Emitter.describe(ThreadState.class);
    private static final MethodTypeDesc INVOKE = MethodTypeDesc.of(CD_Object, CD_Object.arrayType());
    private static final String STUB_SUFFIX = "_stub";
    private static final DynamicConstantDesc<?> HANDLE = DynamicConstantDesc.ofNamed(
                    ConstantDescs.ofConstantBootstrap(Emitter.describe(HostEntryLoader.class), "handle", CD_MethodHandle),
                    ConstantDescs.DEFAULT_NAME, CD_MethodHandle);
    private static final int HIDDEN = GuestEntry.HIDDEN_ARGUMENTS;

    private final Signature signature;
    private final ClassDesc self;
    private final ClassDesc stub;

    SignatureClass(Signature signature) {
        this.signature = signature;
        this.self = Names.signature(signature);
        this.stub = ClassDesc.of(Names.binaryName(self) + STUB_SUFFIX);
    }

    String name() {
        return Names.binaryName(self);
    }

    String stubName() {
        return Names.binaryName(stub);
    }

    /** The abstract class: {@code call} is left to functions, {@code invoke} unboxes for it. */
    byte[] generate() {
        return ClassFile.of().build(self, type -> type
                        .withFlags(ACC_PUBLIC | ACC_ABSTRACT)
                        .withSuperclass(ENTRY)
                        .withMethodBody(INIT_NAME, MTD_void, ACC_PUBLIC, code -> code
                                        .aload(0).invokespecial(ENTRY, INIT_NAME, MTD_void).return_())
                        .withMethod(Names.CALL, signature.descriptor(), ACC_PUBLIC | ACC_ABSTRACT, method -> {
                        })
                        .withMethodBody("invoke", INVOKE, ACC_PUBLIC | ACC_FINAL, this::invoke));
    }

    private void invoke(CodeBuilder code) {
        int arguments = 1;
        int count = signature.parameters().size();
        if (signature.directParameters() < count) {
            argument(code, arguments, 1).checkcast(THREAD);
            code.loadConstant(count).invokevirtual(THREAD, "reserveArguments", MethodTypeDesc.of(CD_void,
                            CD_int));
        }
        for (int i = signature.directParameters(); i < count; i++) {
            park(code, arguments, i);
        }
        code.aload(0);
        argument(code, arguments, 0).checkcast(INSTANCE);
        argument(code, arguments, 1).checkcast(THREAD);
        for (int i = 0; i < signature.directParameters(); i++) {
            argument(code, arguments, i + HIDDEN);
            Boxes.unbox(code, signature.parameters().get(i));
        }
        code.invokevirtual(self, Names.CALL, signature.descriptor());
        if (signature.results().isEmpty()) {
            code.aconst_null();
        } else {
            Boxes.box(code, signature.results().getFirst());
        }
        code.areturn();
    }

    private static CodeBuilder argument(CodeBuilder code, int arguments, int index) {
        return code.aload(arguments).loadConstant(index).aaload();
    }

    private void park(CodeBuilder code, int arguments, int parameter) {
        boolean reference = signature.parameters().get(parameter) == ValueKind.REF;
        argument(code, arguments, 1).checkcast(THREAD);
        if (reference) {
            code.getfield(THREAD, "referenceArguments", CD_Object.arrayType()).loadConstant(parameter);
            argument(code, arguments, parameter + HIDDEN).aastore();
        } else {
            code.getfield(THREAD, "primitiveArguments", CD_long.arrayType());
            code.loadConstant(parameter);
            argument(code, arguments, parameter + HIDDEN);
            code.invokestatic(Emitter.describe(Values.class), "toBits",
                            MethodTypeDesc.of(CD_long, CD_Object));
            code.lastore();
        }
    }

    /** The stub: holds a {@link FunctionCode} and boxes for its {@code invoke}. */
    byte[] generateStub() {
        return ClassFile.of().build(stub, type -> type
                        .withFlags(ACC_PUBLIC | ACC_FINAL)
                        .withSuperclass(self)
                        .withField("target", CODE, ClassFile.ACC_PRIVATE | ACC_FINAL)
                        .withMethodBody(INIT_NAME, MethodTypeDesc.of(CD_void, CODE), ACC_PUBLIC, code -> code
                                        .aload(0).invokespecial(self, INIT_NAME, MTD_void)
                                        .aload(0).aload(1).putfield(stub, "target", CODE).return_())
                        .withMethodBody(Names.CALL, signature.descriptor(), ACC_PUBLIC, code -> {
                            code.aload(0).getfield(stub, "target", CODE);
                            invokeBoxed(code, signature, 1);
                        }));
    }

    /** By what the host calls functions with this signature. */
    HostCallerClass caller() {
        return new HostCallerClass(signature, self);
    }

    /** An entry of one function of the host, to be defined by a {@link HostEntryLoader}. */
    byte[] generateDirect() {
        ClassDesc direct = ClassDesc.of(Names.binaryName(self) + "$Host");
        return ClassFile.of().build(direct, type -> type
                        .withFlags(ACC_PUBLIC | ACC_FINAL)
                        .withSuperclass(self)
                        .withMethodBody(INIT_NAME, MTD_void, ACC_PUBLIC, code -> code
                                        .aload(0).invokespecial(self, INIT_NAME, MTD_void).return_())
                        .withMethodBody(Names.CALL, signature.descriptor(), ACC_PUBLIC, code -> {
                            code.ldc(HANDLE).aload(1).aload(2);
                            Boxes.load(code, 1 + HIDDEN, signature.parameters());
                            code.invokevirtual(CD_MethodHandle, "invokeExact", signature.descriptor());
                            signature.emitReturn(code);
                        }));
    }

    /**
     * Calls the {@link FunctionCode} on the stack with the boxed parameters of the method that is being written, and returns
     * its first result.
     *
     * @param firstLocal the JVM local of the instance; the other parameters follow
     */
    static void invokeBoxed(CodeBuilder code, Signature signature, int firstLocal) {
        int count = signature.parameters().size();
        code.loadConstant(count + HIDDEN).anewarray(CD_Object);
        for (int i = 0; i < HIDDEN; i++) {
            code.dup().loadConstant(i).aload(firstLocal + i).aastore();
        }
        int local = firstLocal + HIDDEN;
        for (int i = 0; i < count; i++) {
            ValueKind kind = signature.parameters().get(i);
            code.dup().loadConstant(i + HIDDEN);
            if (i < signature.directParameters()) {
                Boxes.load(code, local, kind);
                Boxes.box(code, kind);
                local += Signature.width(kind);
            } else {
                takeParked(code, firstLocal + 1, i, kind);
            }
            code.aastore();
        }
        code.invokevirtual(CODE, "invoke", INVOKE);
        if (signature.results().isEmpty()) {
            code.pop();
        } else {
            Boxes.unbox(code, signature.results().getFirst());
        }
        signature.emitReturn(code);
    }

    private static void takeParked(CodeBuilder code, int thread, int parameter, ValueKind kind) {
        code.aload(thread);
        if (kind == ValueKind.REF) {
            code.getfield(THREAD, "referenceArguments", CD_Object.arrayType()).loadConstant(parameter).aaload();
        } else {
            code.getstatic(Emitter.describe(ValueKind.class), kind.name(), Emitter.describe(ValueKind.class)).swap();
            code.getfield(THREAD, "primitiveArguments", CD_long.arrayType());
            code.loadConstant(parameter).laload();
            code.invokestatic(Emitter.describe(Values.class), "fromBits", MethodTypeDesc.of(CD_Object,
                            Emitter.describe(ValueKind.class), CD_long));
        }
    }
}
