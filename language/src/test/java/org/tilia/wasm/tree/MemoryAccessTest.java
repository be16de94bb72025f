package org.tilia.wasm.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tilia.wasm.emit.Emittable;
import org.tilia.wasm.instruction.Immediate;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.WasmNode;
import org.tilia.wasm.nodes.memory.MemoryAccess;
import org.tilia.wasm.nodes.variable.SlotGet;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.LinearMemory;
import org.tilia.wasm.runtime.MemoryKind;
import org.tilia.wasm.trap.TrapKind;
import org.tilia.wasm.tree.Execution.Outcome;

/** Every load and store of numbers, interpreted and emitted, in memories of every kind, against bytes. */
class MemoryAccessTest {

    private static final int POSITION = 77;
    private static final int PAGE = 65536;
    private static final String MEMORIES = "(module (memory 1) (memory i64 1) (memory 1))";
    private static final long[] OFFSETS = {0, 5, 0xFFF8, 0xFFFF_FFFFL, -1, Long.MAX_VALUE};

    static Stream<Opcode> rows() {
        return Arrays.stream(Opcode.values()).filter(opcode -> opcode.immediate() == Immediate.MEMORY_ARGUMENT && opcode.prefix() == 0);
    }

    @Test
    void thereAreAllRowsOfTheSpec() {
        assertEquals(14 + 9, rows().count());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void accessesBytes(Opcode opcode) {
        for (MemoryKind kind : MemoryKind.values()) {
            Instance instance = TestInstances.of(MEMORIES, kind);
            for (int memory = 0; memory < instance.memories.length; memory++) {
                for (long offset : OFFSETS) {
                    accessesBytes(opcode, instance, kind, memory, offset);
                }
            }
        }
    }

    private static void accessesBytes(Opcode opcode, Instance instance, MemoryKind kind, int memory, long offset) {
        AddressType type = instance.memories[memory].declaredType().address();
        if (type == AddressType.I32 && offset >>> 32 != 0) {
            return;
        }
        boolean isStore = opcode.results().isEmpty();
        ValueKind number = NumericInstructionsTest.kinds(isStore ? opcode.operands().substring(1) : opcode.results())[0];
        ValueKind[] kinds = {type.valueType().kind(), number};
        MemoryAccess access = new MemoryAccess(memory, kind.memoryClass(), type, offset, POSITION);
        ExpressionNode address = SlotGet.create(kinds[0], 0);
        WasmNode node = isStore
                        ? MemoryFactory.plainStore(opcode, access, address, SlotGet.create(number, 1))
                        : MemoryFactory.plainLoad(opcode, access, address);
        Emitted emitted = TestEmitter.emit(node);
        Execution execution = new Execution(instance, kinds);
        int width = 1 << opcode.alignment();
        long value = number == ValueKind.I32 || number == ValueKind.F32 ? 0xFFFF_FFFF_F2A1_B4C3L : 0x8182_9394_A5A6_B7B8L;
        for (long at : addresses(offset, width)) {
            long operand = type == AddressType.I32 ? (int) at : at;
            Outcome interpreted = check(opcode, instance.memories[memory], offset, operand, type, value,
                            () -> execution.interpret(node, operand, value));
            if (interpreted.trap() != null) {
                assertEquals(POSITION, interpreted.offset());
            }
            check(opcode, instance.memories[memory], offset, operand, type, value, () -> execution.run(emitted, operand, value));
        }
    }

    private static long[] addresses(long offset, int width) {
        return new long[]{0, 1, 13, PAGE - width, PAGE - width + 1, PAGE - width - offset, PAGE - width - offset + 1, PAGE - offset, PAGE,
            Integer.MAX_VALUE, Integer.MIN_VALUE, -1, -width, -offset, Long.MAX_VALUE, Long.MIN_VALUE};
    }

    private static Outcome check(Opcode opcode, LinearMemory memory, long offset, long operand, AddressType type, long value,
                    Supplier<Outcome> run) {
        TestInstances.scramble(memory);
        byte[] expected = TestInstances.contents(memory);
        String what = opcode.mnemonic() + " at " + Long.toHexString(operand) + " + " + Long.toHexString(offset);
        int width = 1 << opcode.alignment();
        BigInteger place = unsigned(type, operand).add(unsigned(AddressType.I64, offset));
        boolean isStore = opcode.results().isEmpty();
        boolean outside = place.add(BigInteger.valueOf(width)).compareTo(BigInteger.valueOf(PAGE)) > 0;
        Long result = null;
        if (!outside && isStore) {
            for (int i = 0; i < width; i++) {
                expected[place.intValueExact() + i] = (byte) (value >>> 8 * i);
            }
        } else if (!outside) {
            result = read(opcode, expected, place.intValueExact(), width);
        }
        Outcome outcome = run.get();
        assertEquals(outside ? TrapKind.MEMORY_OUT_OF_BOUNDS : null, outcome.trap(), what);
        assertEquals(result, outcome.value(), what);
        assertArrayEquals(expected, TestInstances.contents(memory), what);
        return outcome;
    }

    private static BigInteger unsigned(AddressType type, long value) {
        return BigInteger.valueOf(value).mod(BigInteger.TWO.pow(type == AddressType.I32 ? 32 : 64));
    }

    /** The bits of the number that lies there, an i32's or f32's sign-extended. */
    private static long read(Opcode opcode, byte[] bytes, int place, int width) {
        long bits = 0;
        for (int i = 0; i < width; i++) {
            bits |= (bytes[place + i] & 0xFFL) << 8 * i;
        }
        int unused = Long.SIZE - 8 * width;
        return opcode.mnemonic().endsWith("_u") ? bits : bits << unused >> unused;
    }

    /** A memory is found before its operands run, and its contents may be replaced meanwhile. */
    @Test
    void seesGrowthByItsOperands() {
        for (MemoryKind kind : MemoryKind.values()) {
            Instance instance = TestInstances.of("(module (memory 1 3))", kind);
            MemoryAccess access = new MemoryAccess(0, kind.memoryClass(), AddressType.I32, 0, POSITION);
            ExpressionNode grown = MemoryFactory.grow(access, NumericInstructionsTest.constant(ValueKind.I32, 1));
            WasmNode store = MemoryFactory.store(Opcode.I32_STORE, access, SlotGet.create(ValueKind.I32, 0), grown);
            Execution execution = new Execution(instance, ValueKind.I32);
            assertEquals(null, execution.interpret(store, (long) PAGE).trap());
            assertEquals(1, instance.memory0.loadI32(PAGE, 0));
            assertEquals(null, execution.run(TestEmitter.emit((Emittable) store), 2L * PAGE).trap());
            assertEquals(2, instance.memory0.loadI32(2 * PAGE, 0));
        }
    }
}
