package org.tilia.wasm.validation;

import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.AbstractHeapType;
import org.tilia.wasm.module.ModuleLimits;

/** Arrays (spec 3.4.4). */
final class ArrayRules {

    private static final int ARRAYREF = TypeCode.nullable(AbstractHeapType.ARRAY);

    private final CodeState code;
    private final InstructionReader in;
    private final TypeContext types;

    ArrayRules(CodeState code) {
        this.code = code;
        this.in = code.in();
        this.types = code.types();
    }

    void apply(Opcode opcode) {
        switch (opcode) {
            case ARRAY_NEW, ARRAY_NEW_DEFAULT, ARRAY_NEW_FIXED, ARRAY_NEW_DATA, ARRAY_NEW_ELEM -> create(opcode);
            case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> {
                int element = element(in.index());
                code.checkExtension(element, opcode == Opcode.ARRAY_GET);
                code.pop(TypeCode.I32);
                code.pop(array());
                code.push(TypeCode.unpacked(element));
            }
            case ARRAY_SET -> {
                int element = mutableElement();
                code.pop(TypeCode.unpacked(element));
                code.pop(TypeCode.I32);
                code.pop(array());
            }
            case ARRAY_LEN -> {
                code.pop(ARRAYREF);
                code.push(TypeCode.I32);
            }
            case ARRAY_FILL -> {
                int element = mutableElement();
                code.pop(TypeCode.I32);
                code.pop(TypeCode.unpacked(element));
                code.pop(TypeCode.I32);
                code.pop(array());
            }
            case ARRAY_COPY -> copy();
            case ARRAY_INIT_DATA -> {
                checkNumeric(mutableElement());
                code.module().checkData(in.secondIndex(), code);
                init();
            }
            case ARRAY_INIT_ELEM -> {
                checkSegment(mutableElement());
                init();
            }
            default -> throw new AssertionError(opcode);
        }
    }

    private int element(int type) {
        types.check(type, code);
        if (!types.isArray(type)) {
            throw code.invalid("type mismatch: type " + type + " is no array type");
        }
        return types.element(type);
    }

    private int mutableElement() {
        int element = element(in.index());
        if ((element & TypeCode.MUTABLE) == 0) {
            throw code.invalid("immutable array: type " + in.index());
        }
        return element;
    }

    private int array() {
        return types.referenceTo(in.index()) | TypeCode.NULLABLE;
    }

    private void create(Opcode opcode) {
        int element = element(in.index());
        switch (opcode) {
            case ARRAY_NEW -> {
                code.pop(TypeCode.I32);
                code.pop(TypeCode.unpacked(element));
            }
            case ARRAY_NEW_DEFAULT -> {
                if (!TypeCode.isDefaultable(element)) {
                    throw code.invalid("type mismatch: elements of type "
                                    + TypeCode.toString(element & ~TypeCode.MUTABLE) + " have no default value");
                }
                code.pop(TypeCode.I32);
            }
            case ARRAY_NEW_FIXED -> {
                int count = in.secondIndex();
                ModuleLimits.check(count, code.module().limits().fixedArrayOperands(), "operands of array.new_fixed",
                                code.offset());
                popAll(TypeCode.unpacked(element), count);
            }
            case ARRAY_NEW_DATA -> {
                checkNumeric(element);
                code.module().checkData(in.secondIndex(), code);
                code.pop(TypeCode.I32);
                code.pop(TypeCode.I32);
            }
            default -> {
                checkSegment(element);
                code.pop(TypeCode.I32);
                code.pop(TypeCode.I32);
            }
        }
        code.push(types.referenceTo(in.index()));
    }

    private void popAll(int type, int count) {
        for (int i = 0; i < count; i++) {
            code.pop(type);
            if (code.operands().isBottomless()) {
                return;
            }
        }
    }

    private void init() {
        code.pop(TypeCode.I32);
        code.pop(TypeCode.I32);
        code.pop(TypeCode.I32);
        code.pop(array());
    }

    private void copy() {
        int destination = mutableElement() & ~TypeCode.MUTABLE;
        int source = element(in.secondIndex()) & ~TypeCode.MUTABLE;
        if (!types.isSubtype(source, destination)) {
            throw code.invalid("array types do not match: " + TypeCode.toString(source) + " into "
                            + TypeCode.toString(destination));
        }
        code.pop(TypeCode.I32);
        code.pop(TypeCode.I32);
        code.pop(types.referenceTo(in.secondIndex()) | TypeCode.NULLABLE);
        code.pop(TypeCode.I32);
        code.pop(array());
    }

    private void checkNumeric(int element) {
        if (TypeCode.isReference(element)) {
            throw code.invalid("array type is not numeric or vector: its elements are "
                            + TypeCode.toString(element & ~TypeCode.MUTABLE));
        }
    }

    private void checkSegment(int element) {
        int segment = code.module().element(in.secondIndex(), code);
        int wanted = element & ~TypeCode.MUTABLE;
        if (!types.isSubtype(segment, wanted)) {
            throw code.invalid("type mismatch: the array holds " + TypeCode.toString(wanted)
                            + " but the element segment " + TypeCode.toString(segment));
        }
    }
}
