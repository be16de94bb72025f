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

    private static void addZeroTests(List<Shape> shapes) {
        add(shapes, "eqz local", unary(Opcode.I32_EQZ, get(ValueKind.I32, 0), true),
                        unary(Opcode.I32_EQZ, get(ValueKind.I32, 0), false), ValueKind.I32);
        for (long mask : new long[]{0, 1, 0x80, -1, Integer.MIN_VALUE}) {
            add(shapes, "eqz and local " + mask, unary(Opcode.I32_EQZ, withConstant(Opcode.I32_AND, mask, true), true),
                            unary(Opcode.I32_EQZ, withConstant(Opcode.I32_AND, mask, false), false), ValueKind.I32);
        }
    }

    private static void addSlots(List<Shape> shapes) {
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
            }
        }
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
