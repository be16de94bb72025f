package org.tilia.wasm.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.lang.classfile.Label;
import java.util.List;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.runtime.ThreadState;
import org.tilia.wasm.runtime.Values;

/**
 * A function's body: parameters into slots, the statements, and the results out of slots or of the tail expression.
 *
 * <p>{@code return} is a branch to {@link #LABEL}, whose slots are those of the results.
 */
public final class FunctionBodyNode extends WasmNode {

    /** The label at the function's end. */
    public static final int LABEL = 1;

    // Ordinals of ValueKind.
    private static final byte I32 = 0;
    private static final byte I64 = 1;
    private static final byte F32 = 2;
    private static final byte F64 = 3;

    private final Signature signature;
    @Child private StatementNode statements;
    @Child private ExpressionNode tail;
    @CompilationFinal(dimensions = 1) private final int[] resultSlots;
    /** The parameters' kinds as ordinals: an array of bytes is read faster than the enum is switched on. */
    @CompilationFinal(dimensions = 1) private final byte[] parameters;
    private final boolean onlyI32Parameters;
    @CompilationFinal(dimensions = 1) private final ValueKind[] slotKinds;
    private final boolean labelUsed;
    private final int locals;
    private final boolean calls;

    /**
     * @param locals how many parameters and locals there are
     * @param statements may be null where there are none
     * @param tail the only result where control falls out of the statements; null where the slots have it
     * @param resultSlots where branches to the label leave the results; empty where nothing reads them
     * @param slotKinds the kinds of the frame's slots: parameters first, then locals, then temporaries
     * @param labelUsed whether the results' slots are ever read: some branch goes to the label, or there is no tail
     * @param calls whether there is a call in it, so that it may be part of a recursion, which must be stoppable
     */
    public FunctionBodyNode(Signature signature, StatementNode statements, ExpressionNode tail, int[] resultSlots,
                    ValueKind[] slotKinds, int locals, boolean labelUsed, boolean calls) {
        this.signature = signature;
        this.statements = statements;
        this.tail = tail;
        this.resultSlots = resultSlots;
        this.parameters = ordinals(signature.parameters());
        this.onlyI32Parameters = signature.parameters().stream().allMatch(kind -> kind == ValueKind.I32);
        this.slotKinds = slotKinds;
        this.locals = locals;
        this.labelUsed = labelUsed;
        this.calls = calls;
    }

    /** Runs the function in a frame whose arguments hold the parameters; the first result is returned, boxed. */
    Object execute(VirtualFrame frame) {
        storeParameters(frame);
        return executeBoxed(frame);
    }

    /** Runs the function, whose parameters are in their slots; the first result is returned, boxed, or null without any. */
    public Object executeBoxed(VirtualFrame frame) {
        if (endsInTail(frame)) {
            return tail.executeBoxed(frame);
        }
        return resultSlots.length == 0 ? null : takeResults(frame);
    }

    /** As {@link #executeBoxed}, where an i32 is the only result. */
    public int executeI32(VirtualFrame frame) {
        return endsInTail(frame) ? tail.executeI32(frame) : frame.getIntStatic(resultSlots[0]);
    }

    /** As {@link #executeBoxed}, where an i64 is the only result. */
    public long executeI64(VirtualFrame frame) {
        return endsInTail(frame) ? tail.executeI64(frame) : frame.getLongStatic(resultSlots[0]);
    }

    /** As {@link #executeBoxed}, where an f32 is the only result. */
    public float executeF32(VirtualFrame frame) {
        return endsInTail(frame) ? tail.executeF32(frame) : frame.getFloatStatic(resultSlots[0]);
    }

    /** As {@link #executeBoxed}, where an f64 is the only result. */
    public double executeF64(VirtualFrame frame) {
        return endsInTail(frame) ? tail.executeF64(frame) : frame.getDoubleStatic(resultSlots[0]);
    }

    /** Runs the statements: whether the tail's value is the result, or else the slots'. */
    private boolean endsInTail(VirtualFrame frame) {
        boolean fallsThrough = run(frame);
        return tail != null && fallsThrough;
    }

    /** Returns whether control falls out of the statements; otherwise it branches to the only label that is left. */
    private boolean run(VirtualFrame frame) {
        try {
            return statements == null || statements.execute(frame) == StatementNode.FALL_THROUGH;
        } catch (BranchException branch) {
            if (branch.label() != LABEL) {
                throw CompilerDirectives.shouldNotReachHere("no node has label " + branch.label());
            }
            return false;
        }
    }

