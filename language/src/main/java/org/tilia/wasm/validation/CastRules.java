package org.tilia.wasm.validation;

import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.ReferenceType;

/** Tests and casts of references (spec 3.4.4). */
final class CastRules {

    private final CodeState code;
    private final InstructionReader in;
    private final TypeContext types;

    CastRules(CodeState code) {
        this.code = code;
        this.in = code.in();
        this.types = code.types();
    }

    void apply(Opcode opcode) {
        switch (opcode) {
            case REF_TEST, REF_TEST_NULL -> {
                popAnyOf(target());
                code.push(TypeCode.I32);
            }
            case REF_CAST -> {
                popAnyOf(target());
                code.push(TypeCode.reference(false, target()));
            }
            case REF_CAST_NULL -> {
                popAnyOf(target());
                code.push(TypeCode.reference(true, target()));
            }
            case BR_ON_CAST, BR_ON_CAST_FAIL -> branch(opcode == Opcode.BR_ON_CAST);
            default -> throw new AssertionError(opcode);
        }
    }

    private int target() {
        types.check(in.heapType(), code);
        code.module().features().add(in.heapType());
        return types.heap(in.heapType());
    }

    /** Pops a reference to something of the same hierarchy. */
    private void popAnyOf(int heap) {
        code.pop(TypeCode.reference(true, types.topOf(heap)));
    }

    private int type(ReferenceType type) {
        code.module().features().add(type.heap());
        return types.code(type, code);
    }

    private void branch(boolean onSuccess) {
        int source = type(in.castSource());
        int target = type(in.castTarget());
        if (!types.isSubtype(target, source)) {
            throw code.invalid("type mismatch: the cast from " + TypeCode.toString(source) + " to "
                            + TypeCode.toString(target) + " does not lead to a subtype");
        }
        // null passes a cast to a nullable type, and so what fails is not null
        int failed = TypeCode.isNullable(target) ? TypeCode.nonNull(source) : source;
        int taken = onSuccess ? target : failed;
        int[] label = code.blocks().labelTypes(code.block(in.index()));
        if (label.length == 0 || !types.isSubtype(taken, label[label.length - 1])) {
            throw code.invalid("type mismatch: the branch carries " + TypeCode.toString(taken)
                            + " but the label takes " + TypeCode.toString(label, 0, label.length));
        }
        code.pop(source);
        code.push(taken);
        code.passLabelTypes(label);
        code.popAny();
        code.push(onSuccess ? failed : target);
    }
}
