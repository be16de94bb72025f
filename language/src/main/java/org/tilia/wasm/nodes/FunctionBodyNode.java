package org.tilia.wasm.nodes;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.lang.classfile.Label;
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

    private final Signature signature;
    @Child private StatementNode statements;
    @Child private ExpressionNode tail;
    @CompilationFinal(dimensions = 1) private final int[] resultSlots;
    @CompilationFinal(dimensions = 1) private final ValueKind[] parameters;
    @CompilationFinal(dimensions = 1) private final ValueKind[] slotKinds;
    private final boolean labelUsed;
    private final int locals;

    /**
     * @param locals how many parameters and locals there are
     * @param statements may be null where there are none
     * @param tail the only result where control falls out of the statements; null where the slots have it
     * @param slotKinds the kinds of the frame's slots: parameters first, then locals, then temporaries
     * @param labelUsed whether the results' slots are ever read: some branch goes to the label, or there is no tail
     */
    public FunctionBodyNode(Signature signature, StatementNode statements, ExpressionNode tail, int[] resultSlots,
                    ValueKind[] slotKinds, int locals, boolean labelUsed) {
        this.signature = signature;
        this.statements = statements;
        this.tail = tail;
        this.resultSlots = resultSlots;
        this.parameters = signature.parameters().toArray(ValueKind[]::new);
        this.slotKinds = slotKinds;
        this.locals = locals;
        this.labelUsed = labelUsed;
    }

    Object execute(VirtualFrame frame) {
        storeParameters(frame);
        int status = statements == null ? StatementNode.FALL_THROUGH : statements.execute(frame);
        if (tail != null && status == StatementNode.FALL_THROUGH) {
            return tail.executeBoxed(frame);
        }
        return resultSlots.length == 0 ? null : takeResults(frame);
    }

    @ExplodeLoop
    private void storeParameters(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        for (int i = 0; i < parameters.length; i++) {
            SlotAccess.store(frame, i, parameters[i], arguments[i + HIDDEN_ARGUMENTS]);
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
        if (statements != null) {
            emitter.statement(statements);
        }
        if (tail != null) {
            tail.emit(emitter);
            emitReturn(emitter);
        }
        emitter.code().labelBinding(end);
        if (labelUsed) {
            for (int i = 1; i < resultSlots.length; i++) {
                ResultTransfer.emitPark(emitter, i, resultSlots[i], slotKinds[resultSlots[i]], resultSlots.length);
            }
            if (resultSlots.length > 0) {
                emitter.loadSlot(resultSlots[0], slotKinds[resultSlots[0]]);
            }
            emitReturn(emitter);
        }
    }

    private void emitReturn(Emitter emitter) {
        if (resultSlots.length == 0) {
            emitter.code().return_();
            return;
        }
        switch (slotKinds[resultSlots[0]]) {
            case I32 -> emitter.code().ireturn();
            case I64 -> emitter.code().lreturn();
            case F32 -> emitter.code().freturn();
            case F64 -> emitter.code().dreturn();
            case V128, REF -> emitter.code().areturn();
        }
    }
}
