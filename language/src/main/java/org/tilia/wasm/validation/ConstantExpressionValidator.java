package org.tilia.wasm.validation;

import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.ConstantExpression;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.LoadPoll;

/** Validates constant expressions (spec 3.4.11): ordinary expressions of few instructions. */
final class ConstantExpressionValidator {

    private final ModuleContext module;
    private final CodeState code;
    private final InstructionRules rules;
    private final LoadPoll poll;

    ConstantExpressionValidator(ModuleContext module, CodeState code, InstructionRules rules, LoadPoll poll) {
        this.module = module;
        this.code = code;
        this.rules = rules;
        this.poll = poll;
    }

    /**
     * Validates an expression that must give one value.
     *
     * @param type of the value
     * @param whose what the expression belongs to, for messages
     * @param index of that
     */
    void validate(ConstantExpression expression, int type, String whose, int index) {
        InstructionReader in = code.in();
        in.reset(expression.start(), expression.end());
        code.start(whose, index, true, new int[]{type});
        while (!code.blocks().isEmpty()) {
            poll.item();
            Opcode opcode = in.next();
            checkConstant(opcode);
            rules.apply(opcode);
        }
    }

    private void checkConstant(Opcode opcode) {
        switch (opcode) {
            case END, I32_CONST, I64_CONST, F32_CONST, F64_CONST, V128_CONST, REF_NULL, REF_FUNC, REF_I31, STRUCT_NEW,
                            STRUCT_NEW_DEFAULT, ARRAY_NEW, ARRAY_NEW_DEFAULT, ARRAY_NEW_FIXED, ANY_CONVERT_EXTERN,
                            EXTERN_CONVERT_ANY -> {
            }
            case I32_ADD, I32_SUB, I32_MUL, I64_ADD, I64_SUB, I64_MUL -> module.features()
                            .add(Feature.EXTENDED_CONSTANTS);
            case GLOBAL_GET -> {
                int index = code.in().index();
                if ((module.global(index, code) & TypeCode.MUTABLE) != 0) {
                    throw code.invalid("constant expression required: global " + index + " is mutable");
                }
                if (index >= module.module().importedGlobals()) {
                    module.features().add(Feature.GC);
                }
            }
            default -> throw code.invalid("constant expression required");
        }
    }
}
