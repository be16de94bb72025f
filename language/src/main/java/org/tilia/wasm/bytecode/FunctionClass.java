package org.tilia.wasm.bytecode;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.FunctionBodyNode;
import org.tilia.wasm.nodes.ResultTransfer;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.runtime.CompiledRegion;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.ThreadState;

/**
 * Generates the class of a function, or of a region of it that is entered in the middle of a call.
 *
 * <ol>
 * <li>The class is emitted whole.</li>
 * <li>If a method is larger than HotSpot compiles, every statement is measured, and it is emitted again with the parts
 * that {@link RegionPlan} cuts out as methods of their own.</li>
 * <li>Slots that a part needs lie in arrays, which makes code larger than measured: the budget shrinks until all fits.</li>
 * </ol>
 */
final class FunctionClass {

    /** Of a region's method: instance, thread, the two arrays; returns a status. */
    static final MethodTypeDesc REGION = MethodTypeDesc.of(CD_int, Emitter.describe(Instance.class),
                    Emitter.describe(ThreadState.class), CD_long.arrayType(), CD_Object.arrayType());

    private static final int[] BUDGETS = {6500, 4500, 3000, 1500, 500};
    private static final int REGION_PRIMITIVES = 2;
    private static final int REGION_REFERENCES = 3;
    private static final int HIDDEN = 2;
    /** The method that holds the code where {@link Names#CODE} counts its frame. */
    private static final String COUNTED = "counted";
    private static final ClassDesc COMPILED_REGION = Emitter.describe(CompiledRegion.class);
    private static final ClassDesc SLOTS = Emitter.describe(CompiledRegion.Slots.class);

