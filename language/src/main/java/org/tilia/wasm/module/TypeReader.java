package org.tilia.wasm.module;

/**
 * Reads types in the binary format (spec 5.3). Type indices are not checked: that is validation. Common reference types
 * are read without allocation.
 */
public class TypeReader extends ByteReader {

    private static final int REF_NULL = 0x63;
    private static final int REF = 0x64;
    private static final int FIRST_ABSTRACT = 0x69;
    /** By code, from {@link #FIRST_ABSTRACT}. */
    private static final ReferenceType[] ABSTRACT = {nullable(AbstractHeapType.EXN), nullable(AbstractHeapType.ARRAY),
                    nullable(AbstractHeapType.STRUCT), nullable(AbstractHeapType.I31), nullable(AbstractHeapType.EQ),
                    nullable(AbstractHeapType.ANY), ReferenceType.EXTERNREF, ReferenceType.FUNCREF,
                    nullable(AbstractHeapType.NONE), nullable(AbstractHeapType.NOEXTERN),
                    nullable(AbstractHeapType.NOFUNC), nullable(AbstractHeapType.NOEXN)};

    private static ReferenceType nullable(HeapType heap) {
        return new ReferenceType(true, heap);
    }

    public TypeReader(byte[] bytes, int start, int end) {
        super(bytes, start, end);
    }

    /** A value type (spec 5.3.5). */
    public final ValueType readValueType() {
        int at = position();
        int code = u8();
        return switch (code) {
            case 0x7F -> NumberType.I32;
            case 0x7E -> NumberType.I64;
            case 0x7D -> NumberType.F32;
            case 0x7C -> NumberType.F64;
            case 0x7B -> NumberType.V128;
            default -> readReferenceType(code, at, "malformed value type");
        };
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
        if (isAbstract(first)) {
            u8();
            return ABSTRACT[first - FIRST_ABSTRACT].heap();
        }
        long index = s33();
        if (index < 0) {
            throw malformed("malformed heap type", first, at);
        }
        return new TypeIndex((int) index);
    }

    /** A storage type (spec 5.3.9). */
    public final StorageType readStorageType() {
        switch (peek()) {
            case 0x78:
                u8();
                return PackedType.I8;
            case 0x77:
                u8();
                return PackedType.I16;
            default:
                return readValueType();
        }
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
        if (isAbstract(code)) {
            return ABSTRACT[code - FIRST_ABSTRACT];
        }
        if (code != REF && code != REF_NULL) {
            throw malformed(message, code, at);
        }
        return new ReferenceType(code == REF_NULL, readHeapType());
    }

    private static boolean isAbstract(int code) {
        return code >= FIRST_ABSTRACT && code < FIRST_ABSTRACT + ABSTRACT.length;
    }

    /** A fault of one byte that has no meaning where it stands. */
    protected static ModuleException malformed(String message, int code, int at) {
        return ModuleException.malformed(message + ": 0x" + Integer.toHexString(code), at);
    }
}
