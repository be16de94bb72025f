package org.tilia.wasm.nodes.call;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.ResultTransfer;
import org.tilia.wasm.nodes.WasmNode;
import org.tilia.wasm.trap.GuestLocation;

/** A call with its arguments. */
public abstract class Invocation extends WasmNode implements GuestLocation {

    /** How the callee's values are passed. */
    protected final Signature signature;
    @Children protected final ExpressionNode[] arguments;
    private final int offset;

    /** @param offset where the instruction stands in the module's bytes */
    protected Invocation(Signature signature, ExpressionNode[] arguments, int offset) {
        this.signature = signature;
        this.arguments = arguments;
        this.offset = offset;
    }

    /** Calls; the first result is returned, boxed, the others lie in the thread's state. */
    public abstract Object execute(VirtualFrame frame);

    /** As {@link #execute}, where an i32 is the only result. */
    public int executeI32(VirtualFrame frame) {
        return (int) execute(frame);
    }

    /** As {@link #execute}, where an i64 is the only result. */
    public long executeI64(VirtualFrame frame) {
        return (long) execute(frame);
    }

    /** As {@link #execute}, where an f32 is the only result. */
    public float executeF32(VirtualFrame frame) {
        return (float) execute(frame);
    }

    /** As {@link #execute}, where an f64 is the only result. */
    public double executeF64(VirtualFrame frame) {
        return (double) execute(frame);
    }

    /** Emits the call, which leaves the first result on the stack. */
    @Override
    public abstract void emit(Emitter emitter);

    /** How the callee's values are passed. */
    public final Signature signature() {
        return signature;
    }

    @Override
    public final int offset() {
        return offset;
    }

    /** Evaluates the arguments, behind the caller's own instance and thread. */
    @ExplodeLoop
    protected final Object[] evaluateArguments(VirtualFrame frame) {
        Object[] values = new Object[HIDDEN_ARGUMENTS + arguments.length];
        Object[] own = frame.getArguments();
        values[0] = own[0];
        values[1] = own[1];
        if (arguments.length == 1) {
            values[HIDDEN_ARGUMENTS] = arguments[0].executeBoxed(frame);
            return values;
        }
        for (int i = 0; i < arguments.length; i++) {
            values[HIDDEN_ARGUMENTS + i] = arguments[i].executeBoxed(frame);
        }
        return values;
    }

    /**
     * Emits the arguments: the direct ones stay on the stack, the others go to the thread's state, and only once all are
     * evaluated, because evaluating one may itself call.
     */
    protected final void emitArguments(Emitter emitter) {
        int direct = signature.directParameters();
        for (int i = 0; i < direct; i++) {
            arguments[i].emit(emitter);
        }
        if (direct == arguments.length) {
            return;
        }
        int[] locals = new int[arguments.length];
        for (int i = direct; i < arguments.length; i++) {
            ValueKind kind = arguments[i].kind();
            arguments[i].emit(emitter);
            locals[i] = emitter.newLocal(kind);
            emitter.storeLocal(locals[i], kind);
        }
        ResultTransfer.emitReserveArguments(emitter, signature);
        for (int i = direct; i < arguments.length; i++) {
            ResultTransfer.emitArgument(emitter, i, locals[i], arguments[i].kind());
        }
    }

    /** Emits the arguments into JVM locals, where the callee is found only after they are evaluated. */
    protected final int[] emitArgumentsToLocals(Emitter emitter) {
        int[] locals = new int[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i].emit(emitter);
            locals[i] = emitter.newLocal(arguments[i].kind());
            emitter.storeLocal(locals[i], arguments[i].kind());
        }
        return locals;
    }

    /** Pushes what {@link #emitArgumentsToLocals} kept. */
    protected final void emitArgumentsFromLocals(Emitter emitter, int[] locals) {
        int direct = signature.directParameters();
        if (direct < locals.length) {
            ResultTransfer.emitReserveArguments(emitter, signature);
            for (int i = direct; i < locals.length; i++) {
                ResultTransfer.emitArgument(emitter, i, locals[i], arguments[i].kind());
            }
        }
        for (int i = 0; i < direct; i++) {
            emitter.loadLocal(locals[i], arguments[i].kind());
        }
    }
}
