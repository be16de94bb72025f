package org.tilia.wasm.text;

import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.binary.BinaryWriter;
import org.tilia.wasm.binary.TypeEncoder;
import org.tilia.wasm.module.AbstractHeapType;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.ArrayType;
import org.tilia.wasm.module.CompositeType;
import org.tilia.wasm.module.FieldType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.GlobalType;
import org.tilia.wasm.module.HeapType;
import org.tilia.wasm.module.Limits;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.module.PackedType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.StorageType;
import org.tilia.wasm.module.StructType;
import org.tilia.wasm.module.SubType;
import org.tilia.wasm.module.TypeIndex;
import org.tilia.wasm.module.ValueType;

/** Types (spec 6.4) and type uses (spec 6.6.4). */
final class TypeParser {

    private final TokenReader in;
    private final TypeSpace types;

    TypeParser(TokenReader in, TypeSpace types) {
        this.in = in;
        this.types = types;
    }

    /** Whether a value type comes next. */
    boolean atValueType() {
        return in.atOpen("ref") || (in.at(TokenKind.KEYWORD) && Keywords.valueType(in.tokens().text(in.position())) != null);
    }

    ValueType valueType() {
        if (in.atOpen("ref")) {
            return referenceType();
        }
        ValueType type = in.at(TokenKind.KEYWORD) ? Keywords.valueType(in.tokens().text(in.position())) : null;
        if (type == null) {
            throw in.unexpected("a value type");
        }
        in.advance();
        return type;
    }

    ReferenceType referenceType() {
        if (in.acceptOpen("ref")) {
            boolean nullable = in.accept("null");
            HeapType heap = heapType();
            in.expectClose();
            return new ReferenceType(nullable, heap);
        }
        int token = in.position();
        if (atValueType() && valueType() instanceof ReferenceType type) {
            return type;
        }
        throw in.tokens().unexpected(token, "a reference type");
    }

    HeapType heapType() {
        if (in.atIndex()) {
            return new TypeIndex(types.names().index(in));
        }
        AbstractHeapType type = in.at(TokenKind.KEYWORD) ? Keywords.heapType(in.tokens().text(in.position())) : null;
        if (type == null) {
            throw in.unexpected("a heap type");
        }
        in.advance();
        return type;
    }

    // definitions

    /** A field {@code (type …)}, whose identifier is bound already. */
    SubType definition(int index) {
        in.expectOpen("type");
        skipIdentifier();
        SubType type = in.atOpen("sub") ? subType(index) : SubType.plain(compositeType(index));
        in.expectClose();
        return type;
    }

    private SubType subType(int index) {
        in.expectOpen("sub");
        boolean isFinal = in.accept("final");
        List<Integer> supertypes = new ArrayList<>();
        while (in.atIndex()) {
            supertypes.add(types.names().index(in));
        }
        CompositeType composite = compositeType(index);
        in.expectClose();
        return new SubType(isFinal, supertypes, composite);
    }

    private CompositeType compositeType(int index) {
        CompositeType type;
        if (in.acceptOpen("func")) {
            type = functionType(new NameSpace("parameter"));
        } else if (in.acceptOpen("struct")) {
            type = structType(index);
        } else if (in.acceptOpen("array")) {
            type = new ArrayType(fieldType());
        } else {
            in.expect(TokenKind.LEFT_PARENTHESIS, "a type");
            throw in.unexpected("func, struct or array");
        }
        in.expectClose();
        return type;
    }

    private StructType structType(int index) {
        List<FieldType> fields = new ArrayList<>();
        NameSpace names = types.fields(index);
        while (in.acceptOpen("field")) {
            if (in.at(TokenKind.IDENTIFIER)) {
                names.bind(in);
                fields.add(fieldType());
            } else {
                while (!in.at(TokenKind.RIGHT_PARENTHESIS)) {
                    names.bind(in);
                    fields.add(fieldType());
                }
            }
            in.expectClose();
        }
        return new StructType(fields);
    }

    private FieldType fieldType() {
        if (in.acceptOpen("mut")) {
            FieldType type = new FieldType(storageType(), true);
            in.expectClose();
            return type;
        }
        return new FieldType(storageType(), false);
    }

    private StorageType storageType() {
        PackedType packed = in.at(TokenKind.KEYWORD) ? Keywords.packedType(in.tokens().text(in.position())) : null;
        if (packed == null) {
            return valueType();
        }
        in.advance();
        return packed;
    }

