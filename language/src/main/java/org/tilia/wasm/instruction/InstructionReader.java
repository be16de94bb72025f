package org.tilia.wasm.instruction;

import java.util.Arrays;
import org.tilia.wasm.module.HeapType;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.TypeReader;
import org.tilia.wasm.module.ValueType;

/**
 * Reads instructions one by one (spec 5.4). {@link #next()} reads an instruction with all its immediates, which then
 * stay readable until the following {@code next()}; what an accessor gives for an instruction without such an immediate
 * means nothing. Reading allocates nothing but the rare type that is given by an index.
 *
 * <p>Only the grammar is checked: indices, alignments and lanes are the validator's to judge. Indices are unsigned.
 */
public final class InstructionReader extends TypeReader {

    /** Number of lanes that {@link #lane(int)} gives. */
    public static final int LANES = 16;

    private static final int EMPTY_BLOCK_TYPE = 0x40;
    private static final int MEMORY_INDEX_FLAG = 0x40;

    private int offset;
    private Opcode opcode;
    private int index;
    private int secondIndex;
    private int alignment;
    private int memory;
    private long memoryOffset;
    private long low;
    private long high;
    private int lane;
    private final byte[] lanes = new byte[LANES];
    private int blockTypeIndex;
    private ValueType valueType;
    private int valueTypeCount;
    private HeapType heapType;
    private ReferenceType castSource;
    private ReferenceType castTarget;
    private int[] labels = new int[16];
    private int labelCount;
    private final CatchClauses catches = new CatchClauses();

    /** A reader of the instructions from {@code start} up to {@code end}. */
    public InstructionReader(byte[] bytes, int start, int end) {
        super(bytes, start, end);
    }

    /**
     * Reads an instruction.
     *
     * @throws ModuleException if there is none, or no such instruction
     */
    public Opcode next() {
        offset = position();
        int code = u8();
        Opcode found = Opcode.of(code);
        if (found == null) {
            found = prefixed(code);
        }
        opcode = found;
        Immediate immediate = found.immediate();
        if (immediate != Immediate.NONE) {
            immediates(immediate);
        }
        return found;
    }

    private Opcode prefixed(int prefix) {
        if (!Opcode.isPrefix(prefix)) {
            throw ModuleException.malformed("illegal opcode " + hex(prefix), offset);
        }
        int code = u32();
        Opcode found = Opcode.of(prefix, code);
        if (found == null) {
            throw ModuleException.malformed("illegal opcode " + hex(prefix) + " " + hex(code), offset);
        }
        return found;
    }

    private static String hex(int code) {
        return code >= 0 && code < 0x10 ? "0" + Integer.toHexString(code) : Integer.toHexString(code);
    }

    private void immediates(Immediate immediate) {
        switch (immediate) {
            case NONE -> {
            }
            case LABEL, FUNCTION, TYPE, LOCAL, GLOBAL, TABLE, ELEMENT, DATA, TAG -> index = u32();
            case MEMORY -> memory = u32();
            case TYPE_TABLE, TABLE_TABLE, ELEMENT_TABLE, MEMORY_MEMORY, TYPE_FIELD, TYPE_TYPE, TYPE_COUNT, TYPE_DATA,
                            TYPE_ELEMENT -> twoIndices();
            case DATA_MEMORY -> {
                index = u32();
                memory = u32();
            }
            case MEMORY_ARGUMENT -> memoryArgument();
            case MEMORY_ARGUMENT_LANE -> {
                memoryArgument();
                lane = u8();
            }
            case I32 -> low = s32();
            case I64 -> low = s64();
            case F32 -> low = f32Bits();
            case F64 -> low = f64Bits();
            case BLOCK_TYPE -> blockType();
            case LABEL_TABLE -> labelTable();
            default -> rareImmediates(immediate);
        }
    }

    private void rareImmediates(Immediate immediate) {
        switch (immediate) {
            case LANE -> lane = u8();
            case LANES -> {
                for (int i = 0; i < LANES; i++) {
                    lanes[i] = (byte) u8();
                }
            }
            case V128 -> {
                low = f64Bits();
                high = f64Bits();
            }
            case VALUE_TYPES -> {
                valueTypeCount = count("value types", 1);
                for (int i = 0; i < valueTypeCount; i++) {
                    valueType = readValueType();
                }
            }
            case HEAP_TYPE -> heapType = readHeapType();
            case CAST_BRANCH -> {
                int at = position();
                int flags = u8();
                if (flags > 3) {
                    throw malformed("malformed br_on_cast flags", flags, at);
                }
                index = u32();
                castSource = reference((flags & 1) != 0);
                castTarget = reference((flags & 2) != 0);
            }
            case CATCHES -> {
                blockType();
                catches.read(this);
            }
            case ZERO_BYTE -> {
                int at = position();
                int value = u8();
                if (value != 0) {
                    throw malformed("zero byte expected", value, at);
                }
            }
            default -> throw new AssertionError(immediate);
        }
    }

