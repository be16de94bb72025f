package org.tilia.wasm.text;

import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.binary.BinaryWriter;
import org.tilia.wasm.binary.TypeEncoder;
import org.tilia.wasm.instruction.Immediate;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.ValueType;

/** What follows a mnemonic (spec 6.5), written as the binary format has it (spec 5.4). */
final class ImmediateParser {

    /** The bit of a memory argument's alignment that says that a memory index follows (spec 5.4.6). */
    private static final int HAS_MEMORY = 0x40;

    private static final String OFFSET = "offset=";
    private static final String ALIGN = "align=";
    /** By their codes (spec 5.4.1). */
    private static final List<String> CATCH_CLAUSES = List.of("catch", "catch_ref", "catch_all", "catch_all_ref");

    private final TokenReader in;
    private final ModuleSpaces spaces;
    private final TypeParser types;
    private final LabelScope labels;
    private NameSpace locals;
    private boolean usesData;

    ImmediateParser(TokenReader in, ModuleSpaces spaces, TypeParser types, LabelScope labels) {
        this.in = in;
        this.spaces = spaces;
        this.types = types;
        this.labels = labels;
    }

    /** From now on instructions are in a function with these locals. */
    void enter(NameSpace functionLocals) {
        this.locals = functionLocals;
    }

    /** Whether any instruction so far named a data segment, so that the binary needs to count them first. */
    boolean usesData() {
        return usesData;
    }

    /** Writes an instruction whose mnemonic has been read, with the immediates that follow. */
    void instruction(List<Opcode> candidates, BinaryWriter out) {
        Opcode opcode = candidates.getFirst();
        if (candidates.size() == 1) {
            out.opcode(opcode);
            immediates(opcode, out);
            return;
        }
        Opcode other = candidates.getLast();
        if (other.immediate() == Immediate.VALUE_TYPES) {
            boolean typed = in.atOpen("result");
            out.opcode(typed ? other : opcode);
            if (typed) {
                resultTypes(out);
            }
        } else {
            // The instruction on references comes in two, for a type without null and with it.
            ReferenceType type = types.referenceType();
            out.opcode(type.nullable() ? other : opcode);
            TypeEncoder.heapType(out, type.heap());
        }
    }

    private void immediates(Opcode opcode, BinaryWriter out) {
        switch (opcode.immediate()) {
            case NONE -> {
            }
            case LABEL -> out.u32(labels.index(in));
            case LABEL_TABLE -> labelTable(out);
            case FUNCTION -> out.u32(spaces.functions.index(in));
            case TYPE -> out.u32(type());
            case TYPE_TABLE -> {
                int table = optional(spaces.tables);
                out.u32(types.typeUse(null));
                out.u32(table);
            }
            case LOCAL -> out.u32(locals.index(in));
            case GLOBAL -> out.u32(spaces.globals.index(in));
            case TABLE -> out.u32(optional(spaces.tables));
            case MEMORY -> out.u32(optional(spaces.memories));
            case TAG -> out.u32(spaces.tags.index(in));
            case TABLE_TABLE -> pair(spaces.tables, out);
            case MEMORY_MEMORY -> pair(spaces.memories, out);
            case ELEMENT_TABLE -> segment(spaces.elements, spaces.tables, out);
            case DATA_MEMORY -> {
                usesData = true;
                segment(spaces.data, spaces.memories, out);
            }
            case ELEMENT -> out.u32(spaces.elements.index(in));
            case DATA -> data(out);
            case MEMORY_ARGUMENT -> memoryArgument(opcode, optional(spaces.memories), out);
            case MEMORY_ARGUMENT_LANE -> {
                memoryArgument(opcode, laneMemory(), out);
                out.u8(in.u8());
            }
            case LANE -> out.u8(in.u8());
            case LANES -> lanes(out);
            case I32 -> out.signed(in.i32());
            case I64 -> out.signed(in.i64());
            case F32 -> out.littleEndian(in.f32(), 4);
            case F64 -> out.littleEndian(in.f64(), 8);
            case V128 -> out.bytes(VectorLiterals.read(in));
            case HEAP_TYPE -> TypeEncoder.heapType(out, types.heapType());
            case CAST_BRANCH -> castBranch(out);
            case TYPE_FIELD -> {
                int type = type();
                out.u32(type);
                out.u32(spaces.types.fields(type).index(in));
            }
            case TYPE_TYPE -> {
                out.u32(type());
                out.u32(type());
            }
            case TYPE_COUNT -> {
                out.u32(type());
                out.u32(in.u32());
            }
            case TYPE_DATA -> {
                out.u32(type());
                data(out);
            }
            case TYPE_ELEMENT -> {
                out.u32(type());
                out.u32(spaces.elements.index(in));
            }
            case ZERO_BYTE -> out.u8(0);
            case BLOCK_TYPE, CATCHES, VALUE_TYPES -> throw new IllegalStateException(opcode + " is read by its structure");
        }
    }

