package org.tilia.wasm.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tilia.wasm.instruction.Immediate;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.numeric.F32Nodes;
import org.tilia.wasm.nodes.numeric.F64Nodes;
import org.tilia.wasm.nodes.numeric.I32Nodes;
import org.tilia.wasm.nodes.numeric.I64Nodes;
import org.tilia.wasm.nodes.variable.SlotGet;
import org.tilia.wasm.tree.Execution.Outcome;

/** Every numeric row of the instruction table, interpreted and emitted, against the oracle. */
class NumericInstructionsTest {

    static final int POSITION = 1234;
    private static final int RANDOM_ROUNDS = 200;

    static Stream<Opcode> numericRows() {
        return Arrays.stream(Opcode.values()).filter(opcode -> opcode.hasFixedType() && opcode.immediate() == Immediate.NONE
                        && opcode.operands().matches("[ilfd]+") && opcode.results().matches("[ilfd]"));
    }

    @Test
    void thereAreAllRowsOfTheSpec() {
        int integers = 11 + 3 + 15 + 2 + 11 + 3 + 15 + 3;
        int floats = 2 * (6 + 7 + 7);
        int conversions = 25 + 8;
        assertEquals(integers + floats + conversions, numericRows().count());
    }

    @ParameterizedTest
    @MethodSource("numericRows")
    void computesWhatTheSpecSays(Opcode opcode) {
        ValueKind[] kinds = kinds(opcode.operands());
        Execution execution = new Execution(null, kinds);
        ExpressionNode node = plain(opcode, kinds);
        Emitted emitted = TestEmitter.emit(plain(opcode, kinds));
        boolean trapped = false;
        for (Object[] operands : operands(kinds)) {
            Outcome interpreted = execution.interpret(node, operands);
            String what = opcode.mnemonic() + describe(operands);
            check(what, opcode, operands, interpreted);
            check(what + " emitted", opcode, operands, execution.run(emitted, operands));
            if (interpreted.trap() != null) {
                trapped = true;
                assertEquals(POSITION, interpreted.offset(), what);
            }
        }
        assertEquals(NumericFactory.mayTrap(opcode), trapped, opcode.mnemonic());
    }

    /** A condition's branch is emitted in both senses, and its value where it is a number. */
    @ParameterizedTest
    @MethodSource("numericRows")
    void invertsConditions(Opcode opcode) {
        if (!opcode.results().equals("i") || NumericFactory.mayTrap(opcode)) {
            return;
        }
        ValueKind[] kinds = kinds(opcode.operands());
        Execution execution = new Execution(null, kinds);
        ExpressionNode negated = new I32Nodes.Eqz(plain(opcode, kinds));
        Emitted emitted = TestEmitter.emit(negated);
        for (Object[] operands : operands(kinds)) {
            long expected = (long) execution.interpret(plain(opcode, kinds), operands).value() == 0 ? 1 : 0;
            assertEquals(expected, execution.interpret(negated, operands).value(), opcode.mnemonic() + describe(operands));
            assertEquals(expected, execution.run(emitted, operands).value(), opcode.mnemonic() + describe(operands));
        }
    }

    @ParameterizedTest
    @MethodSource("numericRows")
    void takesConstants(Opcode opcode) {
        ValueKind[] kinds = kinds(opcode.operands());
        Execution execution = new Execution(null, kinds);
        List<Object[]> operands = operands(kinds);
        for (int i = 0; i < operands.size(); i += 1 + operands.size() / 50) {
            Object[] values = operands.get(i);
            ExpressionNode[] constants = new ExpressionNode[kinds.length];
            for (int k = 0; k < constants.length; k++) {
                constants[k] = constant(kinds[k], (long) values[k]);
            }
            ExpressionNode node = NumericFactory.create(opcode, constants, POSITION);
            String what = opcode.mnemonic() + describe(values);
            check(what, opcode, values, execution.interpret(node, values));
            check(what + " emitted", opcode, values, execution.run(TestEmitter.emit(node), values));
        }
    }

    @Test
    void constantsKeepTheirBits() {
        for (ValueKind kind : List.of(ValueKind.I32, ValueKind.I64, ValueKind.F32, ValueKind.F64)) {
            Execution execution = new Execution(null);
            for (long bits : NumericValues.of(kind)) {
                ExpressionNode node = constant(kind, bits);
                assertEquals(bits, execution.interpret(node).value());
                assertEquals(bits, execution.run(TestEmitter.emit(node)).value(), kind + " " + Long.toHexString(bits));
            }
        }
    }

