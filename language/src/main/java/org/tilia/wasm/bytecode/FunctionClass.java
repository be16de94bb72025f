package org.tilia.wasm.bytecode;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
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
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.FunctionBodyNode;
import org.tilia.wasm.nodes.FunctionRootNode;
import org.tilia.wasm.nodes.ResultTransfer;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.runtime.CompiledRegion;
import org.tilia.wasm.runtime.GuestEntry;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.ThreadState;

/**
 * Generates the class of a function, or of a region of it that is entered in the middle of a call.
 *
 * <ol>
 * <li>A class that may fit is emitted whole, with bodies of loops {@linkplain Unrolling unrolled} if there is room.</li>
 * <li>If a method is larger than HotSpot compiles, the function is measured, and emitted again with the parts that
 * {@link RegionPlan} cuts out as methods of their own.</li>
 * <li>Passing slots makes code larger than measured: the budget shrinks until all fits.</li>
 * </ol>
 */
final class FunctionClass {

    /** Of a region that is entered from the tree: instance, thread, the two arrays; returns a status. */
    private static final MethodTypeDesc ENTERED = MethodTypeDesc.of(CD_int, Emitter.describe(Instance.class),
                    Emitter.describe(ThreadState.class), CD_long.arrayType(), CD_Object.arrayType());

    private static final int[] BUDGETS = {6500, 4500, 3000, 1500, 500};
    private static final int PRIMITIVES = 2;
    private static final int REFERENCES = 3;
    private static final int HIDDEN = GuestEntry.HIDDEN_ARGUMENTS;
    /** Bytes of WebAssembly that never fit into one method of the JVM: most of them make more than one byte each. */
    private static final int NEVER_FITS = RegionPlan.HOTSPOT_LIMIT;
    /** Characters that fit into a constant, whatever they are. */
    private static final int CONSTANT_CHARACTERS = 20_000;
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
    private final boolean countsCalls;
    private final int size;
    /** Null for the whole function. */
    private final StatementNode region;
    private RegionPlan plan = RegionPlan.WHOLE;
    /** Whether bodies of loops are emitted several times, and whether that was done. */
    private boolean unrolls = true;
    private boolean copies;
    private LineTable lines = new LineTable();
    private BitSet regionSlots = new BitSet();
    /** Slots that lie in the arrays. */
    private BitSet resident = new BitSet();
    /** Strings that are too long for a constant. */
    private final List<String> texts = new ArrayList<>();