    /** Parameters and results; identifiers are bound in {@code names}, or not allowed where that is null. */
    FunctionType functionType(NameSpace names) {
        List<ValueType> parameters = new ArrayList<>();
        List<ValueType> results = new ArrayList<>();
        while (in.acceptOpen("param")) {
            declarations(names, parameters);
        }
        while (in.acceptOpen("result")) {
            declarations(null, results);
        }
        if (in.atOpen("param")) {
            throw in.unexpected("no parameters behind results");
        }
        return new FunctionType(parameters, results);
    }

    /** The rest of {@code (param …)}, {@code (result …)} or {@code (local …)}: an identifier and a type, or types. */
    void declarations(NameSpace names, List<ValueType> declared) {
        if (names != null && in.at(TokenKind.IDENTIFIER)) {
            names.bind(in);
            declared.add(valueType());
        } else {
            while (!in.at(TokenKind.RIGHT_PARENTHESIS)) {
                if (names != null) {
                    names.bind(in);
                }
                declared.add(valueType());
            }
        }
        in.expectClose();
    }

    // type uses

    /** Gives the index of the type; parameters' identifiers are bound in {@code names}, or not allowed where that is null. */
    int typeUse(NameSpace names) {
        int reference = in.position();
        long explicit = explicitType();
        FunctionType inline = functionType(names);
        if (explicit < 0) {
            return types.implied(inline);
        }
        if (!inline.parameters().isEmpty() || !inline.results().isEmpty()) {
            requireSame(reference, (int) explicit, inline);
        }
        return (int) explicit;
    }

    /** A block's type in the binary format (spec 5.4.1), in the short form without parameters and with one result at most. */
    void blockType(BinaryWriter out) {
        int reference = in.position();
        boolean plain = !in.at(TokenKind.LEFT_PARENTHESIS);
        long explicit = plain ? -1 : explicitType();
        FunctionType inline = plain ? null : functionType(null);
        if (explicit >= 0) {
            if (!inline.parameters().isEmpty() || !inline.results().isEmpty()) {
                requireSame(reference, (int) explicit, inline);
            }
            out.signed(explicit);
        } else if (plain || (inline.parameters().isEmpty() && inline.results().isEmpty())) {
            out.u8(0x40);
        } else if (inline.parameters().isEmpty() && inline.results().size() == 1) {
            TypeEncoder.valueType(out, inline.results().getFirst());
        } else {
            out.signed(types.implied(inline));
        }
    }

    /** The index in {@code (type x)}, unsigned, or −1 where none is given. */
    private long explicitType() {
        if (!in.acceptOpen("type")) {
            return -1;
        }
        int index = types.names().index(in);
        in.expectClose();
        return Integer.toUnsignedLong(index);
    }

    private void requireSame(int reference, int index, FunctionType inline) {
        CompositeType defined = types.composite(index);
        if (defined == null) {
            throw in.tokens().error(reference, "unknown type " + Integer.toUnsignedString(index));
        }
        if (!inline.equals(defined)) {
            throw in.tokens().error(reference, "inline function type " + inline + " is not type " + index);
        }
    }

    // tables, memories and globals

    GlobalType globalType() {
        if (in.acceptOpen("mut")) {
            GlobalType type = new GlobalType(valueType(), true);
            in.expectClose();
            return type;
        }
        return new GlobalType(valueType(), false);
    }

    /** {@code i32} or {@code i64}, or nothing, which means i32. */
    AddressType addressType() {
        if (in.accept("i64")) {
            return AddressType.I64;
        }
        in.accept("i32");
        return AddressType.I32;
    }

    /** Sizes of 64 bits, whatever the address type; validation says which are too large. */
    Limits limits() {
        long minimum = in.u64();
        return in.at(TokenKind.NATURAL) ? Limits.between(minimum, in.u64()) : Limits.from(minimum);
    }

    /** The rest of a memory's type, behind its address type. */
    MemoryType memoryType(AddressType address) {
        Limits limits = limits();
        boolean shared = in.accept("shared");
        return new MemoryType(address, limits, shared, pageSizeLog2());
    }

    /** log2 of the page size in {@code (pagesize n)}, or of the usual one. */
    int pageSizeLog2() {
        if (!in.acceptOpen("pagesize")) {
            return MemoryType.DEFAULT_PAGE_SIZE_LOG2;
        }
        int token = in.position();
        int size = in.u32();
        if (Integer.bitCount(size) != 1) {
            String given = Integer.toUnsignedString(size);
            throw in.tokens().error(token, "invalid custom page size " + given + ", which is no power of two");
        }
        in.expectClose();
        return Integer.numberOfTrailingZeros(size);
    }

    /** Moves past an identifier that an earlier pass has bound. */
    void skipIdentifier() {
        in.identifier();
    }
}
