package org.tilia.wasm.validation;

import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.ModuleException;

/** What the rules of all families work on: the current instruction and the stacks, and how they report a fault. */
final class CodeState implements Place {

    private final ModuleContext module;
    private final TypeContext types;
    private final InstructionReader in;
    private final OperandStack operands;
    private final ControlStack blocks = new ControlStack();
    private final Locals locals = new Locals();
    private String part;
    private int partIndex;
    private boolean constant;
    private boolean mayRunLong;

    CodeState(ModuleContext module) {
        this.module = module;
        this.types = module.types();
        this.in = new InstructionReader(module.module().bytes(), 0, 0);
        this.operands = new OperandStack(types, in, module.limits().operands());
    }

    /**
     * Begins with an expression.
     *
     * @param whose what it belongs to, for messages
     * @param index of that
     */
    void start(String whose, int index, boolean isConstant, int[] results) {
        part = whose;
        partIndex = index;
        constant = isConstant;
        mayRunLong = false;
        operands.clear();
        blocks.clear();
        blocks.push(Opcode.BLOCK, TypeCode.NONE, results, 0, in.position(), 0, 0, false);
    }

    ModuleContext module() {
        return module;
    }

    TypeContext types() {
        return types;
    }

    InstructionReader in() {
        return in;
    }

    OperandStack operands() {
        return operands;
    }

    ControlStack blocks() {
        return blocks;
    }

    Locals locals() {
        return locals;
    }

    /** Whether this is a constant expression. */
    boolean isConstant() {
        return constant;
    }

    boolean mayRunLong() {
        return mayRunLong;
    }

    void noteLoopOrCall() {
        mayRunLong = true;
    }

    /** Offset of the current instruction. */
    @Override
    public int offset() {
        return in.offset();
    }

    void push(int type) {
        operands.push(type);
    }

    void pop(int type) {
        if (!operands.pop(type)) {
            throw mismatch(new int[]{type}, operands.height());
        }
    }

    void popAll(int[] list) {
        if (!operands.popAll(list)) {
            throw mismatch(list, operands.height());
        }
    }

    /** Pops an operand of any type. */
    int popAny() {
        int type = operands.pop();
        if (type < 0) {
            throw invalid("type mismatch: instruction requires an operand, but stack has []");
        }
        return type;
    }

    /** Pops a reference of any type. */
    int popReference() {
        int type = popAny();
        if (type == TypeCode.BOTTOM) {
            return TypeCode.BOTTOM_REFERENCE;
        }
        if (!TypeCode.isReference(type)) {
            throw invalid("type mismatch: instruction requires a reference but stack has ["
                            + TypeCode.toString(type) + "]");
        }
        return type;
    }

    /** Pops the operands that a branch to a block takes, and pushes them again. */
    void passLabelTypes(int[] labelTypes) {
        popAll(labelTypes);
        operands.pushAll(labelTypes);
    }

    /** The block that the current instruction's label names. */
    int block(int label) {
        if (!blocks.isLabel(label)) {
            throw invalid("unknown label " + Integer.toUnsignedString(label));
        }
        return blocks.block(label);
    }

    /** Refuses a read that extends what is not packed, or does not extend what is. */
    void checkExtension(int storage, boolean plain) {
        int type = storage & ~TypeCode.MUTABLE;
        if (TypeCode.isPacked(type) == plain) {
            throw invalid("type mismatch: " + TypeCode.toString(type) + (plain ? " needs" : " has no")
                            + " sign or zero extension");
        }
    }

    /** Refuses operands that are not what the instruction wants. */
    ModuleException mismatch(int[] required, int heightBefore) {
        return invalid("type mismatch: instruction requires " + TypeCode.toString(required, 0, required.length)
                        + " but stack has " + operands.show(required.length, heightBefore));
    }

    /** The current instruction, and what it belongs to. */
    @Override
    public String describe() {
        StringBuilder place = new StringBuilder(" (").append(in.opcode().mnemonic()).append(" in ").append(part)
                        .append(' ').append(partIndex);
        String name = constant ? null : module.module().names().functions().get(partIndex);
        if (name != null) {
            place.append(" \"").append(name).append('"');
        }
        return place.append(')').toString();
    }
}
