package org.tilia.wasm.validation;

import java.util.Arrays;
import org.tilia.wasm.instruction.CatchClauses;
import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.AbstractHeapType;

/** Exceptions (spec 3.4.1), and the first design of them, which is still in use. */
final class ExceptionRules {

    private static final int EXNREF = TypeCode.nullable(AbstractHeapType.EXN);
    private static final int CAUGHT = TypeCode.nonNull(AbstractHeapType.EXN);

    private final CodeState code;
    private final ControlRules control;
    private final InstructionReader in;
    private final ControlStack blocks;

    ExceptionRules(CodeState code, ControlRules control) {
        this.code = code;
        this.control = control;
        this.in = code.in();
        this.blocks = code.blocks();
    }

    void apply(Opcode opcode) {
        switch (opcode) {
            case THROW -> {
                code.popAll(tagParameters(in.index()));
                code.operands().setUnreachable();
            }
            case THROW_REF -> {
                code.pop(EXNREF);
                code.operands().setUnreachable();
            }
            case TRY_TABLE -> {
                control.readBlockType();
                checkCatches(in.catches());
                control.enter(opcode);
            }
            case TRY -> {
                control.readBlockType();
                control.enter(opcode);
            }
            case CATCH -> legacyCatch(opcode, tagParameters(in.index()));
            case CATCH_ALL -> legacyCatch(opcode, TypeCode.NONE);
            case DELEGATE -> delegate();
            case RETHROW -> {
                Opcode kind = blocks.kind(code.block(in.index()));
                if (kind != Opcode.CATCH && kind != Opcode.CATCH_ALL) {
                    throw code.invalid("invalid rethrow label " + in.index() + ": it names no catch");
                }
                code.operands().setUnreachable();
            }
            default -> throw new AssertionError(opcode);
        }
    }

    private int[] tagParameters(int tag) {
        return code.types().parameters(code.module().tagType(tag, code));
    }

    private void checkCatches(CatchClauses catches) {
        for (int i = 0; i < catches.count(); i++) {
            int[] caught = catches.isAll(i) ? TypeCode.NONE : tagParameters(catches.tag(i));
            if (catches.isReference(i)) {
                caught = append(caught, CAUGHT);
            }
            int[] label = blocks.labelTypes(code.block(catches.label(i)));
            if (!code.types().areSubtypes(caught, label)) {
                throw code.invalid("type mismatch: catch clause " + i + " gives "
                                + TypeCode.toString(caught, 0, caught.length) + " but its label takes "
                                + TypeCode.toString(label, 0, label.length));
            }
        }
    }

    private static int[] append(int[] types, int type) {
        int[] longer = Arrays.copyOf(types, types.length + 1);
        longer[types.length] = type;
        return longer;
    }

    private void legacyCatch(Opcode opcode, int[] caught) {
        int block = blocks.top();
        Opcode kind = blocks.kind(block);
        if (kind != Opcode.TRY && kind != Opcode.CATCH) {
            throw control.unexpected("a try");
        }
        int[] results = blocks.results(block);
        control.leave();
        control.enter(opcode, caught, TypeCode.NONE, results);
    }

    private void delegate() {
        int block = blocks.top();
        if (blocks.kind(block) != Opcode.TRY) {
            throw control.unexpected("a try");
        }
        int[] results = blocks.results(block);
        control.leave();
        code.block(in.index());
        code.operands().pushAll(results);
    }
}