    /** Evaluates a call's arguments in the caller's frame into the parameters' slots of this function's. */
    public void evaluateParameters(ExpressionNode[] arguments, VirtualFrame caller, VirtualFrame own) {
        for (int i = 0; i < parameters.length; i++) {
            ExpressionNode argument = arguments[i];
            switch (parameters[i]) {
                case I32 -> own.setIntStatic(i, argument.executeI32(caller));
                case I64 -> own.setLongStatic(i, argument.executeI64(caller));
                case F32 -> own.setFloatStatic(i, argument.executeF32(caller));
                case F64 -> own.setDoubleStatic(i, argument.executeF64(caller));
                default -> own.setObjectStatic(i, argument.executeBoxed(caller));
            }
        }
    }

    private static byte[] ordinals(List<ValueKind> kinds) {
        byte[] ordinals = new byte[kinds.size()];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = (byte) kinds.get(i).ordinal();
        }
        return ordinals;
    }

    @ExplodeLoop
    private void storeParameters(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        if (parameters.length == 1 && onlyI32Parameters) {
            frame.setIntStatic(0, (int) arguments[HIDDEN_ARGUMENTS]);
        } else if (onlyI32Parameters) {
            for (int i = 0; i < parameters.length; i++) {
                frame.setIntStatic(i, (int) arguments[i + HIDDEN_ARGUMENTS]);
            }
        } else {
            for (int i = 0; i < parameters.length; i++) {
                storeParameter(frame, i, arguments[i + HIDDEN_ARGUMENTS]);
            }
        }
    }

    private void storeParameter(VirtualFrame frame, int index, Object value) {
        switch (parameters[index]) {
            case I32 -> frame.setIntStatic(index, (int) value);
            case I64 -> frame.setLongStatic(index, (long) value);
            case F32 -> frame.setFloatStatic(index, (float) value);
            case F64 -> frame.setDoubleStatic(index, (double) value);
            default -> frame.setObjectStatic(index, value);
        }
    }

    @ExplodeLoop
    private Object takeResults(VirtualFrame frame) {
        if (resultSlots.length > 1) {
            ThreadState thread = thread(frame);
            thread.reserveResults(resultSlots.length);
            for (int i = 1; i < resultSlots.length; i++) {
                ValueKind kind = slotKinds[resultSlots[i]];
                Object value = SlotAccess.load(frame, resultSlots[i], kind);
                if (kind == ValueKind.REF) {
                    thread.referenceResults[i] = value;
                } else {
                    thread.primitiveResults[i] = Values.toBits(value);
                }
            }
        }
        return SlotAccess.load(frame, resultSlots[0], slotKinds[resultSlots[0]]);
    }

    /** Whether there is a call in it, so that it may be part of a recursion, which must be stoppable. */
    public boolean calls() {
        return calls;
    }

    /** How many of the slots are parameters and locals; these come first. */
    public int locals() {
        return locals;
    }

    /** How values of this function are passed. */
    public Signature signature() {
        return signature;
    }

    /** The kinds of the frame's slots: parameters first, then locals, then temporaries. */
    public ValueKind[] slotKinds() {
        return slotKinds;
    }

    /** Emits the whole body with its return; the parameters are in their slots. */
    @Override
    public void emit(Emitter emitter) {
        Label end = emitter.declare(LABEL);
        if (calls) {
            emitter.poll();
        }
        if (statements != null) {
            emitter.statement(statements);
        }
        if (tail != null) {
            tail.emit(emitter);
            signature.emitReturn(emitter.code());
        }
        emitter.code().labelBinding(end);
        if (labelUsed) {
            for (int i = 1; i < resultSlots.length; i++) {
                ResultTransfer.emitPark(emitter, i, resultSlots[i], slotKinds[resultSlots[i]], resultSlots.length);
            }
            if (resultSlots.length > 0) {
                emitter.loadSlot(resultSlots[0], slotKinds[resultSlots[0]]);
            }
            signature.emitReturn(emitter.code());
        } else if (tail == null) {
            // Control never gets here, but the JVM wants to see that.
            emitter.code().aconst_null().athrow();
        }
    }
}