    private void twoIndices() {
        index = u32();
        secondIndex = u32();
    }

    private void memoryArgument() {
        int at = position();
        int flags = u32();
        memory = 0;
        if (flags >= MEMORY_INDEX_FLAG) {
            flags -= MEMORY_INDEX_FLAG;
            memory = u32();
        }
        if (Integer.compareUnsigned(flags, MEMORY_INDEX_FLAG) >= 0) {
            throw ModuleException.malformed("malformed memop flags: an alignment of 2 to the power of "
                            + Integer.toUnsignedString(flags), at);
        }
        alignment = flags;
        memoryOffset = u64();
    }

    private void blockType() {
        int at = position();
        int first = peek();
        blockTypeIndex = -1;
        valueType = null;
        if (first == EMPTY_BLOCK_TYPE) {
            u8();
        } else if (first > EMPTY_BLOCK_TYPE && first < 0x80) {
            valueType = readValueType();
        } else {
            long found = s33();
            if (found < 0) {
                throw malformed("malformed block type", first, at);
            }
            blockTypeIndex = (int) found;
            if (blockTypeIndex < 0) {
                throw ModuleException.invalid("unknown type " + found, at);
            }
        }
    }

    private ReferenceType reference(boolean nullable) {
        return new ReferenceType(nullable, readHeapType());
    }

    private void labelTable() {
        int count = count("labels", 1);
        if (count >= labels.length) {
            labels = Arrays.copyOf(labels, Math.max(count + 1, labels.length * 2));
        }
        for (int i = 0; i < count; i++) {
            labels[i] = u32();
        }
        labelCount = count;
        index = u32();
    }

    /** Offset of the instruction's first byte. */
    public int offset() {
        return offset;
    }

    /** The instruction itself. */
    public Opcode opcode() {
        return opcode;
    }

    /**
     * The one index of an instruction, or the first of two, in the order of {@link Immediate}. The exceptions are memory
     * accesses and {@code DATA_MEMORY}, whose memory is {@link #memory()}. For a {@code br_table}, the default label.
     */
    public int index() {
        return index;
    }

    /** The second index or the number behind a type; for {@code MEMORY_MEMORY} the source memory. */
    public int secondIndex() {
        return secondIndex;
    }

    /** log2 of the alignment of a memory argument, at most 63. */
    public int alignment() {
        return alignment;
    }

    /** The memory of a memory argument, of {@code MEMORY} or of {@code DATA_MEMORY}. */
    public int memory() {
        return memory;
    }

    /** The offset of a memory argument, unsigned. */
    public long memoryOffset() {
        return memoryOffset;
    }

    /** The value of {@code i32.const}. */
    public int i32() {
        return (int) low;
    }

    /** The value of {@code i64.const}. */
    public long i64() {
        return low;
    }

    /** The value of {@code f32.const} as its bits. */
    public int f32() {
        return (int) low;
    }

    /** The value of {@code f64.const} as its bits. */
    public long f64() {
        return low;
    }

    /** The low half of the value of {@code v128.const}, lane 0 in its lowest bits. */
    public long v128Low() {
        return low;
    }

    /** The high half of the value of {@code v128.const}. */
    public long v128High() {
        return high;
    }

    /** The lane of an instruction that has one, 0 to 255. */
    public int lane() {
        return lane;
    }

    /** One of the sixteen lanes of {@code i8x16.shuffle}, 0 to 255. */
    public int lane(int number) {
        return lanes[number] & 0xFF;
    }

    /** The index of a block's type, or −1 where it is given by {@link #valueType()}. */
    public int blockTypeIndex() {
        return blockTypeIndex;
    }

    /** A block's one result, or null where it has none or a type index; the (last) type of a typed {@code select}. */
    public ValueType valueType() {
        return valueType;
    }

    /** How many types a typed {@code select} gives; one, if it is valid. */
    public int valueTypeCount() {
        return valueTypeCount;
    }

    /** The heap type of {@code ref.null}, {@code ref.test} and {@code ref.cast}. */
    public HeapType heapType() {
        return heapType;
    }

    /** The type that {@code br_on_cast} and {@code br_on_cast_fail} expect; the label is {@link #index()}. */
    public ReferenceType castSource() {
        return castSource;
    }

    /** The type that {@code br_on_cast} and {@code br_on_cast_fail} cast to. */
    public ReferenceType castTarget() {
        return castTarget;
    }

    /** How many labels a {@code br_table} has, without the default, which is {@link #index()}. */
    public int labelCount() {
        return labelCount;
    }

    /** A label of a {@code br_table}. */
    public int label(int number) {
        return labels[number];
    }

    /** The catch clauses of a {@code try_table}. */
    public CatchClauses catches() {
        return catches;
    }
}
