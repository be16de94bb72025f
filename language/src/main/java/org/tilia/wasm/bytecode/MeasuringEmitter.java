package org.tilia.wasm.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.tilia.wasm.emit.Emittable;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.FunctionBodyNode;
import org.tilia.wasm.nodes.StatementNode;

/**
 * Emits a function as {@link MethodEmitter} would if nothing were cut out of it, into nothing: measures each statement and
 * records where its slots are live.
 */
final class MeasuringEmitter extends MethodEmitter {

    /** JVM locals from the first that needs the wide form of its instructions. */
    private static final int WIDE_LOCALS = 256;

    private final Recorder recorder;
    private final Map<Label, Integer> places = new IdentityHashMap<>();
    private final Deque<Measurement> open = new ArrayDeque<>();

    private MeasuringEmitter(CodeBuilder code, FunctionClass owner, Recorder recorder) {
        super(code, owner);
        this.recorder = recorder;
    }

    /** What was measured: the whole function, how its slots flow, and which label each place stands for. */
    record Result(Measurement whole, SlotFlow flow, Map<Label, Integer> places) {
    }

    /**
     * Measures a function.
     *
     * @param code of a method that is of no use
     */
    static Result measure(CodeBuilder code, FunctionClass owner, FunctionBodyNode body) {
        Recorder recorder = new Recorder(new SlotFlow(body.slotKinds().length));
        Result[] result = new Result[1];
        code.transforming((_, element) -> recorder.record(element), recorded -> {
            MeasuringEmitter emitter = new MeasuringEmitter(recorded, owner, recorder);
            Measurement whole = new Measurement(null, RegionPlan.UNKNOWN, Measurement.ALONE, 0);
            emitter.open.push(whole);
            body.emit(emitter);
            whole.finish(recorder.bytes, recorder.instructions);
            SlotFlow flow = recorder.flow.analyse(recorder.instructions) ? recorder.flow : null;
            result[0] = new Result(whole, flow, emitter.places);
        });
        code.return_();
        return result[0];
    }

    /** Sees the instructions go by. */
    private static final class Recorder {

        private final SlotFlow flow;
        private int instructions;
        private int bytes;

        Recorder(SlotFlow flow) {
            this.flow = flow;
        }

        void record(CodeElement element) {
            switch (element) {
                case LabelTarget target -> flow.bind(target.label(), instructions);
                case BranchInstruction branch -> flow.jump(instructions, List.of(branch.target()),
                                branch.opcode() != Opcode.GOTO && branch.opcode() != Opcode.GOTO_W);
                case TableSwitchInstruction table -> flow.jump(instructions, targets(table.cases(), table.defaultTarget()), false);
                case LookupSwitchInstruction table -> flow.jump(instructions, targets(table.cases(), table.defaultTarget()), false);
                case ReturnInstruction _, ThrowInstruction _ -> flow.jump(instructions, List.of(), false);
                default -> {
                }
            }
            if (element instanceof Instruction instruction) {
                bytes += instruction.sizeInBytes();
                instructions++;
            }
        }

        private static List<Label> targets(List<SwitchCase> cases, Label otherwise) {
            List<Label> targets = new ArrayList<>(cases.size() + 1);
            cases.forEach(choice -> targets.add(choice.target()));
            targets.add(otherwise);
            return targets;
        }
    }

    @Override
    public void statement(Emittable statement) {
        measure(statement, RegionPlan.UNKNOWN, Measurement.ALONE);
    }

    @Override
    public void statement(Emittable statement, int runs) {
        measure(statement, runs, Measurement.ALONE);
    }

    @Override
    public void statements(Emittable[] statements) {
        int sequence = open.peek().children().size();
        for (Emittable statement : statements) {
            measure(statement, RegionPlan.UNKNOWN, sequence);
        }
    }

    @Override
    public void segments(Emittable[] segments, int outermost, int[] runs) {
        Nest nest = new Nest(segments.length, outermost);
        open.peek().nest(outermost);
        for (int i = 1; i <= segments.length; i++) {
            declare(nest.start(i));
        }
        for (int i = 0; i < segments.length; i++) {
            measure(segments[i], runs[i], i);
            code().labelBinding(target(nest.start(i + 1)));
        }
    }

    private void measure(Emittable statement, int runs, int sequence) {
        Measurement measurement = new Measurement((StatementNode) statement, runs, sequence, recorder.instructions);
        open.peek().children().add(measurement);
        open.push(measurement);
        int before = recorder.bytes;
        statement.emit(this);
        measurement.finish(recorder.bytes - before, recorder.instructions);
        open.pop();
    }

    /** What the switch itself takes depends on what is cut out; it is little. */
    @Override
    public void branchTable(int[] labels) {
        int before = recorder.bytes;
        plainTable(labels);
        recorder.bytes = Math.min(recorder.bytes, before + JumpTable.MAXIMUM_PLAIN_BYTES);
    }

    @Override
    public void loadSlot(int slot, ValueKind kind) {
        recorder.flow.access(recorder.instructions, slot, false);
        Boxes.load(code(), Math.min(slot, WIDE_LOCALS), kind);
    }

    @Override
    public void storeSlot(int slot, ValueKind kind) {
        recorder.flow.access(recorder.instructions, slot, true);
        Boxes.store(code(), Math.min(slot, WIDE_LOCALS), kind);
    }

    @Override
    public Label declare(int label) {
        open.peek().declare(label);
        Label place = super.declare(label);
        places.put(place, label);
        return place;
    }

    @Override
    public Label target(int label) {
        open.peek().branch(label);
        return super.target(label);
    }
}
