package org.tilia.wasm.validation;

import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ValueType;

/** Blocks and branches (spec 3.4.1). */
final class ControlRules {

    private static final int[][] ONE_NUMBER = {null, {TypeCode.I32}, {TypeCode.I64}, {TypeCode.F32}, {TypeCode.F64},
                    {TypeCode.V128}};

    private final CodeState code;
    private final InstructionReader in;
    private final OperandStack operands;
    private final ControlStack blocks;
    private final Locals locals;
    /** The block type that has been read last. */
    private int[] parameters;
    private int[] results;

    ControlRules(CodeState code) {
        this.code = code;
        this.in = code.in();
        this.operands = code.operands();
        this.blocks = code.blocks();
        this.locals = code.locals();
    }

    /** Takes the type of the block that the current instruction opens. */
    void readBlockType() {
        parameters = TypeCode.NONE;
        int index = in.blockTypeIndex();
        if (index >= 0) {
            code.types().check(index, code);
            if (!code.types().isFunction(index)) {
                throw code.invalid("unknown type " + index + ": a block's type is a function type");
            }
            parameters = code.types().parameters(index);
            results = code.types().results(index);
            if (parameters.length > 0 || results.length > 1) {
                code.module().features().add(Feature.MULTI_VALUE);
            }
            return;
        }
        ValueType result = in.valueType();
        if (result == null) {
            results = TypeCode.NONE;
        } else {
            int type = code.types().code(result, code);
            if (TypeCode.isReference(type)) {
                code.module().features().add(result);
                results = new int[]{type};
            } else {
                results = ONE_NUMBER[type];
            }
        }
    }

    /** Opens a block, the type of which has been read. */
    void enter(Opcode kind) {
        code.popAll(parameters);
        enter(kind, parameters, parameters, results);
    }

    /** Opens a block that starts with these operands. */
    void enter(Opcode kind, int[] start, int[] parameterTypes, int[] resultTypes) {
        int outer = blocks.top();
        int depth = blocks.depth(outer);
        // nests of blocks without anything before the inner one are flattened and cost no depth
        boolean flat = kind == Opcode.BLOCK && blocks.kind(outer) == Opcode.BLOCK
                        && blocks.start(outer) == code.offset();
        if (!flat) {
            depth++;
            if (depth > code.module().limits().nesting()) {
                throw ModuleException.limit("nesting too deep: the limit is " + code.module().limits().nesting()
                                + " blocks in each other" + code.describe(), code.offset());
            }
        }
        blocks.push(kind, parameterTypes, resultTypes, operands.height(), in.position(), depth, locals.setCount(),
                        operands.isUnreachable());
        operands.enter(operands.height(), false);
        operands.pushAll(start);
    }

    /** Closes the innermost block, which must end with its results and nothing else; they are dropped. */
    void leave() {
        int block = blocks.top();
        int[] expected = blocks.results(block);
        if (!operands.matches(expected)) {
            throw code.mismatch(expected, operands.height());
        }
        if (!operands.hasAtMost(expected.length)) {
            throw code.invalid("type mismatch: block requires " + TypeCode.toString(expected, 0, expected.length)
                            + " but stack has " + operands.show(expected.length + 1, operands.height()));
        }
        locals.reset(blocks.initializedLocals(block));
        boolean unreachable = blocks.isOuterUnreachable(block);
        blocks.pop();
        operands.leave(block == 0 ? 0 : blocks.height(block - 1), unreachable);
    }

    void block(Opcode opcode) {
        readBlockType();
        enter(opcode);
        if (opcode == Opcode.LOOP) {
            code.noteLoopOrCall();
        }
    }

    void ifBlock() {
        readBlockType();
        code.pop(TypeCode.I32);
        enter(Opcode.IF);
    }

    void elseBlock() {
        int block = blocks.top();
        if (blocks.kind(block) != Opcode.IF) {
            throw unexpected("an if");
        }
        int[] blockParameters = blocks.parameters(block);
        int[] blockResults = blocks.results(block);
        leave();
        enter(Opcode.ELSE, blockParameters, blockParameters, blockResults);
    }

    void end() {
        int block = blocks.top();
        int[] blockResults = blocks.results(block);
        if (blocks.kind(block) == Opcode.IF
                        && !code.types().areSubtypes(blocks.parameters(block), blockResults)) {
            int[] given = blocks.parameters(block);
            throw code.invalid("type mismatch: an if without else gives " + TypeCode.toString(given, 0, given.length)
                            + " but has the results " + TypeCode.toString(blockResults, 0, blockResults.length));
        }
        leave();
        operands.pushAll(blockResults);
    }

    /** A fault of an instruction that continues a block of another kind than the innermost. */
    ModuleException unexpected(String expected) {
        return ModuleException.malformed("END opcode expected: " + in.opcode().mnemonic() + " is not in " + expected,
                        code.offset());
    }

    void br() {
        code.popAll(blocks.labelTypes(code.block(in.index())));
        operands.setUnreachable();
    }

    void brIf() {
        int[] types = blocks.labelTypes(code.block(in.index()));
        code.pop(TypeCode.I32);
        if (types.length > 0) {
            code.passLabelTypes(types);
        }
    }

    void brTable() {
        code.pop(TypeCode.I32);
        int defaultBlock = code.block(in.index());
        int[] expected = blocks.labelTypes(defaultBlock);
        checkTarget(defaultBlock, expected);
        for (int i = 0; i < in.labelCount(); i++) {
            int block = code.block(in.label(i));
            // a table may name a label thousands of times
            if (!blocks.mark(block, code.offset())) {
                checkTarget(block, expected);
            }
        }
        operands.setUnreachable();
    }

    private void checkTarget(int block, int[] expected) {
        int[] types = blocks.labelTypes(block);
        if (types.length != expected.length) {
            throw code.invalid("type mismatch: one label takes " + TypeCode.toString(types, 0, types.length)
                            + " and the default " + TypeCode.toString(expected, 0, expected.length));
        }
        if (!operands.matches(types)) {
            throw code.mismatch(types, operands.height());
        }
    }

    void ret() {
        code.popAll(blocks.results(0));
        operands.setUnreachable();
    }
}
