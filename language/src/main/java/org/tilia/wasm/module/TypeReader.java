package org.tilia.wasm.module;

/**
 * Reads types in the binary format (spec 5.3). Type indices are not checked: that is validation. Common reference types
 * are read without allocation.
 */
public class TypeReader extends ByteReader {

    /** In front of a heap type, the nullable reference to it. */
    public static final int REF_NULL = 0x63;
    /** In front of a heap type, the reference to it without null. */
    public static final int REF = 0x64;

    private static final NumberType[] NUMBERS = new NumberType[0x80];
    private static final PackedType[] PACKED = new PackedType[0x80];
    private static final ReferenceType[] ABSTRACT = new ReferenceType[0x80];

    static {
        for (NumberType type : NumberType.values()) {
            NUMBERS[type.code()] = type;
        }
        for (PackedType type : PackedType.values()) {
            PACKED[type.code()] = type;
        }
        for (AbstractHeapType heap : AbstractHeapType.values()) {
            ABSTRACT[heap.code()] = new ReferenceType(true, heap);
        }
    }

    private static <T> T find(T[] byCode, int code) {
        return code < byCode.length ? byCode[code] : null;
    }

    public TypeReader(byte[] bytes, int start, int end) {
        super(bytes, start, end);
    }

    /** A value type (spec 5.3.5). */
    public final ValueType readValueType() {
        int at = position();
        int code = u8();
        NumberType number = find(NUMBERS, code);
        return number != null ? number : readReferenceType(code, at, "malformed value type");
    }

    /** A reference type (spec 5.3.4). */
    public final ReferenceType readReferenceType() {
        int at = position();
        return readReferenceType(u8(), at, "malformed reference type");
    }

    /** A heap type (spec 5.3.3). */
    public final HeapType readHeapType() {
        int at = position();
        int first = peek();
        ReferenceType shorthand = find(ABSTRACT, first);
        if (shorthand != null) {
            u8();
            return shorthand.heap();
        }
        long index = s33();
        if (index < 0) {
            throw malformed("malformed heap type", first, at);
        }
        return new TypeIndex((int) index);
    }

    /** A storage type (spec 5.3.9). */
    public final StorageType readStorageType() {
        PackedType packed = find(PACKED, peek());
        if (packed == null) {
            return readValueType();
        }
        u8();
        return packed;
    }

    /** Whether what follows may be changed (spec 5.3.9). */
    public final boolean readMutability() {
        int at = position();
        int code = u8();
        if (code > 1) {
            throw malformed("malformed mutability", code, at);
        }
        return code == 1;
    }

    private ReferenceType readReferenceType(int code, int at, String message) {
        ReferenceType shorthand = find(ABSTRACT, code);
        if (shorthand != null) {
            return shorthand;
        }
        if (code != REF && code != REF_NULL) {
            throw malformed(message, code, at);
        }
        return new ReferenceType(code == REF_NULL, readHeapType());
    }

    /** A fault of one byte that has no meaning where it stands. */
    protected static ModuleException malformed(String message, int code, int at) {
        return ModuleException.malformed(message + ": 0x" + Integer.toHexString(code), at);
    }
}
