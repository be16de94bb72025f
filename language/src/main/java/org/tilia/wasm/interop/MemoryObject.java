package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.InvalidBufferOffsetException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.tilia.wasm.runtime.LinearMemory;
import org.tilia.wasm.runtime.WasmStore;

/**
 * A memory as others see it: a buffer, and an array of unsigned bytes, with methods for texts ({@link MemoryMethods}). Its
 * member {@code buffer} is a {@link java.nio.ByteBuffer} of its bytes. Every access keeps the memory reachable.
 */
@ExportLibrary(InteropLibrary.class)
public final class MemoryObject extends MemberObject {

    private static final String BUFFER = "buffer";
    private static final String PAGES = "pages";
    private static final List<String> MEMBERS = Stream.concat(Stream.of(BUFFER, PAGES), MemoryMethods.NAMES.stream()).toList();

    private final LinearMemory memory;

    MemoryObject(LinearMemory memory, WasmStore store) {
        super(store);
        this.memory = memory;
    }

    public LinearMemory memory() {
        return memory;
    }

    @Override
    TypeObject type() {
        return TypeObject.MEMORY;
    }

    @Override
    Collection<String> members() {
        return MEMBERS;
    }

    @Override
    Object value(String member) {
        return switch (member) {
            case BUFFER -> store().embedder().toGuest(memory.buffer());
            case PAGES -> memory.pages();
            default -> null;
        };
    }

    @Override
    boolean isMethod(String member) {
        return MemoryMethods.NAMES.contains(member);
    }

    @Override
    Object call(String method, Object[] arguments) throws ArityException, UnsupportedTypeException {
        try {
            return new MemoryMethods(memory).call(method, arguments);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    private void check(long offset, int width) throws InvalidBufferOffsetException {
        if (offset < 0 || offset > memory.byteSize() - width) {
            throw InvalidBufferOffsetException.create(offset, width);
        }
    }

    @ExportMessage
    boolean hasBufferElements() {
        return true;
    }

    @ExportMessage
    boolean isBufferWritable() {
        return true;
    }

    @ExportMessage
    long getBufferSize() {
        return memory.byteSize();
    }

    @ExportMessage
    void readBuffer(long offset, byte[] target, int targetOffset, int length) throws InvalidBufferOffsetException {
        check(offset, length);
        memory.copyOut(offset, target, targetOffset, length);
        Reference.reachabilityFence(memory);
    }

    @ExportMessage
    byte readBufferByte(long offset) throws InvalidBufferOffsetException {
        check(offset, Byte.BYTES);
        int value = memory.loadI32x8s(offset, 0);
        Reference.reachabilityFence(memory);
        return (byte) value;
    }

    @ExportMessage
    short readBufferShort(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        check(offset, Short.BYTES);
        short value = (short) memory.loadI32x16s(offset, 0);
        Reference.reachabilityFence(memory);
        return order == ByteOrder.LITTLE_ENDIAN ? value : Short.reverseBytes(value);
    }

    @ExportMessage
    int readBufferInt(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        check(offset, Integer.BYTES);
        int value = memory.loadI32(offset, 0);
        Reference.reachabilityFence(memory);
        return order == ByteOrder.LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
    }

    @ExportMessage
    long readBufferLong(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        check(offset, Long.BYTES);
        long value = memory.loadI64(offset, 0);
        Reference.reachabilityFence(memory);
        return order == ByteOrder.LITTLE_ENDIAN ? value : Long.reverseBytes(value);
    }

    @ExportMessage
    float readBufferFloat(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return Float.intBitsToFloat(readBufferInt(order, offset));
    }

    @ExportMessage
    double readBufferDouble(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return Double.longBitsToDouble(readBufferLong(order, offset));
    }

    @ExportMessage
    void writeBufferByte(long offset, byte value) throws InvalidBufferOffsetException {
        check(offset, Byte.BYTES);
        memory.storeI32x8(offset, 0, value);
        Reference.reachabilityFence(memory);
    }

    @ExportMessage
    void writeBufferShort(ByteOrder order, long offset, short value) throws InvalidBufferOffsetException {
        check(offset, Short.BYTES);
        memory.storeI32x16(offset, 0, order == ByteOrder.LITTLE_ENDIAN ? value : Short.reverseBytes(value));
        Reference.reachabilityFence(memory);
    }

    @ExportMessage
    void writeBufferInt(ByteOrder order, long offset, int value) throws InvalidBufferOffsetException {
        check(offset, Integer.BYTES);
        memory.storeI32(offset, 0, order == ByteOrder.LITTLE_ENDIAN ? value : Integer.reverseBytes(value));
        Reference.reachabilityFence(memory);
    }

    @ExportMessage
    void writeBufferLong(ByteOrder order, long offset, long value) throws InvalidBufferOffsetException {
        check(offset, Long.BYTES);
        memory.storeI64(offset, 0, order == ByteOrder.LITTLE_ENDIAN ? value : Long.reverseBytes(value));
        Reference.reachabilityFence(memory);
    }

    @ExportMessage
    void writeBufferFloat(ByteOrder order, long offset, float value) throws InvalidBufferOffsetException {
        writeBufferInt(order, offset, Float.floatToRawIntBits(value));
    }

    @ExportMessage
    void writeBufferDouble(ByteOrder order, long offset, double value) throws InvalidBufferOffsetException {
        writeBufferLong(order, offset, Double.doubleToRawLongBits(value));
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return memory.byteSize();
    }

    @ExportMessage(name = "isArrayElementReadable")
    @ExportMessage(name = "isArrayElementModifiable")
    boolean isElement(long index) {
        return index >= 0 && index < memory.byteSize();
    }

    @ExportMessage
    boolean isArrayElementInsertable(@SuppressWarnings("unused") long index) {
        return false;
    }

    @ExportMessage
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isElement(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        int value = memory.loadI32x8u(index, 0);
        Reference.reachabilityFence(memory);
        return value;
    }

    /** Takes a byte signed or unsigned, as i32 values are taken. */
    @ExportMessage
    @TruffleBoundary
    void writeArrayElement(long index, Object value) throws InvalidArrayIndexException, UnsupportedTypeException {
        if (!isElement(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        InteropLibrary interop = InteropLibrary.getUncached();
        try {
            int number = interop.asInt(value);
            if (number >= Byte.MIN_VALUE && number <= 0xFF) {
                memory.storeI32x8(index, 0, number);
                Reference.reachabilityFence(memory);
                return;
            }
        } catch (UnsupportedMessageException _) {
            // It is not a number: the same error as for a number that is no byte.
        }
        throw Refusals.leaving(UnsupportedTypeException.create(new Object[]{value}, Conversions.describe(value) + " is not a byte"), this, store());
    }

    @Override
    public String toString() {
        return "memory of " + memory.pages() + " pages";
    }
}
