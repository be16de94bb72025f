package org.tilia.wasm.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tilia.wasm.emit.Emittable;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.StatementNode;

/**
 * Emits one method of a function's class: the whole function, or a region of it.
 *
 * <p>A slot lies in a JVM local, or, where a region that was cut out needs it too, in one of two arrays that are handed on.
 */
class MethodEmitter extends Emitter {

    /** More declared slots than this lie in the arrays: no method has room to set them all to zero. */
    static final int MAXIMUM_LOCALS = 512;

    private static final int UNASSIGNED = -1;

    private final FunctionClass owner;
    private final ValueKind[] slotKinds;
    /** The JVM local of a slot. */
    private final int[] locals;
    /** Slots that lie in the arrays. */
    private final BitSet resident;
    private final Map<Integer, Label> declared = new HashMap<>();
    /** Labels outside of this method, and where it is left for them. */
    private final Map<Integer, Label> exits = new LinkedHashMap<>();
    private final Set<Integer> loops = new HashSet<>();
    private final Map<Integer, Label> backwardCases = new LinkedHashMap<>();
    private final BitSet used = new BitSet();
    private final BitSet written = new BitSet();
    /** JVM locals for values inside of an expression, by kind; free again in the next statement. */
    private final Map<ValueKind, List<Integer>> scratch = new EnumMap<>(ValueKind.class);
    private final Map<ValueKind, Integer> scratchUsed = new EnumMap<>(ValueKind.class);
    private int primitives = UNASSIGNED;
    private int references = UNASSIGNED;

    MethodEmitter(CodeBuilder code, FunctionClass owner, BitSet resident) {
        super(code);
        this.owner = owner;
        this.slotKinds = owner.slotKinds();
        this.resident = resident;
        this.locals = new int[slotKinds.length];
        Arrays.fill(locals, UNASSIGNED);
    }

    /** Says in which JVM local a slot lies. */
    final void assign(int slot, int local) {
        locals[slot] = local;
    }

    /** Says in which JVM locals the arrays lie. */
    final void arrays(int primitiveArray, int referenceArray) {
        primitives = primitiveArray;
        references = referenceArray;
    }

    /** Slots in JVM locals that the method reads or writes. */
    final BitSet used() {
        return used;
    }

    /** Slots in JVM locals that the method writes. */
    final BitSet written() {
        return written;
    }

    final Map<Integer, Label> exits() {
        return exits;
    }

    final int local(int slot) {
        if (locals[slot] == UNASSIGNED) {
            locals[slot] = code().allocateLocal(TypeKind.from(Signature.describe(slotKinds[slot])));
        }
        return locals[slot];
    }

    @Override
    public void loadSlot(int slot, ValueKind kind) {
        if (resident.get(slot)) {
            loadResident(slot);
        } else {
            used.set(slot);
            Boxes.load(code(), local(slot), kind);
        }
    }

    @Override
    public void storeSlot(int slot, ValueKind kind) {
        if (resident.get(slot)) {
            pushPlace(slot);
            if (Signature.width(kind) == 2) {
                code().dup2_x2();
            } else {
                code().dup2_x1();
            }
            code().pop2();
            popIntoPlace(kind);
        } else {
            used.set(slot);
            written.set(slot);
            Boxes.store(code(), local(slot), kind);
        }
    }

    /** Pushes a slot from the arrays. */
    final void loadResident(int slot) {
        pushPlace(slot);
        if (slotKinds[slot] == ValueKind.REF) {
            code().aaload();
        } else {
            code().laload();
            bitsToValue(slotKinds[slot]);
        }
    }

    /** Puts a JVM local into a slot of the arrays. */
    final void storeResident(int slot, int local) {
        pushPlace(slot);
        Boxes.load(code(), local, slotKinds[slot]);
        popIntoPlace(slotKinds[slot]);
    }

    private void pushPlace(int slot) {
        code().aload(slotKinds[slot] == ValueKind.REF ? references : primitives).loadConstant(slot);
    }

    private void popIntoPlace(ValueKind kind) {
        if (kind == ValueKind.REF) {
            code().aastore();
        } else {
            valueToBits(kind);
            code().lastore();
        }
    }

    @Override
    public int newLocal(ValueKind kind) {
        List<Integer> pool = scratch.computeIfAbsent(kind, _ -> new ArrayList<>());
        int place = scratchUsed.merge(kind, 1, Integer::sum) - 1;
        if (place == pool.size()) {
            pool.add(code().allocateLocal(TypeKind.from(Signature.describe(kind))));
        }
        return pool.get(place);
    }

    @Override
    public void loadLocal(int local, ValueKind kind) {
        Boxes.load(code(), local, kind);
    }

    @Override
    public void storeLocal(int local, ValueKind kind) {
        Boxes.store(code(), local, kind);
    }

    @Override
    public Label declare(int label) {
        Label place = code().newLabel();
        declared.put(label, place);
        return place;
    }

    @Override
    public Label declareLoop(int label) {
        loops.add(label);
        return declare(label);
    }

    @Override
    public Label caseTarget(int label) {
        return loops.contains(label) && declared.containsKey(label)
                        ? backwardCases.computeIfAbsent(label, _ -> code().newLabel())
                        : target(label);
    }

    @Override
    public void bindCases() {
        backwardCases.forEach((label, place) -> code().labelBinding(place).goto_(target(label)));
        backwardCases.clear();
    }

    @Override
    public Label target(int label) {
        Label place = declared.get(label);
        return place != null ? place : exits.computeIfAbsent(label, _ -> code().newLabel());
    }

    @Override
    public void statement(Emittable statement) {
        scratchUsed.clear();
        RegionPlan.Region region = owner.plan().outlined((StatementNode) statement);
        if (region == null) {
            statement.emit(this);
        } else {
            callRegion(region);
        }
    }

    private void callRegion(RegionPlan.Region region) {
        loadInstance();
        loadThread();
        code().aload(primitives).aload(references);
        code().invokestatic(owner.self(), region.methodName(), FunctionClass.REGION);
        List<Integer> labels = new ArrayList<>(region.exits());
        if (labels.isEmpty()) {
            code().pop();
        } else if (labels.size() == 1) {
            code().ifne(target(labels.getFirst()));
        } else {
            Label behind = code().newLabel();
            List<SwitchCase> cases = labels.stream().sorted().map(label -> SwitchCase.of(label, caseTarget(label))).toList();
            code().lookupswitch(behind, cases);
            bindCases();
            code().labelBinding(behind);
        }
    }

    @Override
    public void position(int offset) {
        code().lineNumber(owner.line(offset));
    }

    @Override
    public void poll() {
        code().invokedynamic(Polls.CALL_SITE);
    }

    @Override
    public ClassDesc entryClass(Signature signature) {
        return owner.compiler().entryClass(signature);
    }

    @Override
    public void callFunction(int index, Signature signature) {
        code().invokestatic(owner.compiler().functionClass(index), Names.CODE, signature.descriptor());
    }
}
