package org.tilia.wasm.validation;

/** Selection of one of two operands (spec 3.4.1). */
final class ParametricRules {

    private final CodeState code;

    ParametricRules(CodeState code) {
        this.code = code;
    }

    void select() {
        code.pop(TypeCode.I32);
        int second = code.popAny();
        int first = code.popAny();
        if (TypeCode.isReference(first) || TypeCode.isReference(second)) {
            throw code.invalid("type mismatch: select without a type requires numbers but stack has ["
                            + TypeCode.toString(first) + " " + TypeCode.toString(second) + "]");
        }
        if (first != second && first != TypeCode.BOTTOM && second != TypeCode.BOTTOM) {
            throw code.invalid("type mismatch: select requires operands of one type but stack has ["
                            + TypeCode.toString(first) + " " + TypeCode.toString(second) + "]");
        }
        code.push(first == TypeCode.BOTTOM ? second : first);
    }

    void selectTyped() {
        if (code.in().valueTypeCount() != 1) {
            throw code.invalid("invalid result arity: select gives one value, not " + code.in().valueTypeCount());
        }
        int type = code.types().code(code.in().valueType(), code);
        code.module().features().add(code.in().valueType());
        code.pop(TypeCode.I32);
        code.pop(type);
        code.pop(type);
        code.push(type);
    }
}
