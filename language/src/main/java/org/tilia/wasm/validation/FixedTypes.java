package org.tilia.wasm.validation;

import org.tilia.wasm.instruction.Immediate;
import org.tilia.wasm.instruction.Opcode;

/** The types of the table's rows that have one, packed so that checking them takes a few steps. */
final class FixedTypes {

    /** Stands for the address type of the memory that the instruction names. */
    static final int ADDRESS = 0xF;

    private static final int BITS = 4;
    private static final int MASK = (1 << BITS) - 1;
    private static final int IS_FIXED = 1 << 31;
    private static final int HAS_CHECKED_IMMEDIATE = 1 << 30;
    private static final int RESULT_SHIFT = 24;
    private static final int[] ROWS = new int[Opcode.values().length];
    private static final int[] LANES = new int[Opcode.values().length];

    static {
        for (Opcode opcode : Opcode.values()) {
            if (opcode.hasFixedType()) {
                ROWS[opcode.ordinal()] = row(opcode);
            }
            LANES[opcode.ordinal()] = lanes(opcode);
        }
    }

    private FixedTypes() {
    }

    private static int row(Opcode opcode) {
        int row = IS_FIXED | (isChecked(opcode.immediate()) ? HAS_CHECKED_IMMEDIATE : 0);
        // the last operand lies in the lowest bits, since it is popped first
        String operands = opcode.operands();
        for (int i = 0; i < operands.length(); i++) {
            row |= code(operands.charAt(i)) << BITS * (operands.length() - 1 - i);
        }
        if (!opcode.results().isEmpty()) {
            row |= code(opcode.results().charAt(0)) << RESULT_SHIFT;
        }
        if (operands.length() * BITS > RESULT_SHIFT || opcode.results().length() > 1) {
            throw new AssertionError("too many operands or results: " + opcode);
        }
        return row;
    }

    private static boolean isChecked(Immediate immediate) {
        return switch (immediate) {
            case NONE, I32, I64, F32, F64, V128, ZERO_BYTE -> false;
            default -> true;
        };
    }

    private static int code(char letter) {
        return switch (letter) {
            case 'i' -> TypeCode.I32;
            case 'l' -> TypeCode.I64;
            case 'f' -> TypeCode.F32;
            case 'd' -> TypeCode.F64;
            case 'v' -> TypeCode.V128;
            case 'a' -> ADDRESS;
            default -> throw new AssertionError(letter);
        };
    }

    private static int lanes(Opcode opcode) {
        return switch (opcode.immediate()) {
            case LANE -> {
                String mnemonic = opcode.mnemonic();
                yield Integer.parseInt(mnemonic, mnemonic.indexOf('x') + 1, mnemonic.indexOf('.'), 10);
            }
            case LANES -> 32;
            case MEMORY_ARGUMENT_LANE -> 16 >> opcode.alignment();
            default -> 0;
        };
    }

    /** The packed type of an instruction; 0 if it has a rule of its own. */
    static int row(int ordinal) {
        return ROWS[ordinal];
    }

    /** Whether immediates of the instruction have to be checked too. */
    static boolean hasCheckedImmediate(int row) {
        return (row & HAS_CHECKED_IMMEDIATE) != 0;
    }

    /** The result's type, or 0. */
    static int result(int row) {
        return row >>> RESULT_SHIFT & MASK;
    }

    /** The operands' types as one number, from which {@link #last} and {@link #withoutLast} take them. */
    static int operands(int row) {
        return row & (1 << RESULT_SHIFT) - 1;
    }

    /** The last of operands. */
    static int last(int operands) {
        return operands & MASK;
    }

    /** The operands before the last. */
    static int withoutLast(int operands) {
        return operands >>> BITS;
    }

    /** All operands, the first first. */
    static int[] all(int operands, int addressType) {
        int count = (Integer.SIZE - Integer.numberOfLeadingZeros(operands) + BITS - 1) / BITS;
        int[] types = new int[count];
        int rest = operands;
        for (int i = count - 1; i >= 0; i--) {
            types[i] = last(rest) == ADDRESS ? addressType : last(rest);
            rest = withoutLast(rest);
        }
        return types;
    }

    /** How many lanes an instruction with a lane index can choose from. */
    static int lanes(int ordinal) {
        return LANES[ordinal];
    }
}
