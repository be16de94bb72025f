package org.tilia.wasm.validation;

import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.Feature;

/** Memory accesses, bulk operations on memory, and lanes (spec 3.4.6, 3.4.7). */
final class MemoryRules {

    private final CodeState code;
    private final ModuleContext module;
    private final InstructionReader in;

    MemoryRules(CodeState code) {
        this.code = code;
        this.module = code.module();
        this.in = code.in();
    }

    /** Checks the immediates of an instruction with a fixed type, and gives the type of addresses, if it has any. */
    int immediate(Opcode opcode) {
        switch (opcode.immediate()) {
            case MEMORY_ARGUMENT:
                return argument(opcode);
            case MEMORY_ARGUMENT_LANE:
                int address = argument(opcode);
                checkLane(in.lane(), opcode);
                return address;
            case MEMORY:
                return module.memoryAddress(in.memory(), code);
            case LANE:
                checkLane(in.lane(), opcode);
                return TypeCode.BOTTOM;
            case LANES:
                for (int i = 0; i < InstructionReader.LANES; i++) {
                    checkLane(in.lane(i), opcode);
                }
                return TypeCode.BOTTOM;
            case DATA:
                module.checkData(in.index(), code);
                return TypeCode.BOTTOM;
            case ELEMENT:
                module.element(in.index(), code);
                return TypeCode.BOTTOM;
            default:
                throw new AssertionError(opcode);
        }
    }

    private int argument(Opcode opcode) {
        int address = module.memoryAddress(in.memory(), code);
        if (in.alignment() > opcode.alignment()) {
            throw code.invalid("alignment must not be larger than natural: 2 to the power of " + in.alignment()
                            + " for " + (1 << opcode.alignment()) + " bytes");
        }
        if (opcode.feature() == Feature.THREADS && in.alignment() < opcode.alignment()) {
            throw code.invalid("atomic alignment must be natural: 2 to the power of " + in.alignment() + " for "
                            + (1 << opcode.alignment()) + " bytes");
        }
        if (address == TypeCode.I32 && in.memoryOffset() >>> Integer.SIZE != 0) {
            throw code.invalid("offset out of range: " + Long.toUnsignedString(in.memoryOffset())
                            + " in a memory with 32-bit addresses");
        }
        return address;
    }

    private void checkLane(int lane, Opcode opcode) {
        int lanes = FixedTypes.lanes(opcode.ordinal());
        if (lane >= lanes) {
            throw code.invalid("invalid lane index " + lane + " of " + lanes);
        }
    }

    void init() {
        int address = module.memoryAddress(in.memory(), code);
        module.checkData(in.index(), code);
        code.pop(TypeCode.I32);
        code.pop(TypeCode.I32);
        code.pop(address);
    }

    void copy() {
        int destination = module.memoryAddress(in.index(), code);
        int source = module.memoryAddress(in.secondIndex(), code);
        // the length can be no larger than the smaller of the two
        code.pop(Math.min(destination, source));
        code.pop(source);
        code.pop(destination);
    }

    void fill() {
        int address = module.memoryAddress(in.memory(), code);
        code.pop(address);
        code.pop(TypeCode.I32);
        code.pop(address);
    }
}
