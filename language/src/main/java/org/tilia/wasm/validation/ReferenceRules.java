package org.tilia.wasm.validation;

import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.AbstractHeapType;

/** References of all kinds, and unboxed integers (spec 3.4.3, 3.4.4). */
final class ReferenceRules {

    private static final int EQREF = TypeCode.nullable(AbstractHeapType.EQ);
    private static final int I31REF = TypeCode.nullable(AbstractHeapType.I31);

    private final CodeState code;
    private final InstructionReader in;
    private final TypeContext types;

    ReferenceRules(CodeState code) {
        this.code = code;
        this.in = code.in();
        this.types = code.types();
    }

    void apply(Opcode opcode) {
        switch (opcode) {
            case REF_NULL -> {
                types.check(in.heapType(), code);
                code.module().features().add(in.heapType());
                code.push(TypeCode.reference(true, types.heap(in.heapType())));
            }
            case REF_IS_NULL -> {
                code.popReference();
                code.push(TypeCode.I32);
            }
            case REF_FUNC -> function();
            case REF_EQ -> {
                code.pop(EQREF);
                code.pop(EQREF);
                code.push(TypeCode.I32);
            }
            case REF_AS_NON_NULL -> code.push(TypeCode.nonNull(code.popReference()));
            case BR_ON_NULL -> {
                int[] label = labelTypes();
                int reference = code.popReference();
                code.passLabelTypes(label);
                code.push(TypeCode.nonNull(reference));
            }
            case BR_ON_NON_NULL -> branchOnNonNull();
            case REF_I31 -> {
                code.pop(TypeCode.I32);
                code.push(TypeCode.nonNull(AbstractHeapType.I31));
            }
            case I31_GET_S, I31_GET_U -> {
                code.pop(I31REF);
                code.push(TypeCode.I32);
            }
            case ANY_CONVERT_EXTERN -> convert(AbstractHeapType.EXTERN, AbstractHeapType.ANY);
            case EXTERN_CONVERT_ANY -> convert(AbstractHeapType.ANY, AbstractHeapType.EXTERN);
            default -> throw new AssertionError(opcode);
        }
    }

    private int[] labelTypes() {
        return code.blocks().labelTypes(code.block(in.index()));
    }

    private void function() {
        int type = code.module().functionType(in.index(), code);
        if (code.isConstant()) {
            code.module().declaredFunctions().set(in.index());
        } else if (!code.module().declaredFunctions().get(in.index())) {
            throw code.invalid("undeclared function reference: function " + in.index()
                            + " is named by no export, element segment or constant expression");
        }
        code.push(types.referenceTo(type));
    }

    private void branchOnNonNull() {
        int[] label = labelTypes();
        if (label.length == 0 || !TypeCode.isReference(label[label.length - 1])) {
            throw code.invalid("type mismatch: the label takes " + TypeCode.toString(label, 0, label.length)
                            + ", which does not end with a reference");
        }
        code.push(TypeCode.nonNull(code.popReference()));
        code.passLabelTypes(label);
        code.popAny();
    }

    private void convert(AbstractHeapType from, AbstractHeapType to) {
        int reference = code.popReference();
        int wanted = TypeCode.nullable(from);
        if (!types.isSubtype(reference, wanted)) {
            throw code.invalid("type mismatch: instruction requires [" + TypeCode.toString(wanted) + "] but stack has ["
                            + TypeCode.toString(reference) + "]");
        }
        code.push(TypeCode.reference(TypeCode.isNullable(reference), to.ordinal()));
    }
}
