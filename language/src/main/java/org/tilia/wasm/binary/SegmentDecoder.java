package org.tilia.wasm.binary;

import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.module.ConstantExpression;
import org.tilia.wasm.module.DataSegment;
import org.tilia.wasm.module.ElementSegment;
import org.tilia.wasm.module.LoadPoll;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.SegmentMode;

/** Decodes constant expressions and the segments that use them (spec 5.4.9, 5.5.12, 5.5.14). */
final class SegmentDecoder {

    private static final ReferenceType FUNCTION = ReferenceType.FUNCREF.nonNull();
    private static final int PASSIVE_OR_DECLARATIVE = 1;
    private static final int INDEX_OR_DECLARATIVE = 2;
    private static final int EXPRESSIONS = 4;

    private final InstructionReader in;
    private final LoadPoll poll;

    SegmentDecoder(InstructionReader in, LoadPoll poll) {
        this.in = in;
        this.poll = poll;
    }

    /** Finds the range of a constant expression; nested blocks, which are invalid but well-formed, are skipped. */
    ConstantExpression expression() {
        int start = in.position();
        int depth = 1;
        while (depth > 0) {
            poll.item();
            switch (in.next()) {
                case BLOCK, LOOP, IF, TRY, TRY_TABLE -> depth++;
                case END, DELEGATE -> depth--;
                default -> {
                }
            }
        }
        return new ConstantExpression(start, in.position());
    }

    ElementSegment element() {
        int at = in.position();
        int flags = in.u32();
        if (Integer.compareUnsigned(flags, 7) > 0) {
            throw ModuleException.malformed("malformed element segment flags: " + Integer.toUnsignedString(flags), at);
        }
        SegmentMode mode = SegmentMode.ACTIVE;
        int table = 0;
        ConstantExpression offset = null;
        if ((flags & PASSIVE_OR_DECLARATIVE) != 0) {
            mode = (flags & INDEX_OR_DECLARATIVE) != 0 ? SegmentMode.DECLARATIVE : SegmentMode.PASSIVE;
        } else {
            table = (flags & INDEX_OR_DECLARATIVE) != 0 ? in.u32() : 0;
            offset = expression();
        }
        boolean abbreviated = (flags & (PASSIVE_OR_DECLARATIVE | INDEX_OR_DECLARATIVE)) == 0;
        if ((flags & EXPRESSIONS) != 0) {
            ReferenceType type = abbreviated ? ReferenceType.FUNCREF : in.readReferenceType();
            return new ElementSegment(mode, table, offset, type, null, expressions());
        }
        if (!abbreviated) {
            elementKind();
        }
        return new ElementSegment(mode, table, offset, FUNCTION, functions(), null);
    }

    private void elementKind() {
        int at = in.position();
        int kind = in.u8();
        if (kind != 0) {
            throw ModuleException.malformed("malformed element kind: 0x" + Integer.toHexString(kind), at);
        }
    }

    private int[] functions() {
        int[] functions = new int[in.count("elements", 1)];
        for (int i = 0; i < functions.length; i++) {
            poll.item();
            functions[i] = in.u32();
        }
        return functions;
    }

    private List<ConstantExpression> expressions() {
        int count = in.count("elements", 1);
        List<ConstantExpression> expressions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            expressions.add(expression());
        }
        return expressions;
    }

    DataSegment data() {
        int at = in.position();
        int flags = in.u32();
        if (Integer.compareUnsigned(flags, 2) > 0) {
            throw ModuleException.malformed("malformed data segment flags: " + Integer.toUnsignedString(flags), at);
        }
        SegmentMode mode = flags == 1 ? SegmentMode.PASSIVE : SegmentMode.ACTIVE;
        int memory = flags == 2 ? in.u32() : 0;
        ConstantExpression offset = mode == SegmentMode.ACTIVE ? expression() : null;
        int length = in.u32();
        int start = in.position();
        in.skip(length);
        return new DataSegment(mode, memory, offset, start, length);
    }
}