    /** HotSpot's C2 drops operations that do not change a number; a signalling NaN must come out quiet nevertheless. */
    @Test
    void quietNansWhenCompiled() {
        for (Opcode opcode : List.of(Opcode.F32_MUL, Opcode.F32_DIV, Opcode.F32_SUB, Opcode.F64_MUL, Opcode.F64_DIV,
                        Opcode.F64_SUB)) {
            ValueKind kind = kinds(opcode.results())[0];
            double neutral = opcode.mnemonic().endsWith("sub") ? 0 : 1;
            long constant = kind == ValueKind.F32
                            ? Float.floatToRawIntBits((float) neutral)
                            : Double.doubleToRawLongBits(neutral);
            long[] slots = {kind == ValueKind.F32 ? 0x7FA0_0000 : 0x7FF4_0000_0000_0000L};
            Emitted emitted = TestEmitter.emit(NumericFactory.create(opcode,
                            new ExpressionNode[]{SlotGet.create(kind, 0), constant(kind, constant)}, POSITION));
            long quiet = slots[0] | quietBit(kind == ValueKind.F32 ? 32 : 64);
            for (int i = 0; i < 50_000; i++) {
                assertEquals(quiet, emitted.run(null, null, slots, null), opcode.mnemonic());
            }
        }
    }

    static ExpressionNode plain(Opcode opcode, ValueKind[] kinds) {
        ExpressionNode[] operands = new ExpressionNode[kinds.length];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = SlotGet.create(kinds[i], i);
        }
        return NumericFactory.plain(opcode, operands, POSITION);
    }

    static ExpressionNode constant(ValueKind kind, long bits) {
        return switch (kind) {
            case I32 -> new I32Nodes.Const((int) bits);
            case I64 -> new I64Nodes.Const(bits);
            case F32 -> new F32Nodes.Const(Float.intBitsToFloat((int) bits));
            case F64 -> new F64Nodes.Const(Double.longBitsToDouble(bits));
            case V128, REF -> throw new IllegalArgumentException("no number");
        };
    }

    static ValueKind[] kinds(String letters) {
        return letters.chars().mapToObj(letter -> switch (letter) {
            case 'i' -> ValueKind.I32;
            case 'l' -> ValueKind.I64;
            case 'f' -> ValueKind.F32;
            case 'd' -> ValueKind.F64;
            default -> throw new IllegalArgumentException(letters);
        }).toArray(ValueKind[]::new);
    }

    /** All combinations of edge values, and random ones. */
    static List<Object[]> operands(ValueKind... kinds) {
        List<Object[]> all = new ArrayList<>();
        combine(all, kinds, new Object[kinds.length], 0);
        Random random = new Random(42);
        for (int i = 0; i < RANDOM_ROUNDS; i++) {
            Object[] values = new Object[kinds.length];
            for (int k = 0; k < kinds.length; k++) {
                values[k] = NumericValues.random(random, kinds[k]);
            }
            all.add(values);
        }
        return all;
    }

    private static void combine(List<Object[]> all, ValueKind[] kinds, Object[] values, int from) {
        if (from == kinds.length) {
            all.add(values.clone());
            return;
        }
        for (long value : NumericValues.of(kinds[from])) {
            values[from] = value;
            combine(all, kinds, values, from + 1);
        }
    }

    private static String describe(Object[] operands) {
        StringBuilder text = new StringBuilder();
        for (Object operand : operands) {
            text.append(" 0x").append(Long.toHexString((long) operand));
        }
        return text.toString();
    }

    /** Which of the allowed NaNs comes out may differ: where both operands are NaNs, the JVM's compilers swap them at will. */
    private static void check(String what, Opcode opcode, Object[] operands, Outcome outcome) {
        long[] bits = Arrays.stream(operands).mapToLong(operand -> (long) operand).toArray();
        try {
            long expected = NumericOracle.compute(opcode.mnemonic(), bits);
            if (outcome.value() == null || expected != (long) outcome.value()) {
                fail(what + ": expected 0x" + Long.toHexString(expected) + " but was " + outcome);
            }
        } catch (NumericOracle.TrapExpected trap) {
            assertEquals(trap.kind, outcome.trap(), what);
        } catch (NumericOracle.NanExpected _) {
            checkNan(what, opcode, bits, outcome);
        }
    }

    /** Spec 4.3.3, NaN propagation: canonical if all NaNs among the operands are, otherwise at least quiet. */
    private static void checkNan(String what, Opcode opcode, long[] operands, Outcome outcome) {
        assertTrue(outcome.value() != null, what);
        boolean canonical = true;
        for (int i = 0; i < operands.length; i++) {
            int width = opcode.operands().charAt(i) == 'f' ? 32 : 64;
            canonical &= !NumericOracle.isNan(width, operands[i]) || payload(width, operands[i]) == quietBit(width);
        }
        int width = opcode.results().equals("f") ? 32 : 64;
        long result = (long) outcome.value();
        assertTrue(NumericOracle.isNan(width, result), what);
        if (canonical) {
            assertEquals(quietBit(width), payload(width, result), what);
        } else {
            assertTrue((result & quietBit(width)) != 0, what);
        }
    }

    private static long payload(int width, long bits) {
        return width == 32 ? bits & 0x7F_FFFF : bits & 0xF_FFFF_FFFF_FFFFL;
    }

    private static long quietBit(int width) {
        return width == 32 ? 0x40_0000 : 0x8_0000_0000_0000L;
    }
}