    /**
     * @param size of the function, in bytes of WebAssembly
     * @param region null for the whole function
     */
    FunctionClass(ModuleCompiler compiler, ClassDesc self, FunctionRootNode root, int size, StatementNode region) {
        this.size = size;
        this.compiler = compiler;
        this.self = self;
        this.body = root.body();
        this.countsCalls = root.countsCalls();
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

    /** Slots that lie in the arrays. */
    BitSet resident() {
        return resident;
    }

    /** The type of a region's method. */
    MethodTypeDesc descriptor(Region part) {
        return part.descriptor(slotKinds(), !resident.isEmpty());
    }

    /**
     * How many copies of the body of a hot loop are emitted: several only as long as nothing is cut out, and not in the class of
     * the loop itself if a loop around it will have a class soon. HotSpot takes longer to learn how often each copy is left.
     */
    int copies(int label, StatementNode loopBody) {
        int number = unrolls && !(loopBody.getParent() == region && Unrolling.isInner(region)) ? Unrolling.copies(label, loopBody) : 1;
        copies |= number > 1;
        return number;
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
        Written best = mayFit() ? tryWhole() : null;
        unrolls = false;
        if (best == null || !best.fits()) {
            MeasuringEmitter.Result measured = measure();
            Measurement root = region == null ? measured.whole() : find(measured.whole());
            BitSet lying = plannedResidents(measured);
            for (int budget : BUDGETS) {
                RegionPlan cut = RegionPlan.of(measured, root, budget, lying, slotKinds());
                Written split = tryWrite(cut, root, cut.resident());
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

    private Written tryWhole() {
        Written unrolled = tryWrite(RegionPlan.WHOLE, null, unplannedResidents());
        if (unrolled != null && unrolled.fits() || !copies) {
            return unrolled;
        }
        unrolls = false;
        return tryWrite(RegionPlan.WHOLE, null, unplannedResidents());
    }

    private boolean mayFit() {
        return region != null || size < NEVER_FITS;
    }

    /** No method has room to set all slots to zero. */
    private BitSet unplannedResidents() {
        BitSet slots = new BitSet();
        slots.set(Math.min(slotKinds().length, MethodEmitter.MAXIMUM_LOCALS), slotKinds().length);
        return slots;
    }

    /** Likewise, where it is known which slots must be zero. */
    private BitSet plannedResidents(MeasuringEmitter.Result measured) {
        if (measured.flow() == null || region != null) {
            return new BitSet();
        }
        BitSet slots = measured.flow().liveAt(0);
        int parameters = body.signature().parameters().size();
        slots.clear(0, parameters);
        slots.clear(0, slots.stream().skip(MethodEmitter.MAXIMUM_LOCALS).findFirst().orElse(slotKinds().length));
        return slots;
    }

    /** A class file with what belongs to it. */
    private record Written(byte[] bytes, int largestMethod, LineTable lines, BitSet regionSlots) {

        boolean fits() {
            return largestMethod < RegionPlan.HOTSPOT_LIMIT;
        }
    }

    /** Null where a method is larger than the JVM allows. */
    private Written tryWrite(RegionPlan newPlan, Measurement root, BitSet inArrays) {
        plan = newPlan;
        resident = inArrays;
        lines = new LineTable();
        texts.clear();
        try {
            byte[] bytes = CLASS_FILE.build(self, type -> write(type, root));
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

    private MeasuringEmitter.Result measure() {
        MeasuringEmitter.Result[] result = new MeasuringEmitter.Result[1];
        ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS).build(self, type -> type.withMethodBody("measured", MTD_void,
                        ACC_STATIC, code -> result[0] = MeasuringEmitter.measure(code, this, body)));
        return result[0];
    }

    /** The region in what was measured. */
    private Measurement find(Measurement whole) {
        Deque<Measurement> pending = new ArrayDeque<>(List.of(whole));
        while (!pending.isEmpty()) {
            Measurement next = pending.pop();
            if (next.statement() == region) {
                return next;
            }
            next.children().forEach(pending::push);
        }
        throw new AssertionError("a region is a statement of its function");
    }

    private void write(ClassBuilder type, Measurement root) {
        type.withFlags(ACC_PUBLIC | ACC_FINAL);
        List<Measurement> content = root == null ? List.of() : List.of(root);
        if (region == null) {
            writeFunction(type, content);
        } else {
            writeEnteredRegion(type, content);
        }
        for (Region part : plan.regions()) {
            type.withMethodBody(part.methodName(), descriptor(part), ACC_STATIC, code -> writeRegion(code, part));
        }
        writeTexts(type);
    }

    /** Pushes a string of any length. */
    void loadText(CodeBuilder code, String text) {
        if (text.length() <= CONSTANT_CHARACTERS) {
            code.ldc(text);
        } else {
            code.getstatic(self, textField(texts.size()), CD_String);
            texts.add(text);
        }
    }

    private static String textField(int number) {
        return "text" + number;
    }

    private void writeTexts(ClassBuilder type) {
        if (texts.isEmpty()) {
            return;
        }
        for (int i = 0; i < texts.size(); i++) {
            type.withField(textField(i), CD_String, ACC_STATIC | ACC_FINAL);
        }
        type.withMethodBody(CLASS_INIT_NAME, MTD_void, ACC_STATIC, code -> {
            for (int i = 0; i < texts.size(); i++) {
                code.ldc("");
                String text = texts.get(i);
                for (int from = 0; from < text.length(); from += CONSTANT_CHARACTERS) {
                    code.ldc(text.substring(from, Math.min(text.length(), from + CONSTANT_CHARACTERS)));
                    code.invokevirtual(CD_String, "concat", MethodTypeDesc.of(CD_String, CD_String));
                }
                code.putstatic(self, textField(i), CD_String);
            }
            code.return_();
        });
    }

    private void writeFunction(ClassBuilder type, List<Measurement> content) {
        ClassDesc superclass = compiler.entryClass(body.signature());
        type.withSuperclass(superclass);
        type.withMethodBody(INIT_NAME, MTD_void, ACC_PUBLIC, code -> code
                        .aload(0).invokespecial(superclass, INIT_NAME, MTD_void).return_());
        type.withMethodBody(Names.CALL, body.signature().descriptor(), ACC_PUBLIC, this::forward);
        if (resident.isEmpty() && !countsCalls) {
            type.withMethodBody(Names.CODE, body.signature().descriptor(), ACC_PUBLIC | ACC_STATIC, code -> writeWhole(code, content));
        } else {
            type.withMethodBody(Names.CODE, body.signature().descriptor(), ACC_PUBLIC | ACC_STATIC, this::countFrame);
            type.withMethodBody(COUNTED, body.signature().descriptor(), ACC_STATIC, code -> writeWhole(code, content));
        }
    }

    /** A frame with arrays takes room that the JVM's stack does not limit, or calls are; the method that is counted is called from this one. */
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

    private void writeWhole(CodeBuilder code, List<Measurement> content) {
        ValueKind[] kinds = slotKinds();
        MethodEmitter emitter = new MethodEmitter(code, this);
        if (!resident.isEmpty()) {
            int primitives = code.allocateLocal(TypeKind.REFERENCE);
            int references = code.allocateLocal(TypeKind.REFERENCE);
            code.loadConstant(kinds.length).newarray(TypeKind.LONG).astore(primitives);
            code.loadConstant(kinds.length).anewarray(CD_Object).astore(references);
            emitter.arrays(primitives, references);
        }
        assignParameters(emitter);
        takeParameters(emitter);
        BitSet zero = plan.liveAtStart();
        if (zero == null) {
            zero = new BitSet();
            zero.set(0, body.locals());
        }
        zero.or(plan.unset(content));
        zero.clear(0, body.signature().parameters().size());
        zero.andNot(resident);
        emitter.zero(zero);
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
    private void takeParameters(MethodEmitter emitter) {
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

    private void writeEnteredRegion(ClassBuilder type, List<Measurement> content) {
        type.withSuperclass(COMPILED_REGION);
        MethodTypeDesc constructor = MethodTypeDesc.of(CD_void, SLOTS);
        type.withMethodBody(INIT_NAME, constructor, ACC_PUBLIC, code -> code
                        .aload(0).aload(1).invokespecial(COMPILED_REGION, INIT_NAME, constructor).return_());
        type.withMethodBody("run", ENTERED, ACC_PUBLIC, code -> code
                        .aload(1).aload(2).aload(3).aload(4).invokestatic(self, Names.CODE, ENTERED).ireturn());
        type.withMethodBody(Names.CODE, ENTERED, ACC_STATIC, code -> {
            regionSlots = writeEntered(code, plan.unset(content));
            regionSlots.or(resident);
        });
    }

    /**
     * The method that is entered. Which slots it uses is known once it is emitted, so the code that brings them in follows it.
     *
     * @param zero slots that need a value from the start
     * @return the slots that it has in JVM locals
     */
    private BitSet writeEntered(CodeBuilder code, BitSet zero) {
        MethodEmitter emitter = new MethodEmitter(code, this);
        emitter.arrays(PRIMITIVES, REFERENCES);
        Label enter = code.newLabel();
        Label start = code.newLabel();
        code.goto_(enter).labelBinding(start);
        emitter.inPlace(region);
        int status = bindExits(emitter, true);
        emitter.written().stream().forEach(slot -> emitter.storeResident(slot, emitter.local(slot)));
        code.iload(status).ireturn();
        code.labelBinding(enter);
        emitter.zero(zero);
        emitter.used().stream().forEach(slot -> {
            emitter.loadResident(slot);
            Boxes.store(code, emitter.local(slot), slotKinds()[slot]);
        });
        code.goto_(start);
        return emitter.used();
    }

    /** Emits where a method is left, behind its content; returns the JVM local that then has the status. */
    private static int bindExits(MethodEmitter emitter, boolean fallsThrough) {
        CodeBuilder code = emitter.code();
        int status = code.allocateLocal(TypeKind.INT);
        Label leave = code.newLabel();
        if (fallsThrough) {
            code.iconst_0().istore(status).goto_(leave);
        }
        for (Map.Entry<Integer, Label> exit : emitter.exits().entrySet()) {
            code.labelBinding(exit.getValue()).loadConstant(exit.getKey().intValue()).istore(status).goto_(leave);
        }
        code.labelBinding(leave);
        return status;
    }

    private void writeRegion(CodeBuilder code, Region part) {
        MethodEmitter emitter = new MethodEmitter(code, this);
        int local = HIDDEN;
        if (!resident.isEmpty()) {
            emitter.arrays(PRIMITIVES, REFERENCES);
            local += 2;
        }
        int selector = part.nest() == Region.NO_NEST ? -1 : local++;
        ValueKind[] kinds = slotKinds();
        BitSet zero = plan.unset(part.parts());
        int[] gives = part.slots().gives();
        Arrays.stream(gives).forEach(zero::set);
        for (int slot : part.slots().takes()) {
            emitter.assign(slot, local);
            local += Signature.width(kinds[slot]);
            zero.clear(slot);
        }
        emitter.zero(zero);
        emitter.content(part, selector);
        leaveRegion(emitter, part);
    }

    private void leaveRegion(MethodEmitter emitter, Region part) {
        CodeBuilder code = emitter.code();
        int[] gives = part.slots().gives();
        ValueKind[] kinds = slotKinds();
        int status = -1;
        if (part.returnsStatus()) {
            status = bindExits(emitter, part.fallsThrough());
        } else {
            emitter.exits().values().forEach(code::labelBinding);
        }
        if (part.returnsValue()) {
            emitter.loadSlot(gives[0], kinds[gives[0]]);
            Signature.emitReturn(code, kinds[gives[0]]);
            return;
        }
        for (int i = 0; i < gives.length; i++) {
            ResultTransfer.emitPark(emitter, i + 1, gives[i], kinds[gives[i]], gives.length + 1);
        }
        if (part.returnsStatus()) {
            code.iload(status).ireturn();
        } else {
            code.return_();
        }
    }

    /** The slots of an entered region, for whoever hands over its frame. */
    CompiledRegion.Slots slotsOfRegion() {
        int[] indices = regionSlots.stream().toArray();
        ValueKind[] kinds = Arrays.stream(indices).mapToObj(slot -> slotKinds()[slot]).toArray(ValueKind[]::new);
        return new CompiledRegion.Slots(slotKinds().length, indices, kinds);
    }
}
