package org.tilia.wasm.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;

/** Emits conversions between values and their boxes. */
final class Boxes {

    private Boxes() {
    }

    static void box(CodeBuilder code, ValueKind kind) {
        ClassDesc box = boxClass(kind);
        if (box != null) {
            code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, Signature.describe(kind)));
        }
    }

    static void unbox(CodeBuilder code, ValueKind kind) {
        ClassDesc box = boxClass(kind);
        if (box != null) {
            String name = Signature.describe(kind).displayName() + "Value";
            code.checkcast(box).invokevirtual(box, name, MethodTypeDesc.of(Signature.describe(kind)));
        }
    }

    static void load(CodeBuilder code, int local, ValueKind kind) {
        switch (kind) {
            case I32 -> code.iload(local);
            case I64 -> code.lload(local);
            case F32 -> code.fload(local);
            case F64 -> code.dload(local);
            case V128, REF -> code.aload(local);
        }
    }

    /** Loads values from locals that follow each other. */
    static void load(CodeBuilder code, int firstLocal, List<ValueKind> kinds) {
        int local = firstLocal;
        for (ValueKind kind : kinds) {
            load(code, local, kind);
            local += Signature.width(kind);
        }
    }

    static void store(CodeBuilder code, int local, ValueKind kind) {
        switch (kind) {
            case I32 -> code.istore(local);
            case I64 -> code.lstore(local);
            case F32 -> code.fstore(local);
            case F64 -> code.dstore(local);
            case V128, REF -> code.astore(local);
        }
    }

    static void zero(CodeBuilder code, ValueKind kind) {
        switch (kind) {
            case I32 -> code.iconst_0();
            case I64 -> code.lconst_0();
            case F32 -> code.fconst_0();
            case F64 -> code.dconst_0();
            case V128, REF -> code.aconst_null();
        }
    }

    private static ClassDesc boxClass(ValueKind kind) {
        return switch (kind) {
            case I32 -> ConstantDescs.CD_Integer;
            case I64 -> ConstantDescs.CD_Long;
            case F32 -> ConstantDescs.CD_Float;
            case F64 -> ConstantDescs.CD_Double;
            case V128, REF -> null;
        };
    }
}
