package org.tilia.wasm.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tilia.wasm.module.CodeMap;

/** The map of a module's code, filled while it is assembled: in the order of the binary. Tokens are kept as their byte ranges in the text. */
final class CodeMarks implements CodeMap {

    private final SourceText text;
    /** Of instructions: first from the start of their body, then of the code section's items, then of the module. */
    private int[] offsets = new int[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int count;
    /** The first mark of the body that is being read. */
    private int bodyMark;
    /** For each function the first byte of its text and the one behind it. */
    private int[] functions = new int[16];
    private int functionCount;
    private int codeEnd;

    CodeMarks(SourceText text) {
        this.text = text;
    }

    /** Notes that an instruction stands so many bytes behind the start of the body. */
    void instruction(int offset, Tokens tokens, int token) {
        if (count == offsets.length) {
            int capacity = count + (count >> 1);
            offsets = Arrays.copyOf(offsets, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        offsets[count] = offset;
        starts[count] = tokens.start(token);
        ends[count] = tokens.end(token);
        count++;
    }

    /** Ends a function: its body starts at this offset among the code section's items; its text starts with the token {@code first}. */
    void function(int bodyOffset, Tokens tokens, int first) {
        for (; bodyMark < count; bodyMark++) {
            offsets[bodyMark] += bodyOffset;
        }
        if (2 * functionCount == functions.length) {
            functions = Arrays.copyOf(functions, 2 * functions.length);
        }
        functions[2 * functionCount] = tokens.start(first);
        functions[2 * functionCount + 1] = tokens.end(tokens.closing(first));
        functionCount++;
    }

    /** Ends the code section: its items are these bytes of the module. */
    void section(int from, int to) {
        for (int i = 0; i < count; i++) {
            offsets[i] += from;
        }
        codeEnd = to;
        offsets = Arrays.copyOf(offsets, count);
        starts = Arrays.copyOf(starts, count);
        ends = Arrays.copyOf(ends, count);
    }

    @Override
    public Place instruction(int offset) {
        int found = Arrays.binarySearch(offsets, 0, count, offset);
        int mark = found >= 0 ? found : -found - 2;
        return mark < 0 || offset >= codeEnd ? null : place(starts[mark], ends[mark]);
    }

    @Override
    public Place function(int index) {
        return index < functionCount ? place(functions[2 * index], functions[2 * index + 1]) : null;
    }

    private Place place(int start, int end) {
        int last = Math.max(start, end - 1);
        return new Place(text.line(start), column(start), text.line(last), column(last));
    }

    private int column(int offset) {
        int lineStart = text.lineStart(text.line(offset));
        return new String(text.bytes(), lineStart, offset - lineStart, StandardCharsets.UTF_8).length() + 1;
    }
}
