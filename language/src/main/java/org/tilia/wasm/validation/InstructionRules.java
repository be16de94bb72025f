package org.tilia.wasm.validation;

import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.Feature;

/**
 * Validates one instruction (spec 3.4): by the table where that gives its type, else by the rules of its family. The
 * current instruction is the one that the reader has just read.
 */
final class InstructionRules {

    private final CodeState code;
    private final InstructionReader in;
    private final OperandStack operands;
    private final FeatureSet features;
    private final VariableRules variables;
    private final ControlRules control;
    private final ExceptionRules exceptions;
    private final CallRules calls;
    private final ParametricRules parametric;
    private final MemoryRules memory;
    private final TableRules tables;
    private final ReferenceRules references;
    private final CastRules casts;
    private final StructRules structs;
    private final ArrayRules arrays;

    InstructionRules(CodeState code) {
        this.code = code;
        this.in = code.in();
        this.operands = code.operands();
        this.features = code.module().features();
        this.variables = new VariableRules(code);
        this.control = new ControlRules(code);
        this.exceptions = new ExceptionRules(code, control);
        this.calls = new CallRules(code);
        this.parametric = new ParametricRules(code);
        this.memory = new MemoryRules(code);
        this.tables = new TableRules(code);
        this.references = new ReferenceRules(code);
        this.casts = new CastRules(code);
        this.structs = new StructRules(code);
        this.arrays = new ArrayRules(code);
    }

    /** Validates the current instruction. */
    void apply(Opcode opcode) {
        Feature feature = opcode.feature();
        if (feature != null) {
            features.add(feature);
        }
        int row = FixedTypes.row(opcode.ordinal());
        if (row == 0) {
            special(opcode);
        } else if (!FixedTypes.hasCheckedImmediate(row)) {
            fixed(row);
        } else {
            fixed(row, memory.immediate(opcode));
        }
    }

    private void fixed(int row) {
        int height = operands.height();
        for (int rest = FixedTypes.operands(row); rest != 0; rest = FixedTypes.withoutLast(rest)) {
            if (!operands.pop(FixedTypes.last(rest))) {
                throw code.mismatch(FixedTypes.all(FixedTypes.operands(row), TypeCode.I32), height);
            }
        }
        int result = FixedTypes.result(row);
        if (result != 0) {
            operands.push(result);
        }
    }

    private void fixed(int row, int addressType) {
        int height = operands.height();
        for (int rest = FixedTypes.operands(row); rest != 0; rest = FixedTypes.withoutLast(rest)) {
            int type = FixedTypes.last(rest);
            if (!operands.pop(type == FixedTypes.ADDRESS ? addressType : type)) {
                throw code.mismatch(FixedTypes.all(FixedTypes.operands(row), addressType), height);
            }
        }
        int result = FixedTypes.result(row);
        if (result != 0) {
            operands.push(result == FixedTypes.ADDRESS ? addressType : result);
        }
    }

    private void special(Opcode opcode) {
        switch (opcode) {
            case LOCAL_GET -> variables.localGet();
            case LOCAL_SET -> variables.localSet();
            case LOCAL_TEE -> variables.localTee();
            case GLOBAL_GET -> variables.globalGet();
            case GLOBAL_SET -> variables.globalSet();
            case UNREACHABLE -> operands.setUnreachable();
            case BLOCK, LOOP -> control.block(opcode);
            case IF -> control.ifBlock();
            case ELSE -> control.elseBlock();
            case END -> control.end();
            case BR -> control.br();
            case BR_IF -> control.brIf();
            case BR_TABLE -> control.brTable();
            case RETURN -> control.ret();
            case CALL -> calls.call();
            case CALL_INDIRECT -> calls.callIndirect();
            case CALL_REF -> calls.callRef();
            case RETURN_CALL -> calls.returnCall();
            case RETURN_CALL_INDIRECT -> calls.returnCallIndirect();
            case RETURN_CALL_REF -> calls.returnCallRef();
            case DROP -> code.popAny();
            case SELECT -> parametric.select();
            case SELECT_TYPED -> parametric.selectTyped();
            default -> rare(opcode);
        }
    }

    private void rare(Opcode opcode) {
        switch (opcode) {
            case TRY, TRY_TABLE, CATCH, CATCH_ALL, DELEGATE, THROW, THROW_REF, RETHROW -> exceptions.apply(opcode);
            case TABLE_GET, TABLE_SET, TABLE_SIZE, TABLE_GROW, TABLE_FILL, TABLE_COPY, TABLE_INIT -> tables
                            .apply(opcode);
            case MEMORY_INIT -> memory.init();
            case MEMORY_COPY -> memory.copy();
            case MEMORY_FILL -> memory.fill();
            case REF_NULL, REF_IS_NULL, REF_FUNC, REF_EQ, REF_AS_NON_NULL, BR_ON_NULL, BR_ON_NON_NULL, REF_I31,
                            I31_GET_S, I31_GET_U, ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> references.apply(opcode);
            case REF_TEST, REF_TEST_NULL, REF_CAST, REF_CAST_NULL, BR_ON_CAST, BR_ON_CAST_FAIL -> casts.apply(opcode);
            case STRUCT_NEW, STRUCT_NEW_DEFAULT, STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U, STRUCT_SET -> structs
                            .apply(opcode);
            default -> arrays.apply(opcode);
        }
    }
}
