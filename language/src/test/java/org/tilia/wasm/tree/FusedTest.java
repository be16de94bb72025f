package org.tilia.wasm.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.WasmNode;
import org.tilia.wasm.nodes.fused.Fused;
import org.tilia.wasm.nodes.memory.MemoryAccess;
import org.tilia.wasm.nodes.variable.SlotGet;
import org.tilia.wasm.nodes.variable.SlotSet;
import org.tilia.wasm.nodes.variable.SlotTee;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.MemoryKind;
import org.tilia.wasm.tree.Execution.Outcome;

/** Every fused node computes what its plain one does, and is emitted as that one. */
class FusedTest {

    private static final int POSITION = 9;
    private static final int PAGE = 65536;
    private static final Instance INSTANCE = TestInstances.of("(module (memory 1))", MemoryKind.NATIVE);

    /** A fused node, the plain one, and what the slots hold. */
    record Shape(String name, WasmNode fused, WasmNode plain, List<Object[]> values, ValueKind... slots) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        NumericInstructionsTest.numericRows().filter(opcode -> opcode.operands().length() == 2).forEach(opcode -> addBinary(shapes, opcode));
        addZeroTests(shapes);
        addSlots(shapes);
        addLoopConditions(shapes);
        MemoryAccessTest.rows().forEach(opcode -> addAccess(shapes, opcode));
        return shapes.stream().filter(shape -> shape.fused.getClass() != shape.plain.getClass());
    }

    private static void add(List<Shape> shapes, String name, WasmNode fused, WasmNode plain, ValueKind... slots) {
        List<Object[]> values = NumericInstructionsTest.operands(slots);
        values.removeIf(operands -> Arrays.stream(operands).allMatch(operand -> isNan(slots[0], (long) operand)));
        shapes.add(new Shape(name, fused, plain, values, slots));
    }

    /** Which of two NaNs comes out is the choice of the JVM's compilers. */
    private static boolean isNan(ValueKind kind, long bits) {
        return kind == ValueKind.F32 && NumericOracle.isNan(32, bits) || kind == ValueKind.F64 && NumericOracle.isNan(64, bits);
    }

    private static void addBinary(List<Shape> shapes, Opcode opcode) {
        if (opcode.operands().equals("ii")) {
            addConstantOf(shapes, opcode);
        }
        ValueKind kind = NumericInstructionsTest.kinds(opcode.operands())[0];
        BiFunction<ExpressionNode, ExpressionNode, ExpressionNode> fused = (left, right) -> NumericFactory.create(opcode,
                        new ExpressionNode[]{left, right}, POSITION);
        BiFunction<ExpressionNode, ExpressionNode, ExpressionNode> plain = (left, right) -> NumericFactory.plain(opcode,
                        new ExpressionNode[]{left, right}, POSITION);
        for (int left = 0; left < 2; left++) {
            add(shapes, opcode.mnemonic() + " locals " + left + " 1", fused.apply(get(kind, left), get(kind, 1)),
                            plain.apply(get(kind, left), get(kind, 1)), kind, kind);
        }
        for (long constant : NumericValues.of(kind)) {
            add(shapes, opcode.mnemonic() + " local " + Long.toHexString(constant),
                            fused.apply(get(kind, 0), NumericInstructionsTest.constant(kind, constant)),
                            plain.apply(get(kind, 0), NumericInstructionsTest.constant(kind, constant)), kind);
        }
    }

    /** The left operand is an expression that stays a plain node, itself of an operand that is a local. */
    private static void addConstantOf(List<Shape> shapes, Opcode opcode) {
        for (long constant : NumericValues.of(ValueKind.I32)) {
            add(shapes, opcode.mnemonic() + " expression " + Long.toHexString(constant),
                            NumericFactory.create(opcode, new ExpressionNode[]{expression(), constant(constant)}, POSITION),
                            NumericFactory.plain(opcode, new ExpressionNode[]{expression(), constant(constant)}, POSITION),
                            ValueKind.I32, ValueKind.I32);
        }
    }

    private static ExpressionNode expression() {
        return unary(Opcode.I32_EXTEND16_S, get(ValueKind.I32, 0), false);
    }

    private static ExpressionNode constant(long value) {
        return NumericInstructionsTest.constant(ValueKind.I32, value);
    }

    /** {@code local.tee} of a sum, compared with a local or a constant on either side; locals may be the same. */
    private static void addLoopConditions(List<Shape> shapes) {
        NumericInstructionsTest.numericRows().filter(opcode -> opcode.mnemonic().matches("i32\\.(eq|ne|[lg][te]_[su])")).forEach(opcode -> {
            for (int target = 0; target < 2; target++) {
                for (int addend = 0; addend < 3; addend++) {
                    for (int other = 0; other < 3; other++) {
                        addLoopCondition(shapes, opcode, target, addend, other);
                    }
                }
            }
        });
    }

    /** What is added and what is compared with: a local, or a constant when there is none. */
    private static void addLoopCondition(List<Shape> shapes, Opcode opcode, int target, int addend, int other) {
        String name = opcode.mnemonic() + " tee " + target + " sum " + addend + " with " + other;
        WasmNode[][] both = new WasmNode[2][2];
        for (int fused = 0; fused < 2; fused++) {
            for (int side = 0; side < 2; side++) {
                ExpressionNode sum = tee(target, addend, fused == 1);
                ExpressionNode with = other < 2 ? get(ValueKind.I32, other) : constant(77);
                ExpressionNode[] operands = side == 0 ? new ExpressionNode[]{sum, with} : new ExpressionNode[]{with, sum};
                both[side][fused] = fused == 1 ? NumericFactory.create(opcode, operands, POSITION)
                                : NumericFactory.plain(opcode, operands, POSITION);
            }
        }
        add(shapes, name, both[0][1], both[0][0], ValueKind.I32, ValueKind.I32);
        add(shapes, name + " on the left", both[1][1], both[1][0], ValueKind.I32, ValueKind.I32);
    }

    private static ExpressionNode tee(int target, int addend, boolean fused) {
        ExpressionNode[] operands = {get(ValueKind.I32, 0), addend < 2 ? get(ValueKind.I32, addend) : constant(1)};
        return fused ? Fused.tee(target, NumericFactory.create(Opcode.I32_ADD, operands, POSITION))
                        : SlotTee.create(target, NumericFactory.plain(Opcode.I32_ADD, operands, POSITION));
    }

    private static void addZeroTests(List<Shape> shapes) {
        add(shapes, "eqz local", unary(Opcode.I32_EQZ, get(ValueKind.I32, 0), true),
                        unary(Opcode.I32_EQZ, get(ValueKind.I32, 0), false), ValueKind.I32);
        for (long mask : new long[]{0, 1, 0x80, -1, Integer.MIN_VALUE}) {
            add(shapes, "eqz and local " + mask, unary(Opcode.I32_EQZ, withConstant(Opcode.I32_AND, mask, true), true),
                            unary(Opcode.I32_EQZ, withConstant(Opcode.I32_AND, mask, false), false), ValueKind.I32);
        }
    }

    private static void addSlots(List<Shape> shapes) {
        for (int target = 0; target < 2; target++) {
            for (int addend = 0; addend < 2; addend++) {
                add(shapes, "tee " + target + " i32.add local " + addend, tee(target, addend, true), tee(target, addend, false),
                                ValueKind.I32, ValueKind.I32);
            }
        }
        for (Opcode opcode : List.of(Opcode.I32_ADD, Opcode.I64_ADD)) {
            ValueKind kind = NumericInstructionsTest.kinds(opcode.results())[0];
            for (long constant : new long[]{1, -1, 1000, Integer.MIN_VALUE}) {
                for (int target = 0; target < 2; target++) {
                    ExpressionNode fused = withConstant(opcode, constant, true);
                    add(shapes, "set " + target + " " + opcode.mnemonic() + " " + constant, Fused.set(target, fused),
                                    SlotSet.create(target, withConstant(opcode, constant, false)), kind, kind);
                    add(shapes, "tee " + target + " " + opcode.mnemonic() + " " + constant, Fused.tee(target, fused),
                                    SlotTee.create(target, withConstant(opcode, constant, false)), kind, kind);
                }
            }
        }
    }

    private static void addAccess(List<Shape> shapes, Opcode opcode) {
        for (long offset : new long[]{0, 4, 0xFFFF_FFF0L}) {
            MemoryAccess access = new MemoryAccess(0, MemoryKind.NATIVE.memoryClass(), AddressType.I32, offset, POSITION);
            String name = opcode.mnemonic() + " " + Long.toHexString(offset) + " local";
            addAccess(shapes, name, opcode, access, get(ValueKind.I32, 0), get(ValueKind.I32, 0));
            for (long constant : new long[]{12, -1}) {
                addAccess(shapes, name + " + " + constant, opcode, access, withConstant(Opcode.I32_ADD, constant, true),
                                withConstant(Opcode.I32_ADD, constant, false));
                addAccess(shapes, name + " expression + " + constant, opcode, access, sum(expression(), constant, true),
                                sum(expression(), constant, false));
                addAccess(shapes, name + " expression << 2 + " + constant, opcode, access, sum(shifted(true), constant, true),
                                sum(shifted(false), constant, false));
            }
        }
    }

    private static ExpressionNode sum(ExpressionNode left, long constant, boolean fused) {
        ExpressionNode[] operands = {left, constant(constant)};
        return fused ? NumericFactory.create(Opcode.I32_ADD, operands, POSITION)
                        : NumericFactory.plain(Opcode.I32_ADD, operands, POSITION);
    }

    /** Shifted by 34, which is 2. */
    private static ExpressionNode shifted(boolean fused) {
        ExpressionNode[] operands = {expression(), constant(34)};
        return fused ? NumericFactory.create(Opcode.I32_SHL, operands, POSITION)
                        : NumericFactory.plain(Opcode.I32_SHL, operands, POSITION);
    }

    private static void addAccess(List<Shape> shapes, String name, Opcode opcode, MemoryAccess access, ExpressionNode fused,
                    ExpressionNode plain) {
        boolean isStore = opcode.results().isEmpty();
        ValueKind number = NumericInstructionsTest.kinds(isStore ? opcode.operands().substring(1) : opcode.results())[0];
        List<Object[]> values = new ArrayList<>();
        for (long address : new long[]{0, 1, 5, PAGE - 20, PAGE - 16, PAGE - 12, PAGE - 8, PAGE - 4, PAGE - 1, PAGE, -1, -12,
            Integer.MIN_VALUE}) {
            values.add(new Object[]{address, NumericValues.of(number)[3]});
        }
        WasmNode fusedNode = isStore
                        ? MemoryFactory.store(opcode, access, fused, get(number, 1))
                        : MemoryFactory.load(opcode, access, fused);
        WasmNode plainNode = isStore
                        ? MemoryFactory.plainStore(opcode, access, plain, get(number, 1))
                        : MemoryFactory.plainLoad(opcode, access, plain);
        shapes.add(new Shape(name, fusedNode, plainNode, values, ValueKind.I32, number));
        if (isStore) {
            long constant = NumericValues.of(number)[3];
            shapes.add(new Shape(name + " of a constant",
                            MemoryFactory.store(opcode, access, fused, NumericInstructionsTest.constant(number, constant)),
                            MemoryFactory.plainStore(opcode, access, plain, NumericInstructionsTest.constant(number, constant)),
                            values, ValueKind.I32, number));
        } else {
            shapes.add(new Shape("tee of " + name, Fused.tee(1, MemoryFactory.load(opcode, access, fused)),
                            SlotTee.create(1, MemoryFactory.plainLoad(opcode, access, plain)), values, ValueKind.I32, number));
        }
    }

    private static ExpressionNode get(ValueKind kind, int slot) {
        return SlotGet.create(kind, slot);
    }

    private static ExpressionNode withConstant(Opcode opcode, long constant, boolean fused) {
        ValueKind kind = NumericInstructionsTest.kinds(opcode.operands())[0];
        ExpressionNode[] operands = {get(kind, 0), NumericInstructionsTest.constant(kind, constant)};
        return fused ? NumericFactory.create(opcode, operands, POSITION) : NumericFactory.plain(opcode, operands, POSITION);
    }

    private static ExpressionNode unary(Opcode opcode, ExpressionNode value, boolean fused) {
        ExpressionNode[] operands = {value};
        return fused ? NumericFactory.create(opcode, operands, POSITION) : NumericFactory.plain(opcode, operands, POSITION);
    }

    @Test
    void computesWhatThePlainNodeDoes() {
        shapes().forEach(shape -> {
            Execution execution = new Execution(INSTANCE, shape.slots);
            for (Object[] values : shape.values) {
                TestInstances.scramble(INSTANCE.memory0, 64);
                Outcome plain = execution.interpret(shape.plain, values);
                byte[] contents = TestInstances.edges(INSTANCE.memory0, 64);
                TestInstances.scramble(INSTANCE.memory0, 64);
                Outcome fused = execution.interpret(shape.fused, values);
                assertEquals(plain, fused, shape.name);
                assertArrayEquals(contents, TestInstances.edges(INSTANCE.memory0, 64), shape.name);
            }
        });
    }

    @Test
    void isEmittedAsThePlainNode() {
        shapes().forEach(shape -> assertArrayEquals(TestEmitter.bytes(shape.plain), TestEmitter.bytes(shape.fused), shape.name));
    }

    @Test
    void everyFusedNodeIsTested() throws IOException, URISyntaxException, ClassNotFoundException {
        Set<String> tested = shapes().map(shape -> shape.fused.getClass().getName()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> present = new TreeSet<>();
        Path folder = Path.of(Fused.class.getResource("Fused.class").toURI()).getParent();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = Fused.class.getPackageName() + "." + file.getFileName().toString().replaceFirst("\\.class$", "");
                Class<?> type = name.endsWith("package-info") ? Fused.class : Class.forName(name, false, Fused.class.getClassLoader());
                if (WasmNode.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                    present.add(name);
                }
            }
        }
        assertFalse(present.isEmpty());
        assertEquals(present, tested);
    }
}
