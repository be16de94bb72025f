package org.tilia.wasm.interop;

import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tilia.wasm.runtime.LinearMemory;
import org.tilia.wasm.runtime.MemoryTexts;
import org.tilia.wasm.trap.Trap;

/**
 * The methods of a memory as others see it. Texts are UTF-8; bytes that are none are read as U+FFFD.
 *
 * <ul>
 * <li>{@code grow(pages)}: adds pages and gives the old number of them;
 * <li>{@code readString(offset, length)}: a text of so many bytes;
 * <li>{@code readCString(offset)}: a text up to a zero byte;
 * <li>{@code writeString(offset, text)}: writes a text and gives the number of its bytes;
 * <li>{@code writeCString(offset, text)}: the same with a zero byte behind the text, which counts.
 * </ul>
 */
final class MemoryMethods {

    private static final String GROW = "grow";
    private static final String READ_STRING = "readString";
    private static final String READ_C_STRING = "readCString";
    private static final String WRITE_STRING = "writeString";
    private static final String WRITE_C_STRING = "writeCString";

    static final List<String> NAMES = List.of(GROW, READ_STRING, READ_C_STRING, WRITE_STRING, WRITE_C_STRING);

    private final LinearMemory memory;

    MemoryMethods(LinearMemory memory) {
        this.memory = memory;
    }

    Object call(String method, Object[] values) throws ArityException, UnsupportedTypeException {
        int count = method.equals(GROW) || method.equals(READ_C_STRING) ? 1 : 2;
        Arguments arguments = new Arguments(method, values, count, count);
        return switch (method) {
            case GROW -> grow(arguments.size(0));
            case READ_STRING -> readString(arguments.size(0), arguments.size(1));
            case READ_C_STRING -> readCString(arguments.size(0));
            case WRITE_STRING -> write(arguments.size(0), arguments.text(1));
            default -> write(arguments.size(0), arguments.text(1) + '\0');
        };
    }

    private Object grow(long delta) {
        long old = memory.grow(delta);
        if (old < 0) {
            throw new GuestError(GuestError.Kind.RANGE_ERROR, "a memory of " + memory.pages() + " pages cannot grow by " + delta);
        }
        return old;
    }

    private String readString(long offset, long length) {
        check(offset, length);
        if (length > Integer.MAX_VALUE) {
            throw new GuestError(GuestError.Kind.RANGE_ERROR, "a text of " + length + " bytes is too long");
        }
        return MemoryTexts.read(memory, offset, (int) length, StandardCharsets.UTF_8);
    }

    private String readCString(long offset) {
        check(offset, 1);
        long length = MemoryTexts.untilZero(memory, offset);
        if (length < 0) {
            throw new GuestError(GuestError.Kind.RANGE_ERROR, "no zero byte ends the text at " + offset);
        }
        return readString(offset, length);
    }

    private Object write(long offset, String text) {
        try {
            return MemoryTexts.write(memory, offset, text);
        } catch (Trap _) {
            throw outside(offset, text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private void check(long offset, long length) {
        long size = memory.byteSize();
        if (offset > size - length || length > size) {
            throw outside(offset, length);
        }
    }

    private GuestError outside(long offset, long length) {
        return new GuestError(GuestError.Kind.RANGE_ERROR, length + (length == 1 ? " byte at " : " bytes at ") + offset
                        + " are not in the memory, which has " + memory.byteSize());
    }
}
