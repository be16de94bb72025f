package org.tilia.wasm.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.ValueKind;

/**
 * A function type as compiled code passes it: the instance, the thread's state, the parameters, and back the first result.
 *
 * <p>A JVM method takes at most 255 slots. Parameters that would lie beyond {@value #PARAMETER_SLOTS} travel in the thread's
 * state instead, by their index.
 */
public final class Signature {

    private static final int PARAMETER_SLOTS = 250;
    private static final ClassDesc INSTANCE = ClassDesc.of("org.tilia.wasm.runtime.Instance");
    private static final ClassDesc THREAD = ClassDesc.of("org.tilia.wasm.runtime.ThreadState");

    private final List<ValueKind> parameters;
    private final List<ValueKind> results;
    private final int direct;
    private final MethodTypeDesc descriptor;

    private Signature(FunctionType type) {
        parameters = type.parameters().stream().map(parameter -> parameter.kind()).toList();
        results = type.results().stream().map(result -> result.kind()).toList();
        direct = countDirect();
        List<ClassDesc> described = new ArrayList<>(List.of(INSTANCE, THREAD));
        parameters.subList(0, direct).forEach(kind -> described.add(describe(kind)));
        descriptor = MethodTypeDesc.of(results.isEmpty() ? ConstantDescs.CD_void : describe(results.getFirst()), described);
    }

    /** The signature of functions of this type. */
    public static Signature of(FunctionType type) {
        return new Signature(type);
    }

    private int countDirect() {
        int slots = 2;
        for (int i = 0; i < parameters.size(); i++) {
            slots += width(parameters.get(i));
            if (slots > PARAMETER_SLOTS) {
                return i;
            }
        }
        return parameters.size();
    }

    /** How many JVM slots a value of this kind takes. */
    public static int width(ValueKind kind) {
        return kind == ValueKind.I64 || kind == ValueKind.F64 ? 2 : 1;
    }

    /** The JVM type of a kind. */
    public static ClassDesc describe(ValueKind kind) {
        return switch (kind) {
            case I32 -> ConstantDescs.CD_int;
            case I64 -> ConstantDescs.CD_long;
            case F32 -> ConstantDescs.CD_float;
            case F64 -> ConstantDescs.CD_double;
            case V128, REF -> ConstantDescs.CD_Object;
        };
    }

    /** Instance, thread, the direct parameters; the first result or void. */
    public MethodTypeDesc descriptor() {
        return descriptor;
    }

    public List<ValueKind> parameters() {
        return parameters;
    }

    public List<ValueKind> results() {
        return results;
    }

    /** How many of the parameters are parameters of the JVM method; the rest travel in the thread's state. */
    public int directParameters() {
        return direct;
    }

    /** Emits the return of the first result, which is on the stack, or of nothing. */
    public void emitReturn(CodeBuilder code) {
        if (results.isEmpty()) {
            code.return_();
            return;
        }
        emitReturn(code, results.getFirst());
    }

    /** Emits the return of the value on the stack. */
    public static void emitReturn(CodeBuilder code, ValueKind kind) {
        switch (kind) {
            case I32 -> code.ireturn();
            case I64 -> code.lreturn();
            case F32 -> code.freturn();
            case F64 -> code.dreturn();
            case V128, REF -> code.areturn();
        }
    }
}
