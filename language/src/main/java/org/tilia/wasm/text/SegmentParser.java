package org.tilia.wasm.text;

import org.tilia.wasm.binary.BinaryWriter;
import org.tilia.wasm.binary.TypeEncoder;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.SegmentMode;

/** Element and data segments (spec 6.6.9, 6.6.10), of their own or inline in tables and memories. */
final class SegmentParser {

    // The bits of an element segment's first number (spec 5.5.12) and, but for the last, of a data segment's (spec 5.5.14).
    private static final int NOT_ACTIVE = 1;
    private static final int HAS_INDEX_OR_DECLARATIVE = 2;
    private static final int HAS_EXPRESSIONS = 4;

    private final TokenReader in;
    private final ModuleSpaces spaces;
    private final TypeParser types;
    private final InstructionParser instructions;
    private final BinaryWriter elements = new BinaryWriter();
    private final BinaryWriter data = new BinaryWriter();

    SegmentParser(TokenReader in, ModuleSpaces spaces, TypeParser types, InstructionParser instructions) {
        this.in = in;
        this.spaces = spaces;
        this.types = types;
        this.instructions = instructions;
    }

    /** The element segments read so far. */
    BinaryWriter elements() {
        return elements;
    }

    /** The data segments read so far. */
    BinaryWriter data() {
        return data;
    }

    /** The rest of {@code (elem …)} behind its identifier. */
    void element() {
        SegmentMode mode = in.accept("declare") ? SegmentMode.DECLARATIVE : SegmentMode.PASSIVE;
        int table = 0;
        BinaryWriter offset = null;
        boolean tableUse = mode == SegmentMode.PASSIVE && in.atOpen("table");
        boolean oldTableUse = mode == SegmentMode.PASSIVE && in.at(TokenKind.NATURAL);
        if (tableUse || oldTableUse) {
            table = target("table", spaces.tables);
        }
        boolean atOffset = in.at(TokenKind.LEFT_PARENTHESIS) && !in.atOpen("ref");
        if (tableUse || oldTableUse || (mode == SegmentMode.PASSIVE && atOffset)) {
            mode = SegmentMode.ACTIVE;
            offset = offset();
        }
        if (types.atValueType()) {
            items(mode, table, offset, types.referenceType());
        } else {
            boolean bareList = mode == SegmentMode.ACTIVE && !tableUse && !in.atKeyword("func");
            if (!bareList) {
                in.expectKeyword("func");
            }
            items(mode, table, offset, null);
        }
        in.expectClose();
    }

    /** The rest of an inline {@code (elem …)} in a table of this type. */
    void inlineElement(int table, AddressType address, ReferenceType type) {
        boolean functions = type.equals(ReferenceType.FUNCREF) && !in.at(TokenKind.LEFT_PARENTHESIS);
        items(SegmentMode.ACTIVE, table, zero(address), functions ? null : type);
        in.expectClose();
    }

    /** Writes a segment; its items come, as function indices where {@code type} is null. */
    private void items(SegmentMode mode, int table, BinaryWriter offset, ReferenceType type) {
        BinaryWriter items = new BinaryWriter();
        int count = 0;
        while (!in.at(TokenKind.RIGHT_PARENTHESIS)) {
            if (type == null) {
                items.u32(spaces.functions.index(in));
            } else {
                item(items);
            }
            count++;
        }
        boolean shortForm = mode == SegmentMode.ACTIVE && table == 0 && (type == null || type.equals(ReferenceType.FUNCREF));
        elements.u32((mode == SegmentMode.ACTIVE ? 0 : NOT_ACTIVE) | (type == null ? 0 : HAS_EXPRESSIONS)
                        | (mode == SegmentMode.PASSIVE || shortForm ? 0 : HAS_INDEX_OR_DECLARATIVE));
        if (mode == SegmentMode.ACTIVE) {
            if (!shortForm) {
                elements.u32(table);
            }
            elements.append(offset, 0);
        }
        if (!shortForm) {
            if (type == null) {
                elements.u8(0);
            } else {
                TypeEncoder.valueType(elements, type);
            }
        }
        elements.u32(count);
        elements.append(items, 0);
    }

    /** One item as an expression: {@code (item …)}, one folded instruction, or in an inline list a function's index. */
    private void item(BinaryWriter out) {
        if (in.acceptOpen("item")) {
            instructions.expression(out);
            in.expectClose();
        } else if (in.atIndex()) {
            out.opcode(Opcode.REF_FUNC);
            out.u32(spaces.functions.index(in));
            out.opcode(Opcode.END);
        } else {
            instructions.foldedExpression(out);
        }
    }

    /** The rest of {@code (data …)} behind its identifier. */
    void dataSegment() {
        boolean memoryUse = in.atOpen("memory") || in.at(TokenKind.NATURAL);
        int memory = memoryUse ? target("memory", spaces.memories) : 0;
        BinaryWriter offset = memoryUse || in.at(TokenKind.LEFT_PARENTHESIS) ? offset() : null;
        content(memory, offset);
        in.expectClose();
    }

    /** The rest of an inline {@code (data …)} in this memory; gives its length. */
    int inlineData(int memory, AddressType address) {
        int length = content(memory, zero(address));
        in.expectClose();
        return length;
    }

    private int content(int memory, BinaryWriter offset) {
        data.u32((offset == null ? NOT_ACTIVE : 0) | (memory == 0 ? 0 : HAS_INDEX_OR_DECLARATIVE));
        if (memory != 0) {
            data.u32(memory);
        }
        if (offset != null) {
            data.append(offset, 0);
        }
        byte[] content = in.strings();
        data.vector(content);
        return content.length;
    }

    /** {@code (table x)} or {@code (memory x)}; the first version's text format had a number alone. */
    private int target(String keyword, NameSpace space) {
        if (!in.acceptOpen(keyword)) {
            return space.index(in);
        }
        int index = space.index(in);
        in.expectClose();
        return index;
    }

    private BinaryWriter offset() {
        BinaryWriter offset = new BinaryWriter();
        if (in.acceptOpen("offset")) {
            instructions.expression(offset);
            in.expectClose();
        } else {
            instructions.foldedExpression(offset);
        }
        return offset;
    }

    private static BinaryWriter zero(AddressType address) {
        BinaryWriter offset = new BinaryWriter();
        offset.opcode(address == AddressType.I64 ? Opcode.I64_CONST : Opcode.I32_CONST);
        offset.signed(0);
        offset.opcode(Opcode.END);
        return offset;
    }
}
