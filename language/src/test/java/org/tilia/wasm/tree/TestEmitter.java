package org.tilia.wasm.tree;

import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import org.tilia.wasm.emit.Emittable;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.ThreadState;

/**
 * Emits a single node as a method of its own, whose slots are elements of arrays. Nodes that branch out of themselves or
 * call guest functions are not for it.
 */
final class TestEmitter extends Emitter {

    private static final ClassDesc NODE = ClassDesc.of(Emitted.class.getPackageName(), "Node");
    private static final int PRIMITIVES = 2;
    private static final int REFERENCES = 3;

    private TestEmitter(CodeBuilder code) {
        super(code);
    }

    /** The bytes of the class that is emitted for a node. */
    static byte[] bytes(Emittable node) {
        MethodTypeDesc type = MethodTypeDesc.of(CD_Object, describe(Instance.class), describe(ThreadState.class),
                        CD_long.arrayType(), CD_Object.arrayType());
        return ClassFile.of().build(NODE, builder -> builder
                        .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
                        .withInterfaceSymbols(describe(Emitted.class))
                        .withMethodBody("<init>", MethodTypeDesc.ofDescriptor("()V"), ClassFile.ACC_PUBLIC, code -> code.aload(0)
                                        .invokespecial(CD_Object, "<init>", MethodTypeDesc.ofDescriptor("()V"))
                                        .return_())
                        .withMethodBody("run", type, ClassFile.ACC_PUBLIC, code -> code.aload(1).aload(2).aload(3).aload(4)
                                        .invokestatic(NODE, "body", type)
                                        .areturn())
                        // static, because the emitter counts the instance as argument 0
                        .withMethodBody("body", type, ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                        code -> new TestEmitter(code).body(node)));
    }

    /** Loads what is emitted for a node. */
    static Emitted emit(Emittable node) {
        try {
            Class<?> type = MethodHandles.lookup().defineHiddenClass(bytes(node), true).lookupClass();
            return (Emitted) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private void body(Emittable node) {
        node.emit(this);
        if (!(node instanceof ExpressionNode expression)) {
            code().aconst_null();
        } else if (expression.kind() != ValueKind.REF) {
            valueToBits(expression.kind());
            code().invokestatic(CD_Long, "valueOf", MethodTypeDesc.of(CD_Long, CD_long));
        }
        code().areturn();
    }

    @Override
    public void loadSlot(int slot, ValueKind kind) {
        if (kind == ValueKind.REF) {
            code().aload(REFERENCES).loadConstant(slot).aaload();
        } else {
            code().aload(PRIMITIVES).loadConstant(slot).laload();
            bitsToValue(kind);
        }
    }

    @Override
    public void storeSlot(int slot, ValueKind kind) {
        if (kind == ValueKind.REF) {
            code().aload(REFERENCES).swap().loadConstant(slot).swap().aastore();
        } else {
            valueToBits(kind);
            int bits = code().allocateLocal(TypeKind.LONG);
            code().lstore(bits).aload(PRIMITIVES).loadConstant(slot).lload(bits).lastore();
        }
    }

    @Override
    public int newLocal(ValueKind kind) {
        return code().allocateLocal(typeKind(kind));
    }

    @Override
    public void loadLocal(int local, ValueKind kind) {
        code().loadLocal(typeKind(kind), local);
    }

    @Override
    public void storeLocal(int local, ValueKind kind) {
        code().storeLocal(typeKind(kind), local);
    }

    private static TypeKind typeKind(ValueKind kind) {
        return switch (kind) {
            case I32 -> TypeKind.INT;
            case I64 -> TypeKind.LONG;
            case F32 -> TypeKind.FLOAT;
            case F64 -> TypeKind.DOUBLE;
            case REF -> TypeKind.REFERENCE;
            case V128 -> throw new AssertionError("no vectors here");
        };
    }

    @Override
    public void statement(Emittable statement) {
        statement.emit(this);
    }

    @Override
    public void segments(Emittable[] segments, int outermost, int[] runs) {
        throw new AssertionError("no labels here");
    }

    @Override
    public void branchTable(int[] labels) {
        throw new AssertionError("no labels here");
    }

    @Override
    public void position(int offset) {
        code().lineNumber(offset);
    }

    @Override
    public void poll() {
    }

    @Override
    public Label declare(int label) {
        throw new AssertionError("no labels here");
    }

    @Override
    public void loop(int label, Emittable body, int runs, boolean hot, boolean nest) {
        throw new AssertionError("no labels here");
    }

    @Override
    public Label caseTarget(int label) {
        throw new AssertionError("no labels here");
    }

    @Override
    public Label target(int label) {
        throw new AssertionError("no labels here");
    }

    @Override
    public void bindCases() {
        throw new AssertionError("no labels here");
    }

    @Override
    public ClassDesc entryClass(Signature signature) {
        throw new AssertionError("no calls here");
    }

    @Override
    public void callFunction(int index, Signature signature) {
        throw new AssertionError("no calls here");
    }
}
