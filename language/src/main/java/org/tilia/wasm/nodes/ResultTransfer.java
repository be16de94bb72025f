package org.tilia.wasm.nodes;

import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.runtime.ThreadState;

/** How compiled code passes values through the thread's state: results behind the first, and arguments beyond what fits. */
public final class ResultTransfer {

    private ResultTransfer() {
    }

    /** Emits: the slot's value becomes the result with this index. */
    public static void emitPark(Emitter emitter, int index, int slot, ValueKind kind, int count) {
        if (index == 1) {
            emitter.loadThread();
            emitter.code().loadConstant(count);
            emitter.invokeVirtual(ThreadState.class, "reserveResults", void.class, int.class);
        }
        emitter.loadThread();
        emitField(emitter, kind, "Results");
        emitter.code().loadConstant(index);
        emitter.loadSlot(slot, kind);
        emitStore(emitter, kind);
    }

    /** Emits: the result with this index goes into a slot. */
    public static void emitTake(Emitter emitter, int index, int slot, ValueKind kind) {
        emitter.loadThread();
        emitField(emitter, kind, "Results");
        emitter.code().loadConstant(index);
        emitLoad(emitter, kind);
        emitter.storeSlot(slot, kind);
    }

    /** Emits: the value in a JVM local becomes the argument with this index. */
    public static void emitArgument(Emitter emitter, int index, int local, ValueKind kind) {
        emitter.loadThread();
        emitField(emitter, kind, "Arguments");
        emitter.code().loadConstant(index);
        emitter.loadLocal(local, kind);
        emitStore(emitter, kind);
    }

    /** Emits: pushes the argument with this index. */
    public static void emitTakeArgument(Emitter emitter, int index, ValueKind kind) {
        emitter.loadThread();
        emitField(emitter, kind, "Arguments");
        emitter.code().loadConstant(index);
        emitLoad(emitter, kind);
    }

    /** Emits: room for this many arguments in the thread's state. */
    public static void emitReserveArguments(Emitter emitter, Signature signature) {
        emitter.loadThread();
        emitter.code().loadConstant(signature.parameters().size());
        emitter.invokeVirtual(ThreadState.class, "reserveArguments", void.class, int.class);
    }

    private static void emitField(Emitter emitter, ValueKind kind, String what) {
        if (kind == ValueKind.REF) {
            emitter.getField(ThreadState.class, "reference" + what, Object[].class);
        } else {
            emitter.getField(ThreadState.class, "primitive" + what, long[].class);
        }
    }

    private static void emitStore(Emitter emitter, ValueKind kind) {
        emitter.valueToBits(kind);
        if (kind == ValueKind.REF) {
            emitter.code().aastore();
        } else {
            emitter.code().lastore();
        }
    }

    private static void emitLoad(Emitter emitter, ValueKind kind) {
        if (kind == ValueKind.REF) {
            emitter.code().aaload();
        } else {
            emitter.code().laload();
        }
        emitter.bitsToValue(kind);
    }
}
