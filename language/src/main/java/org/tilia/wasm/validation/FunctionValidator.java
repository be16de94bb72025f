package org.tilia.wasm.validation;

import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.LocalDeclarations;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.FunctionBody;
import org.tilia.wasm.module.ModuleException;

/** Validates function bodies (spec 3.5.1) in one pass without recursion, however deep blocks are nested. */
final class FunctionValidator {

    private final ModuleContext module;
    private final CodeState code;
    private final InstructionRules rules;
    private final LocalDeclarations declarations = new LocalDeclarations();

    FunctionValidator(ModuleContext module, CodeState code, InstructionRules rules) {
        this.module = module;
        this.code = code;
        this.rules = rules;
    }

    /** Validates a function's body, and adds what has been learnt about it. */
    FunctionBody validate(int function, FunctionBody body) {
        InstructionReader in = code.in();
        in.reset(body.start(), body.end());
        int type = module.module().functionTypes()[function];
        declareLocals(function, type, in);
        int codeStart = in.position();
        code.start("function", function, false, module.types().results(type));
        ControlStack blocks = code.blocks();
        while (!blocks.isEmpty()) {
            if (!in.hasRemaining()) {
                throw unfinished(function, body.end());
            }
            rules.apply(in.next());
        }
        if (in.hasRemaining()) {
            throw ModuleException.malformed("section size mismatch: " + in.remaining()
                            + " bytes too many in the body of function " + function, in.position());
        }
        return new FunctionBody(body.start(), codeStart, body.end(), code.locals().count(), code.operands().maximum(),
                        code.mayRunLong());
    }

    private void declareLocals(int function, int type, InstructionReader in) {
        Place place = Place.at("locals of function " + function, in.position());
        declarations.read(in, module.limits());
        Locals locals = code.locals();
        locals.start(module.types().parameters(type));
        for (int i = 0; i < declarations.groups(); i++) {
            locals.declare(module.types().code(declarations.type(i), place), declarations.count(i));
            module.features().add(declarations.type(i));
        }
    }

    /** A body that ends before its blocks do. What follows it tells which of the two is at fault. */
    private ModuleException unfinished(int function, int end) {
        byte[] bytes = code.in().bytes();
        String what;
        if (end == bytes.length) {
            what = "unexpected end of section or function";
        } else if (bytes[end] == Opcode.END.code()) {
            what = "section size mismatch";
        } else {
            what = "END opcode expected";
        }
        return ModuleException.malformed(what + ": the body of function " + function + " ends inside of "
                        + code.blocks().size() + " blocks", end);
    }
}