    /** Where references of different classes meet, they are objects; the search for that goes up until there is no class. */
    private static final ClassFile CLASS_FILE = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                    desc -> ClassHierarchyResolver.ClassHierarchyInfo.ofClass(desc.equals(CD_Object) ? null : CD_Object)));

    private final ModuleCompiler compiler;
    private final ClassDesc self;
    private final FunctionBodyNode body;
    /** Null for the whole function. */
    private final StatementNode region;
    private RegionPlan plan = RegionPlan.WHOLE;
    private LineTable lines = new LineTable();
    private BitSet regionSlots = new BitSet();

    FunctionClass(ModuleCompiler compiler, ClassDesc self, FunctionBodyNode body, StatementNode region) {
        this.compiler = compiler;
        this.self = self;
        this.body = body;
        this.region = region;
    }

    ModuleCompiler compiler() {
        return compiler;
    }

    ClassDesc self() {
        return self;
    }

    RegionPlan plan() {
        return plan;
    }

    ValueKind[] slotKinds() {
        return body.slotKinds();
    }

    /** The line number that stands for an offset of the module. */
    int line(int offset) {
        return lines.line(offset);
    }

    /** What the line numbers of the generated class mean. */
    LineTable lines() {
        return lines;
    }

    /** The slots that a region entered from outside reads or writes. */
    BitSet regionSlots() {
        return regionSlots;
    }

    /** The class file; what the other accessors say then belongs to it. */
    byte[] generate() {
        Written best = tryWrite(null);
        if (best == null || !best.fits()) {
            Measurement measurement = measure();
            for (int budget : BUDGETS) {
                plan = RegionPlan.of(measurement, budget);
                Written split = tryWrite(measurement);
                if (split != null && (best == null || split.largestMethod() < best.largestMethod())) {
                    best = split;
                }
                if (best != null && best.fits()) {
                    break;
                }
            }
        }
        if (best == null) {
            throw new IllegalStateException("no way to cut the function into methods of the JVM");
        }
        lines = best.lines();
        regionSlots = best.regionSlots();
        return best.bytes();
    }

    /** A class file with what belongs to it. */
    private record Written(byte[] bytes, int largestMethod, LineTable lines, BitSet regionSlots) {

        boolean fits() {
            return largestMethod < RegionPlan.HOTSPOT_LIMIT;
        }
    }

    /** Null where a method is larger than the JVM allows. */
    private Written tryWrite(Measurement measurement) {
        lines = new LineTable();
        try {
            byte[] bytes = CLASS_FILE.build(self, type -> write(type, measurement));
            return new Written(bytes, largestMethod(bytes), lines, regionSlots);
        } catch (IllegalArgumentException tooLarge) {
            return null;
        }
    }

    private static int largestMethod(byte[] bytes) {
        return bytes.length < RegionPlan.HOTSPOT_LIMIT ? bytes.length
                        : CLASS_FILE.parse(bytes).methods().stream()
                                        .mapToInt(method -> method.findAttribute(Attributes.code())
                                                        .map(code -> code.codeLength()).orElse(0))
                                        .max().orElse(0);
    }

    private Measurement measure() {
        Measurement[] result = new Measurement[1];
        ClassFile measuring = ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS, ClassFile.DeadCodeOption.KEEP_DEAD_CODE,
                        ClassFile.ShortJumpsOption.FIX_SHORT_JUMPS);
        try {
            measuring.build(self, type -> type.withMethodBody("measured", body.signature().descriptor(), ACC_STATIC,
                            code -> result[0] = MeasuringEmitter.measure(code, this, emitter -> {
                                assignParameters(emitter);
                                if (region == null) {
                                    body.emit(emitter);
                                } else {
                                    emitter.statement(region);
                                    Boxes.zeroReturn(emitter.code(), body.signature());
                                    bindExits(emitter);
                                }
                            })));
        } catch (IllegalArgumentException tooLarge) {
            // Only what was measured is wanted, and that is complete once all is emitted.
        }
        if (result[0] == null) {
            throw new IllegalStateException("the function uses more locals than a method of the JVM has");
        }
        return region == null ? result[0] : result[0].children().getFirst();
    }

    private static void bindExits(MethodEmitter emitter) {
        for (Label exit : emitter.exits().values()) {
            emitter.code().labelBinding(exit);
        }
        emitter.code().nop();
    }

    private void write(ClassBuilder type, Measurement measurement) {
        type.withFlags(ACC_PUBLIC | ACC_FINAL);
        if (region == null) {
            writeFunction(type, measurement);
        } else {
            writeEnteredRegion(type, measurement);
        }
        for (RegionPlan.Region part : plan.regions()) {
            type.withMethodBody(part.methodName(), REGION, ACC_STATIC, code -> writeRegion(code, part.statement(),
                            plan.slotsOfRegionsIn(part.measurement())));
        }
    }

    private void writeFunction(ClassBuilder type, Measurement measurement) {
        ClassDesc superclass = compiler.entryClass(body.signature());
        type.withSuperclass(superclass);
        type.withMethodBody(INIT_NAME, MTD_void, ACC_PUBLIC, code -> code
                        .aload(0).invokespecial(superclass, INIT_NAME, MTD_void).return_());
        type.withMethodBody(Names.CALL, body.signature().descriptor(), ACC_PUBLIC, this::forward);
        BitSet resident = measurement == null ? new BitSet() : plan.slotsOfRegionsIn(measurement);
        ValueKind[] kinds = slotKinds();
        resident.set(Math.min(kinds.length, MethodEmitter.MAXIMUM_LOCALS), kinds.length);
        if (resident.isEmpty() && plan.regions().isEmpty()) {
            type.withMethodBody(Names.CODE, body.signature().descriptor(), ACC_PUBLIC | ACC_STATIC, code -> writeWhole(code, resident, false));
        } else {
            type.withMethodBody(Names.CODE, body.signature().descriptor(), ACC_PUBLIC | ACC_STATIC, this::countFrame);
            type.withMethodBody(COUNTED, body.signature().descriptor(), ACC_STATIC, code -> writeWhole(code, resident, true));
        }
    }

    /** A frame with arrays takes room that the JVM's stack does not limit; the method that has it is called from this one. */
    private void countFrame(CodeBuilder code) {
        Signature signature = body.signature();
        int slots = slotKinds().length;
        code.trying(tried -> {
            countFrame(tried, "enterFrame", slots);
            loadHidden(tried, 0);
            loadArguments(tried, HIDDEN);
            tried.lineNumber(line(0));
            tried.invokestatic(self, COUNTED, signature.descriptor());
            countFrame(tried, "leaveFrame", slots);
            signature.emitReturn(tried);
        }, catches -> catches.catchingAll(caught -> {
            countFrame(caught, "leaveFrame", slots);
            caught.athrow();
        }));
    }

    private static void countFrame(CodeBuilder code, String method, int slots) {
        code.aload(1).loadConstant(slots).invokevirtual(Emitter.describe(ThreadState.class), method, MethodTypeDesc.of(CD_void, CD_int));
    }

    private static void loadHidden(CodeBuilder code, int first) {
        code.aload(first).aload(first + 1);
    }

    private void loadArguments(CodeBuilder code, int first) {
        int local = first;
        for (ValueKind kind : body.signature().parameters().subList(0, body.signature().directParameters())) {
            Boxes.load(code, local, kind);
            local += Signature.width(kind);
        }
    }

    /** The virtual method that calls the static one. */
    private void forward(CodeBuilder code) {
        Signature signature = body.signature();
        loadHidden(code, 1);
        loadArguments(code, 1 + HIDDEN);
        code.invokestatic(self, Names.CODE, signature.descriptor());
        signature.emitReturn(code);
    }

    private void writeWhole(CodeBuilder code, BitSet resident, boolean arrays) {
        ValueKind[] kinds = slotKinds();
        MethodEmitter emitter = new MethodEmitter(code, this, resident);
        if (arrays) {
            int primitives = code.allocateLocal(TypeKind.REFERENCE);
            int references = code.allocateLocal(TypeKind.REFERENCE);
            code.loadConstant(kinds.length).newarray(TypeKind.LONG).astore(primitives);
            code.loadConstant(kinds.length).anewarray(CD_Object).astore(references);
            emitter.arrays(primitives, references);
        }
        assignParameters(emitter);
        takeParameters(emitter, resident);
        for (int slot = body.signature().parameters().size(); slot < body.locals(); slot++) {
            if (!resident.get(slot)) {
                Boxes.zero(code, kinds[slot]);
                Boxes.store(code, emitter.local(slot), kinds[slot]);
            }
        }
        body.emit(emitter);
    }

    private void assignParameters(MethodEmitter emitter) {
        Signature signature = body.signature();
        if (region != null) {
            return;
        }
        int local = HIDDEN;
        for (int i = 0; i < signature.directParameters(); i++) {
            emitter.assign(i, local);
            local += Signature.width(signature.parameters().get(i));
        }
    }

    /** Brings parameters that do not lie in JVM locals to where they are expected. */
    private void takeParameters(MethodEmitter emitter, BitSet resident) {
        Signature signature = body.signature();
        for (int i = 0; i < signature.parameters().size(); i++) {
            ValueKind kind = signature.parameters().get(i);
            if (i >= signature.directParameters()) {
                ResultTransfer.emitTakeArgument(emitter, i, kind);
                emitter.storeSlot(i, kind);
            } else if (resident.get(i)) {
                emitter.storeResident(i, emitter.local(i));
            }
        }
    }

    private void writeEnteredRegion(ClassBuilder type, Measurement measurement) {
        type.withSuperclass(COMPILED_REGION);
        MethodTypeDesc constructor = MethodTypeDesc.of(CD_void, SLOTS);
        type.withMethodBody(INIT_NAME, constructor, ACC_PUBLIC, code -> code
                        .aload(0).aload(1).invokespecial(COMPILED_REGION, INIT_NAME, constructor).return_());
        type.withMethodBody("run", REGION, ACC_PUBLIC, code -> code
                        .aload(1).aload(2).aload(3).aload(4).invokestatic(self, Names.CODE, REGION).ireturn());
        type.withMethodBody(Names.CODE, REGION, ACC_STATIC, code -> {
            BitSet resident = measurement == null ? new BitSet() : plan.slotsOfRegionsIn(measurement);
            regionSlots = writeRegion(code, region, resident);
            regionSlots.or(resident);
        });
    }

    /**
     * A region as a method. Which slots it uses is known once it is emitted, so the code that brings them in follows it.
     *
     * @return the slots that it has in JVM locals
     */
    private BitSet writeRegion(CodeBuilder code, StatementNode statement, BitSet resident) {
        MethodEmitter emitter = new MethodEmitter(code, this, resident);
        emitter.arrays(REGION_PRIMITIVES, REGION_REFERENCES);
        int status = code.allocateLocal(TypeKind.INT);
        Label enter = code.newLabel();
        Label start = code.newLabel();
        Label leave = code.newLabel();
        code.goto_(enter).labelBinding(start);
        statement.emit(emitter);
        code.iconst_0().goto_(leave);
        for (Map.Entry<Integer, Label> exit : emitter.exits().entrySet()) {
            code.labelBinding(exit.getValue()).loadConstant(exit.getKey().intValue()).goto_(leave);
        }
        code.labelBinding(leave).istore(status);
        emitter.written().stream().forEach(slot -> emitter.storeResident(slot, emitter.local(slot)));
        code.iload(status).ireturn();
        code.labelBinding(enter);
        emitter.used().stream().forEach(slot -> {
            emitter.loadResident(slot);
            Boxes.store(code, emitter.local(slot), slotKinds()[slot]);
        });
        code.goto_(start);
        return emitter.used();
    }

    /** The slots of an entered region, for whoever hands over its frame. */
    CompiledRegion.Slots slotsOfRegion() {
        int[] indices = regionSlots.stream().toArray();
        ValueKind[] kinds = Arrays.stream(indices).mapToObj(slot -> slotKinds()[slot]).toArray(ValueKind[]::new);
        return new CompiledRegion.Slots(slotKinds().length, indices, kinds);
    }
}
