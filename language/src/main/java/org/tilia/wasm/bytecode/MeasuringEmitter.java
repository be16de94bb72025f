package org.tilia.wasm.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.function.Consumer;
import org.tilia.wasm.emit.Emittable;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.StatementNode;

/** Emits as {@link MethodEmitter} would if nothing were cut out, and measures each statement. */
final class MeasuringEmitter extends MethodEmitter {

    private final Deque<Measurement> open = new ArrayDeque<>();
    private final int[] bytes;

    private MeasuringEmitter(CodeBuilder code, FunctionClass owner, int[] bytes) {
        super(code, owner, new BitSet());
        this.bytes = bytes;
    }

    /** Measures what is emitted by {@code content}; the emitted code is of no use. */
    static Measurement measure(CodeBuilder code, FunctionClass owner, Consumer<MethodEmitter> content) {
        int[] bytes = new int[1];
        Measurement whole = new Measurement(null);
        code.transforming((builder, element) -> {
            if (element instanceof Instruction instruction) {
                bytes[0] += instruction.sizeInBytes();
            }
            builder.with(element);
        }, counted -> {
            MeasuringEmitter emitter = new MeasuringEmitter(counted, owner, bytes);
            emitter.open.push(whole);
            content.accept(emitter);
            whole.finish(bytes[0]);
        });
        return whole;
    }

    @Override
    public void statement(Emittable statement) {
        Measurement measurement = new Measurement((StatementNode) statement);
        open.peek().children().add(measurement);
        open.push(measurement);
        int before = bytes[0];
        statement.emit(this);
        measurement.finish(bytes[0] - before);
        open.pop();
    }

    @Override
    public void loadSlot(int slot, ValueKind kind) {
        open.peek().slot(slot);
        super.loadSlot(slot, kind);
    }

    @Override
    public void storeSlot(int slot, ValueKind kind) {
        open.peek().slot(slot);
        super.storeSlot(slot, kind);
    }

    @Override
    public Label declare(int label) {
        open.peek().declare(label);
        return super.declare(label);
    }

    @Override
    public Label target(int label) {
        open.peek().branch(label);
        return super.target(label);
    }
}