    private int type() {
        return spaces.types.names().index(in);
    }

    private void data(BinaryWriter out) {
        usesData = true;
        out.u32(spaces.data.index(in));
    }

    private int optional(NameSpace space) {
        return in.atIndex() ? space.index(in) : 0;
    }

    /** Two indices, or none, which means zero twice. */
    private void pair(NameSpace space, BinaryWriter out) {
        if (in.atIndex()) {
            out.u32(space.index(in));
            out.u32(space.index(in));
        } else {
            out.u32(0);
            out.u32(0);
        }
    }

    /** The text has the table or memory first, and optionally; the binary has the segment first. */
    private void segment(NameSpace segments, NameSpace targets, BinaryWriter out) {
        int start = in.position();
        boolean both = in.atIndex() && isIndex(start + 1);
        int target = both ? targets.index(in) : 0;
        out.u32(segments.index(in));
        out.u32(target);
    }

    private boolean isIndex(int token) {
        TokenKind kind = in.tokens().kind(token);
        return kind == TokenKind.NATURAL || kind == TokenKind.IDENTIFIER;
    }

    private void labelTable(BinaryWriter out) {
        List<Integer> targets = new ArrayList<>();
        do {
            targets.add(labels.index(in));
        } while (in.atIndex());
        out.u32(targets.size() - 1);
        targets.forEach(out::u32);
    }

    /** The memory of an instruction that ends with a lane: a number is the lane itself unless more of the immediates follow. */
    private int laneMemory() {
        int next = in.position() + 1;
        boolean moreFollows = in.tokens().kind(next) == TokenKind.NATURAL || isKey(next, OFFSET) || isKey(next, ALIGN);
        return in.at(TokenKind.IDENTIFIER) || (in.at(TokenKind.NATURAL) && moreFollows) ? spaces.memories.index(in) : 0;
    }

    private boolean isKey(int token, String key) {
        return in.tokens().kind(token) == TokenKind.KEYWORD && in.tokens().startsWith(token, key);
    }

    private void memoryArgument(Opcode opcode, int memory, BinaryWriter out) {
        long offset = isKey(in.position(), OFFSET) ? in.u64After(OFFSET) : 0;
        int alignment = opcode.alignment();
        if (isKey(in.position(), ALIGN)) {
            int token = in.position();
            long bytes = in.u64After(ALIGN);
            if (Long.bitCount(bytes) != 1) {
                throw in.tokens().error(token, "alignment must be a power of two");
            }
            alignment = Long.numberOfTrailingZeros(bytes);
        }
        out.u32(memory == 0 ? alignment : alignment | HAS_MEMORY);
        if (memory != 0) {
            out.u32(memory);
        }
        out.u64(offset);
    }

    private void lanes(BinaryWriter out) {
        int count = in.countNumbers();
        if (count != 16) {
            throw in.error("invalid lane length: " + count + " lane indices where 16 are needed");
        }
        for (int i = 0; i < count; i++) {
            if (!in.at(TokenKind.NATURAL)) {
                throw in.error("i8 constant out of range: a lane index cannot be " + in.tokens().text(in.position()));
            }
            out.u8(in.u8());
        }
    }

    private void castBranch(BinaryWriter out) {
        int label = labels.index(in);
        ReferenceType source = types.referenceType();
        ReferenceType target = types.referenceType();
        out.u8((source.nullable() ? 1 : 0) | (target.nullable() ? 2 : 0));
        out.u32(label);
        TypeEncoder.heapType(out, source.heap());
        TypeEncoder.heapType(out, target.heap());
    }

    private void resultTypes(BinaryWriter out) {
        List<ValueType> results = new ArrayList<>();
        while (in.acceptOpen("result")) {
            types.declarations(null, results);
        }
        out.u32(results.size());
        results.forEach(type -> TypeEncoder.valueType(out, type));
    }

    /** The catch clauses of a {@code try_table} (spec 6.5.2); their labels are those outside of it. */
    void catchClauses(BinaryWriter out) {
        BinaryWriter clauses = new BinaryWriter();
        int count = 0;
        for (int code = catchCode(); code >= 0; code = catchCode()) {
            in.moveTo(in.position() + 2);
            clauses.u8(code);
            if (code <= 1) {
                clauses.u32(spaces.tags.index(in));
            }
            clauses.u32(labels.index(in));
            in.expectClose();
            count++;
        }
        out.u32(count);
        out.append(clauses, 0);
    }

    /** The code (spec 5.4.1) of the catch clause that comes next, or −1. */
    private int catchCode() {
        if (!in.at(TokenKind.LEFT_PARENTHESIS)) {
            return -1;
        }
        return CATCH_CLAUSES.indexOf(in.tokens().text(in.position() + 1));
    }
}
