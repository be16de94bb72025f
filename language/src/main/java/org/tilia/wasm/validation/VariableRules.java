package org.tilia.wasm.validation;

import org.tilia.wasm.module.ModuleException;

/** Locals and globals (spec 3.4.2). */
final class VariableRules {

    private final CodeState code;
    private final Locals locals;

    VariableRules(CodeState code) {
        this.code = code;
        this.locals = code.locals();
    }

    void localGet() {
        int local = code.in().index();
        int type = type(local);
        if (locals.isUnset(local)) {
            throw code.invalid("uninitialized local " + local + " of type " + TypeCode.toString(type));
        }
        code.push(type);
    }

    void localSet() {
        int local = code.in().index();
        code.pop(type(local));
        locals.set(local);
    }

    void localTee() {
        int local = code.in().index();
        int type = type(local);
        code.pop(type);
        locals.set(local);
        code.push(type);
    }

    private int type(int local) {
        if (!locals.isKnown(local)) {
            throw unknownLocal(local);
        }
        return locals.type(local);
    }

    private ModuleException unknownLocal(int local) {
        return code.invalid("unknown local " + Integer.toUnsignedString(local));
    }

    void globalGet() {
        code.push(code.module().global(code.in().index(), code) & ~TypeCode.MUTABLE);
    }

    void globalSet() {
        int global = code.module().global(code.in().index(), code);
        if ((global & TypeCode.MUTABLE) == 0) {
            throw code.invalid("immutable global " + code.in().index());
        }
        code.pop(global & ~TypeCode.MUTABLE);
    }
}
