package org.tilia.wasm.interop;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.InvalidBufferOffsetException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.memory.ByteArraySupport;
import java.nio.ByteOrder;

/** A part of a module's bytes, to be read as a buffer or as an array of bytes. */
@ExportLibrary(InteropLibrary.class)
final class BytesObject implements TruffleObject {

    private final byte[] bytes;
    private final int start;
    private final int size;

    BytesObject(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.size = end - start;
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return size;
    }

    @ExportMessage
    boolean isArrayElementReadable(long index) {
        return index >= 0 && index < size;
    }

    @ExportMessage
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return Byte.toUnsignedInt(bytes[start + (int) index]);
    }

    @ExportMessage
    boolean hasBufferElements() {
        return true;
    }

    @ExportMessage
    long getBufferSize() {
        return size;
    }

    private int position(long offset, int width) throws InvalidBufferOffsetException {
        if (offset < 0 || offset > size - width) {
            throw InvalidBufferOffsetException.create(offset, width);
        }
        return start + (int) offset;
    }

    private static ByteArraySupport support(ByteOrder order) {
        return order == ByteOrder.LITTLE_ENDIAN ? ByteArraySupport.littleEndian() : ByteArraySupport.bigEndian();
    }

    @ExportMessage
    void readBuffer(long offset, byte[] target, int targetOffset, int length) throws InvalidBufferOffsetException {
        System.arraycopy(bytes, position(offset, length), target, targetOffset, length);
    }

    @ExportMessage
    byte readBufferByte(long offset) throws InvalidBufferOffsetException {
        return bytes[position(offset, Byte.BYTES)];
    }

    @ExportMessage
    short readBufferShort(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return support(order).getShort(bytes, position(offset, Short.BYTES));
    }

    @ExportMessage
    int readBufferInt(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return support(order).getInt(bytes, position(offset, Integer.BYTES));
    }

    @ExportMessage
    long readBufferLong(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return support(order).getLong(bytes, position(offset, Long.BYTES));
    }

    @ExportMessage
    float readBufferFloat(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return support(order).getFloat(bytes, position(offset, Float.BYTES));
    }

    @ExportMessage
    double readBufferDouble(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return support(order).getDouble(bytes, position(offset, Double.BYTES));
    }
}
