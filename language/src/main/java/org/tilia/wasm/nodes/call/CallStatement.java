package org.tilia.wasm.nodes.call;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ResultTransfer;
import org.tilia.wasm.nodes.SlotAccess;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.runtime.ThreadState;
import org.tilia.wasm.runtime.Values;

/** A call as a statement: none of its results, or several of them into slots. */
public final class CallStatement extends StatementNode {

    @Child private Invocation invocation;
    @CompilationFinal(dimensions = 1) private final int[] slots;

    /** @param slots where the results go; as many as there are results */
    public CallStatement(Invocation invocation, int[] slots) {
        this.invocation = invocation;
        this.slots = slots;
    }

    @Override
    @ExplodeLoop
    public int execute(VirtualFrame frame) {
        Object first = invocation.execute(frame);
        if (slots.length > 0) {
            SlotAccess.store(frame, slots[0], kind(0), first);
            ThreadState thread = thread(frame);
            for (int i = 1; i < slots.length; i++) {
                ValueKind kind = kind(i);
                Object value = kind == ValueKind.REF ? thread.referenceResults[i]
                                : Values.fromBits(kind, thread.primitiveResults[i]);
                SlotAccess.store(frame, slots[i], kind, value);
            }
        }
        return FALL_THROUGH;
    }

    private ValueKind kind(int result) {
        return invocation.signature().results().get(result);
    }

    @Override
    public void emit(Emitter emitter) {
        invocation.emit(emitter);
        if (slots.length > 0) {
            emitter.storeSlot(slots[0], kind(0));
            for (int i = 1; i < slots.length; i++) {
                ResultTransfer.emitTake(emitter, i, slots[i], kind(i));
            }
        }
    }
}
