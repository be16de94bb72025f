package org.tilia.wasm.bytecode;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.runtime.FunctionCode;
import org.tilia.wasm.runtime.Instance;

/** A function's class where the function cannot be compiled: its callers reach the tree by it. */
final class InterpretedClass {

    private final ModuleCompiler compiler;
    private final ClassDesc self;
    private final Signature signature;
    private final int index;

    InterpretedClass(ModuleCompiler compiler, ClassDesc self, Signature signature, int index) {
        this.compiler = compiler;
        this.self = self;
        this.signature = signature;
        this.index = index;
    }

    byte[] generate() {
        ClassDesc superclass = compiler.entryClass(signature);
        return ClassFile.of().build(self, type -> type
                        .withFlags(ACC_PUBLIC | ACC_FINAL)
                        .withSuperclass(superclass)
                        .withMethodBody(INIT_NAME, MTD_void, ACC_PUBLIC, code -> code
                                        .aload(0).invokespecial(superclass, INIT_NAME, MTD_void).return_())
                        .withMethodBody(Names.CALL, signature.descriptor(), ACC_PUBLIC, code -> call(code, 1))
                        .withMethodBody(Names.CODE, signature.descriptor(), ACC_PUBLIC | ACC_STATIC, code -> call(code, 0)));
    }

    private void call(CodeBuilder code, int instanceLocal) {
        ClassDesc instance = Emitter.describe(Instance.class);
        ClassDesc functionCode = Emitter.describe(FunctionCode.class);
        code.aload(instanceLocal).loadConstant(index);
        code.invokevirtual(instance, "code", MethodTypeDesc.of(functionCode, ConstantDescs.CD_int));
        SignatureClass.invokeBoxed(code, signature, instanceLocal);
    }
}
