package org.tilia.wasm.validation;

import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.Opcode;

/** Tables (spec 3.4.5). */
final class TableRules {

    private final CodeState code;
    private final ModuleContext module;
    private final InstructionReader in;

    TableRules(CodeState code) {
        this.code = code;
        this.module = code.module();
        this.in = code.in();
    }

    void apply(Opcode opcode) {
        switch (opcode) {
            case TABLE_COPY -> copy();
            case TABLE_INIT -> init();
            default -> access(opcode);
        }
    }

    private void access(Opcode opcode) {
        int address = module.tableAddress(in.index(), code);
        int element = module.tableElement(in.index(), code);
        switch (opcode) {
            case TABLE_GET -> {
                code.pop(address);
                code.push(element);
            }
            case TABLE_SET -> {
                code.pop(element);
                code.pop(address);
            }
            case TABLE_SIZE -> code.push(address);
            case TABLE_GROW -> {
                code.pop(address);
                code.pop(element);
                code.push(address);
            }
            case TABLE_FILL -> {
                code.pop(address);
                code.pop(element);
                code.pop(address);
            }
            default -> throw new AssertionError(opcode);
        }
    }

    private void copy() {
        int destination = module.tableAddress(in.index(), code);
        int source = module.tableAddress(in.secondIndex(), code);
        checkElements(module.tableElement(in.secondIndex(), code), in.index());
        // the length can be no larger than the smaller of the two
        code.pop(Math.min(destination, source));
        code.pop(source);
        code.pop(destination);
    }

    private void init() {
        int address = module.tableAddress(in.secondIndex(), code);
        checkElements(module.element(in.index(), code), in.secondIndex());
        code.pop(TypeCode.I32);
        code.pop(TypeCode.I32);
        code.pop(address);
    }

    private void checkElements(int elements, int table) {
        int wanted = module.tableElement(table, code);
        if (!code.types().isSubtype(elements, wanted)) {
            throw code.invalid("type mismatch: table " + table + " holds " + TypeCode.toString(wanted) + ", not "
                            + TypeCode.toString(elements));
        }
    }
}
