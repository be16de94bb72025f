package org.tilia.wasm.bytecode;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_Throwable;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.runtime.CompiledEntry;
import org.tilia.wasm.runtime.GuestCall;
import org.tilia.wasm.runtime.GuestEntry;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.ThreadState;

/**
 * Generates, for a signature, the method by which the host calls a function: the steps of {@link GuestCall}, with Java's
 * types. The function is its first parameter, so that one class serves all functions of the signature, and the JVM
 * inlines those that a program calls.
 */
final class HostCallerClass {

    private static final ClassDesc CALL = Emitter.describe(GuestCall.class);
    private static final ClassDesc ENTRY = Emitter.describe(CompiledEntry.class);
    private static final ClassDesc INSTANCE = Emitter.describe(Instance.class);
    private static final ClassDesc THREAD = Emitter.describe(ThreadState.class);

    private final Signature signature;
    private final ClassDesc entryClass;
    private final ClassDesc self;
    private final MethodTypeDesc descriptor;

    // Locals behind the parameters.
    private final int outer;
    private final int thread;
    private final int entry;
    private final int mark;
    private final int thrown;

    /** @param entryClass the class of entries with the signature, whose parameters are all direct */
    HostCallerClass(Signature signature, ClassDesc entryClass) {
        this.signature = signature;
        this.entryClass = entryClass;
        this.self = ClassDesc.of(Names.binaryName(entryClass) + "_caller");
        this.descriptor = signature.descriptor().dropParameterTypes(0, GuestEntry.HIDDEN_ARGUMENTS).insertParameterTypes(0, CALL);
        this.outer = 1 + signature.parameters().stream().mapToInt(Signature::width).sum();
        this.thread = outer + 1;
        this.entry = thread + 1;
        this.mark = entry + 1;
        this.thrown = mark + 2;
    }

    String name() {
        return Names.binaryName(self);
    }

    byte[] generate() {
        return ClassFile.of().build(self, type -> type
                        .withFlags(ACC_PUBLIC | ACC_FINAL)
                        .withMethodBody(CompiledEntry.FROM_HOST, descriptor, ACC_PUBLIC | ACC_STATIC, this::call));
    }

    private void call(CodeBuilder code) {
        invoke(code, "enter", CD_Object);
        code.astore(outer);
        Label start = code.newBoundLabel();
        code.aconst_null().astore(thread).aconst_null().astore(entry).lconst_0().lstore(mark);
        Label guarded = code.newBoundLabel();
        invoke(code, "thread", THREAD);
        code.astore(thread);
        code.aload(thread).invokevirtual(THREAD, "mark", MethodTypeDesc.of(CD_long)).lstore(mark);
        code.aload(0).aload(thread).invokevirtual(CALL, "direct", MethodTypeDesc.of(ENTRY, THREAD)).astore(entry);
        code.aload(entry).ifThenElse(Opcode.IFNONNULL, this::callDirect, this::callBoxed);
        Label end = code.newBoundLabel();
        code.aload(0).aload(outer).aload(thread).aload(entry);
        code.invokevirtual(CALL, "leave", MethodTypeDesc.of(CD_void, CD_Object, THREAD, ENTRY));
        signature.emitReturn(code);
        Label handler = code.newBoundLabel();
        code.exceptionCatchAll(guarded, end, handler);
        code.astore(thrown);
        code.aload(0).aload(thrown).aload(outer).aload(thread).aload(entry).lload(mark);
        code.invokevirtual(CALL, "failed", MethodTypeDesc.of(CD_Throwable, CD_Throwable, CD_Object, THREAD, ENTRY, CD_long));
        code.athrow();
    }

    private static void invoke(CodeBuilder code, String method, ClassDesc result) {
        code.aload(0).invokevirtual(CALL, method, MethodTypeDesc.of(result));
    }

    private void callDirect(CodeBuilder code) {
        code.aload(entry).checkcast(entryClass);
        invoke(code, "instance", INSTANCE);
        code.aload(thread);
        Boxes.load(code, 1, signature.parameters());
        code.invokevirtual(entryClass, Names.CALL, signature.descriptor());
    }

    private void callBoxed(CodeBuilder code) {
        code.aload(0).aload(thread);
        code.loadConstant(GuestEntry.HIDDEN_ARGUMENTS + signature.parameters().size()).anewarray(CD_Object);
        int local = 1;
        for (int i = 0; i < signature.parameters().size(); i++) {
            ValueKind kind = signature.parameters().get(i);
            code.dup().loadConstant(GuestEntry.HIDDEN_ARGUMENTS + i);
            Boxes.load(code, local, kind);
            Boxes.box(code, kind);
            code.aastore();
            local += Signature.width(kind);
        }
        code.invokevirtual(CALL, "boxed", MethodTypeDesc.of(CD_Object, THREAD, CD_Object.arrayType()));
        if (signature.results().isEmpty()) {
            code.pop();
        } else {
            Boxes.unbox(code, signature.results().getFirst());
        }
    }
}
