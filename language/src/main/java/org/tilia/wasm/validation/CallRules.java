package org.tilia.wasm.validation;

import org.tilia.wasm.instruction.InstructionReader;

/** Calls (spec 3.4.1). */
final class CallRules {

    private final CodeState code;
    private final TypeContext types;
    private final InstructionReader in;

    CallRules(CodeState code) {
        this.code = code;
        this.types = code.types();
        this.in = code.in();
    }

    void call() {
        call(calledType());
    }

    void callIndirect() {
        call(indirectType());
    }

    void callRef() {
        call(referencedType());
    }

    void returnCall() {
        returnCall(calledType());
    }

    void returnCallIndirect() {
        returnCall(indirectType());
    }

    void returnCallRef() {
        returnCall(referencedType());
    }

    private int calledType() {
        return code.module().functionType(in.index(), code);
    }

    /** Pops the element's index. */
    private int indirectType() {
        int element = code.module().tableElement(in.secondIndex(), code);
        if (!types.isSubtype(element, TypeCode.FUNCREF)) {
            throw code.invalid("type mismatch: table " + in.secondIndex() + " holds " + TypeCode.toString(element)
                            + ", which are no functions");
        }
        int type = functionType();
        code.pop(code.module().tableAddress(in.secondIndex(), code));
        return type;
    }

    /** Pops the reference. */
    private int referencedType() {
        int type = functionType();
        code.pop(types.referenceTo(type) | TypeCode.NULLABLE);
        return type;
    }

    private int functionType() {
        int type = in.index();
        types.check(type, code);
        if (!types.isFunction(type)) {
            throw code.invalid("type mismatch: type " + type + " is no function type");
        }
        return type;
    }

    private void call(int type) {
        code.noteLoopOrCall();
        code.popAll(types.parameters(type));
        code.operands().pushAll(types.results(type));
    }

    private void returnCall(int type) {
        code.noteLoopOrCall();
        int[] results = types.results(type);
        int[] expected = code.blocks().results(0);
        if (!types.areSubtypes(results, expected)) {
            throw code.invalid("type mismatch: the function returns "
                            + TypeCode.toString(expected, 0, expected.length) + " but the called one "
                            + TypeCode.toString(results, 0, results.length));
        }
        code.popAll(types.parameters(type));
        code.operands().setUnreachable();
    }
}
