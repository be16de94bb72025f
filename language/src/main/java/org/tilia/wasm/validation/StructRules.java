package org.tilia.wasm.validation;

import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.Opcode;

/** Structs (spec 3.4.4). */
final class StructRules {

    private final CodeState code;
    private final InstructionReader in;
    private final TypeContext types;

    StructRules(CodeState code) {
        this.code = code;
        this.in = code.in();
        this.types = code.types();
    }

    void apply(Opcode opcode) {
        int type = in.index();
        types.check(type, code);
        if (!types.isStruct(type)) {
            throw code.invalid("type mismatch: type " + type + " is no struct type");
        }
        int[] fields = types.fields(type);
        switch (opcode) {
            case STRUCT_NEW -> {
                code.popAll(types.structOperands(type));
                code.push(types.referenceTo(type));
            }
            case STRUCT_NEW_DEFAULT -> {
                int without = types.firstWithoutDefault(type);
                if (without >= 0) {
                    throw code.invalid("type mismatch: field " + without + " of type "
                                    + TypeCode.toString(fields[without] & ~TypeCode.MUTABLE) + " has no default value");
                }
                code.push(types.referenceTo(type));
            }
            case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> {
                int field = field(fields);
                code.checkExtension(field, opcode == Opcode.STRUCT_GET);
                code.pop(types.referenceTo(type) | TypeCode.NULLABLE);
                code.push(TypeCode.unpacked(field));
            }
            case STRUCT_SET -> {
                int field = field(fields);
                if ((field & TypeCode.MUTABLE) == 0) {
                    throw code.invalid("immutable field " + in.secondIndex() + " of type " + type);
                }
                code.pop(TypeCode.unpacked(field));
                code.pop(types.referenceTo(type) | TypeCode.NULLABLE);
            }
            default -> throw new AssertionError(opcode);
        }
    }

    private int field(int[] fields) {
        int field = in.secondIndex();
        if (Integer.compareUnsigned(field, fields.length) >= 0) {
            throw code.invalid("unknown field " + Integer.toUnsignedString(field));
        }
        return fields[field];
    }
}
