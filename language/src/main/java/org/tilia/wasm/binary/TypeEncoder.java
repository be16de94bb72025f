package org.tilia.wasm.binary;

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
import org.tilia.wasm.module.NumberType;
import org.tilia.wasm.module.PackedType;
import org.tilia.wasm.module.RecursiveType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.StorageType;
import org.tilia.wasm.module.StructType;
import org.tilia.wasm.module.SubType;
import org.tilia.wasm.module.TableType;
import org.tilia.wasm.module.TypeIndex;
import org.tilia.wasm.module.TypeReader;
import org.tilia.wasm.module.ValueType;

/** Types in the binary format (spec 5.3), written to a {@link BinaryWriter}. */
public final class TypeEncoder {

    private TypeEncoder() {
    }

    /** A heap type (spec 5.3.3). */
    public static void heapType(BinaryWriter out, HeapType type) {
        switch (type) {
            case AbstractHeapType shorthand -> out.u8(shorthand.code());
            case TypeIndex defined -> out.signed(Integer.toUnsignedLong(defined.index()));
        }
    }

    /** A value type in its shortest form (spec 5.3.5). */
    public static void valueType(BinaryWriter out, ValueType type) {
        switch (type) {
            case NumberType number -> out.u8(number.code());
            case ReferenceType(boolean nullable, AbstractHeapType heap) when nullable -> out.u8(heap.code());
            case ReferenceType(boolean nullable, HeapType heap) -> {
                out.u8(nullable ? TypeReader.REF_NULL : TypeReader.REF);
                heapType(out, heap);
            }
        }
    }

    /** The type of a field or an element (spec 5.3.8). */
    public static void fieldType(BinaryWriter out, FieldType field) {
        storageType(out, field.storage());
        out.u8(field.mutable() ? 1 : 0);
    }

    private static void storageType(BinaryWriter out, StorageType type) {
        switch (type) {
            case PackedType packed -> out.u8(packed.code());
            case ValueType value -> valueType(out, value);
        }
    }

    /** A group of type definitions (spec 5.3.9), in the short form where there is one only. */
    public static void recursiveType(BinaryWriter out, RecursiveType group) {
        if (group.members().size() != 1) {
            out.u8(TypeDecoder.RECURSIVE);
            out.u32(group.members().size());
        }
        group.members().forEach(member -> subType(out, member));
    }

    /** A type definition, in the short form where it is final and has no supertype. */
    private static void subType(BinaryWriter out, SubType type) {
        if (!type.isFinal() || !type.supertypes().isEmpty()) {
            out.u8(type.isFinal() ? TypeDecoder.SUB_FINAL : TypeDecoder.SUB);
            out.u32(type.supertypes().size());
            type.supertypes().forEach(out::u32);
        }
        compositeType(out, type.composite());
    }

    private static void compositeType(BinaryWriter out, CompositeType type) {
        switch (type) {
            case FunctionType function -> {
                out.u8(TypeDecoder.FUNCTION);
                out.u32(function.parameters().size());
                function.parameters().forEach(parameter -> valueType(out, parameter));
                out.u32(function.results().size());
                function.results().forEach(result -> valueType(out, result));
            }
            case StructType struct -> {
                out.u8(TypeDecoder.STRUCT);
                out.u32(struct.fields().size());
                struct.fields().forEach(field -> fieldType(out, field));
            }
            case ArrayType array -> {
                out.u8(TypeDecoder.ARRAY);
                fieldType(out, array.element());
            }
        }
    }

    /** A memory's type (spec 5.3.11), with the page size behind the limits where it is not the usual one. */
    public static void memoryType(BinaryWriter out, MemoryType type) {
        boolean customPage = type.pageSizeLog2() != MemoryType.DEFAULT_PAGE_SIZE_LOG2;
        limits(out, type.address(), type.limits(), (type.shared() ? 0x02 : 0) | (customPage ? 0x08 : 0));
        if (customPage) {
            out.u32(type.pageSizeLog2());
        }
    }

    /** A table's type (spec 5.3.12). */
    public static void tableType(BinaryWriter out, TableType type) {
        valueType(out, type.element());
        limits(out, type.address(), type.limits(), 0);
    }

    /** A global's type (spec 5.3.13). */
    public static void globalType(BinaryWriter out, GlobalType type) {
        valueType(out, type.value());
        out.u8(type.mutable() ? 1 : 0);
    }

    private static void limits(BinaryWriter out, AddressType address, Limits limits, int flags) {
        out.u8(flags | (limits.hasMaximum() ? 0x01 : 0) | (address == AddressType.I64 ? 0x04 : 0));
        out.u64(limits.minimum());
        if (limits.hasMaximum()) {
            out.u64(limits.maximum());
        }
    }
}
