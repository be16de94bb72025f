package org.tilia.wasm.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tilia.wasm.emit.Emittable;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ResultTransfer;
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
    /** In how many loops of the method what is emitted now lies. */
    private int loopDepth;
    private final BitSet used = new BitSet();
    private final BitSet written = new BitSet();
    /** JVM locals for values inside of an expression, by kind; free again in the next statement. */
    private final Map<ValueKind, List<Integer>> scratch = new EnumMap<>(ValueKind.class);
    private final Map<ValueKind, Integer> scratchUsed = new EnumMap<>(ValueKind.class);
    /** Where branches to segments that became regions go. */
    private final Map<Integer, Selection> selections = new HashMap<>();
    private final Map<Region, Label> calls = new IdentityHashMap<>();
    /** The JVM local with the number of the segment that a region begins with. */
    private int selector = UNASSIGNED;
    private int primitives = UNASSIGNED;
    private int references = UNASSIGNED;

    MethodEmitter(CodeBuilder code, FunctionClass owner) {
        super(code);
        this.owner = owner;
        this.slotKinds = owner.slotKinds();
        this.resident = owner.resident();
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

    /** Sets slots in JVM locals to zero. */
    final void zero(BitSet slots) {
        slots.stream().forEach(slot -> {
            Boxes.zero(code(), slotKinds[slot]);
            Boxes.store(code(), local(slot), slotKinds[slot]);
        });
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
    public boolean continuesLoop(int label) {
        return loops.contains(label) && declared.containsKey(label);
    }

    @Override
    public Label caseTarget(int label) {
        return continuesLoop(label)
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
        if (place != null) {
            return place;
        }
        Selection selection = selections.get(label);
        return selection != null ? selection.place(code()) : exits.computeIfAbsent(label, _ -> code().newLabel());
    }

    @Override
    public void statement(Emittable statement) {
        Region region = owner.plan().startingWith((StatementNode) statement);
        if (region == null) {
            inPlace((StatementNode) statement);
        } else {
            call(region);
        }
    }

    @Override
    public void statements(Emittable[] statements) {
        for (int i = 0; i < statements.length; i++) {
            Region region = owner.plan().startingWith((StatementNode) statements[i]);
            if (region == null) {
                inPlace((StatementNode) statements[i]);
            } else {
                call(region);
                i += region.parts().size() - 1;
            }
        }
    }

    @Override
    public void loop(int label, Emittable body, int runs, boolean hot, boolean nest) {
        if (nest && loopDepth == 0 && owner.plan() == RegionPlan.WHOLE) {
            // HotSpot would hold a memory's place and size for all loops of a method, on the stack if one of them needs many registers.
            // Behind a fence, which is no instruction of x86, it reads them anew. The dispatch loops of large functions lose by it.
            invokeStatic(VarHandle.class, "storeStoreFence", void.class);
        }
        loopDepth++;
        Label start = declare(label);
        Label end = code().newLabel();
        code().labelBinding(start);
        poll();
        for (int copies = hot ? owner.copies(label, (StatementNode) body) : 1; copies > 1; copies--) {
            Label next = declare(label);
            inPlace((StatementNode) body);
            code().goto_(end).labelBinding(next);
        }
        declared.put(label, start);
        loops.add(label);
        statement(body, runs);
        loopDepth--;
        code().labelBinding(end);
    }

    /** Emits a statement where it is. */
    final void inPlace(StatementNode statement) {
        scratchUsed.clear();
        statement.emit(this);
    }

    /** A branch to a segment that became part of a region: selects it there, then calls the region. */
    private static final class Selection {

        private final Region region;
        /** The place of the segment among those of the region. */
        private final int segment;
        /** Null while nothing branches there. */
        private Label place;
        private boolean bound;

        Selection(Region region, int segment) {
            this.region = region;
            this.segment = segment;
        }

        Label place(CodeBuilder code) {
            if (place == null) {
                place = code.newLabel();
            }
            return place;
        }
    }

    @Override
    public void segments(Emittable[] segments, int outermost, int[] runs) {
        Nest nest = new Nest(segments.length, outermost);
        Region[] regions = owner.plan().segments(nest);
        Set<Region> called = new LinkedHashSet<>();
        for (int i = 1; i <= segments.length; i++) {
            Region region = regions == null || i == segments.length ? null : regions[i];
            if (region == null) {
                declare(nest.start(i));
            } else {
                called.add(region);
                selections.put(nest.start(i), new Selection(region, Arrays.binarySearch(region.segments(), i)));
            }
        }
        for (Region region : called) {
            calls.put(region, code().newLabel());
        }
        for (int i = 0; i < segments.length; i++) {
            if (regions == null || regions[i] == null) {
                if (i > 0) {
                    code().labelBinding(declared.get(nest.start(i)));
                }
                inPlace((StatementNode) segments[i]);
                if (regions != null) {
                    code().goto_(target(nest.start(i + 1)));
                }
            }
        }
        callSelected(nest, called);
        code().labelBinding(declared.get(outermost));
    }

    /** Emits the calls of regions of segments, and how branches to these arrive there. */
    private void callSelected(Nest nest, Set<Region> called) {
        select(nest, called);
        for (Region region : called) {
            code().labelBinding(calls.get(region));
            call(region);
        }
        // Regions may lead to segments that nothing led to before.
        select(nest, called);
    }

    private void select(Nest nest, Set<Region> called) {
        for (Region region : called) {
            int[] segments = region.segments();
            for (int i = 0; i < segments.length; i++) {
                Selection selection = selections.get(nest.start(segments[i]));
                if (selection.place != null && !selection.bound) {
                    selection.bound = true;
                    code().labelBinding(selection.place).loadConstant(i);
                    select(region);
                }
            }
        }
    }

    private int selector() {
        if (selector == UNASSIGNED) {
            selector = code().allocateLocal(TypeKind.INT);
        }
        return selector;
    }

    /** Emits the content of a region: in its own method. */
    final void content(Region region, int selectorLocal) {
        Nest nest = region.nest();
        if (nest == Region.NO_NEST) {
            region.parts().forEach(part -> inPlace(part.statement()));
            return;
        }
        int[] segments = region.segments();
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 0; i < segments.length; i++) {
            cases.add(SwitchCase.of(i, declare(nest.start(segments[i]))));
        }
        code().iload(selectorLocal).tableswitch(0, segments.length - 1, cases.getFirst().target(), cases);
        for (int i = 0; i < segments.length; i++) {
            code().labelBinding(declared.get(nest.start(segments[i])));
            inPlace(region.parts().get(i).statement());
            if (i + 1 == segments.length || segments[i + 1] != segments[i] + 1) {
                code().goto_(target(nest.start(segments[i] + 1)));
            }
        }
    }

    private void call(Region region) {
        scratchUsed.clear();
        loadInstance();
        loadThread();
        if (!resident.isEmpty()) {
            code().aload(primitives).aload(references);
        }
        if (region.nest() != Region.NO_NEST) {
            code().iload(selector());
        }
        for (int slot : region.slots().takes()) {
            loadSlot(slot, slotKinds[slot]);
        }
        code().invokestatic(owner.self(), region.methodName(), owner.descriptor(region));
        int[] gives = region.slots().gives();
        if (region.returnsValue()) {
            storeSlot(gives[0], slotKinds[gives[0]]);
        } else {
            for (int i = 0; i < gives.length; i++) {
                ResultTransfer.emitTake(this, i + 1, gives[i], slotKinds[gives[i]]);
            }
        }
        goOn(region);
    }

    /** Emits what comes behind a call, by the way that the region was left; its status is on the stack if it returns one. */
    private void goOn(Region region) {
        List<Integer> labels = region.exits();
        if (!region.returnsStatus()) {
            if (!labels.isEmpty()) {
                code().goto_(target(labels.getFirst()));
            } else if (!region.fallsThrough()) {
                code().aconst_null().athrow();
            }
            return;
        }
        if (labels.size() == 1) {
            code().ifne(target(labels.getFirst()));
            return;
        }
        Label behind = code().newLabel();
        List<SwitchCase> cases = new ArrayList<>();
        int first = region.fallsThrough() ? 0 : 1;
        for (int label : labels.subList(first, labels.size())) {
            cases.add(SwitchCase.of(label, caseTarget(label)));
        }
        code().lookupswitch(first == 0 ? behind : caseTarget(labels.getFirst()), cases);
        bindCases();
        code().labelBinding(behind);
    }

    @Override
    public void branchTable(int[] labels) {
        if (JumpTable.isPlain(this, labels)) {
            plainTable(labels);
        } else {
            new JumpTable(this, labels).emit();
        }
    }

    /** Emits a branch table as a switch with a case for each of its entries. */
    final void plainTable(int[] labels) {
        Label otherwise = caseTarget(labels[labels.length - 1]);
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 0; i < labels.length - 1; i++) {
            cases.add(SwitchCase.of(i, caseTarget(labels[i])));
        }
        if (cases.isEmpty()) {
            code().pop().goto_(otherwise);
        } else {
            code().tableswitch(0, cases.size() - 1, otherwise, cases);
        }
        bindCases();
    }

    /** The region that this method calls when it branches to a label, or null. */
    final Region selected(int label) {
        Selection selection = selections.get(label);
        return selection == null ? null : selection.region;
    }

    /** The place among the segments of {@link #selected} that a label stands for. */
    final int selectedSegment(int label) {
        return selections.get(label).segment;
    }

    /** Emits: selects the segment of a region whose number is on the stack, and goes there. */
    final void select(Region region) {
        code().istore(selector()).goto_(calls.get(region));
    }

    /** Pushes a string of any length. */
    final void loadText(String text) {
        owner.loadText(code(), text);
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
