package org.tilia.wasm.validation;

import java.util.EnumSet;
import java.util.Set;
import org.tilia.wasm.module.AbstractHeapType;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.ArrayType;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.FieldType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.HeapType;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.module.NumberType;
import org.tilia.wasm.module.PackedType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.StorageType;
import org.tilia.wasm.module.StructType;
import org.tilia.wasm.module.SubType;
import org.tilia.wasm.module.TableType;
import org.tilia.wasm.module.TypeIndex;
import org.tilia.wasm.module.ValueType;

/** Collects which features a module needs. */
final class FeatureSet {

    private long bits;

    void add(Feature feature) {
        bits |= 1L << feature.ordinal();
    }

    Set<Feature> toSet() {
        EnumSet<Feature> set = EnumSet.noneOf(Feature.class);
        for (Feature feature : Feature.values()) {
            if ((bits >> feature.ordinal() & 1) != 0) {
                set.add(feature);
            }
        }
        return set;
    }

    void add(SubType type) {
        if (!type.isFinal() || !type.supertypes().isEmpty()) {
            add(Feature.GC);
        }
        switch (type.composite()) {
            case FunctionType function -> {
                if (function.results().size() > 1) {
                    add(Feature.MULTI_VALUE);
                }
                function.parameters().forEach(this::add);
                function.results().forEach(this::add);
            }
            case StructType struct -> {
                add(Feature.GC);
                struct.fields().forEach(this::add);
            }
            case ArrayType array -> {
                add(Feature.GC);
                add(array.element());
            }
        }
    }

    private void add(FieldType field) {
        add(field.storage());
    }

    void add(TableType type) {
        addAddress(type.address());
        // tables of functions have always been there
        if (!type.element().equals(ReferenceType.FUNCREF)) {
            add(Feature.REFERENCE_TYPES);
            add(type.element());
        }
    }

    void add(MemoryType type) {
        addAddress(type.address());
        if (type.shared()) {
            add(Feature.THREADS);
        }
        if (type.pageSizeLog2() != MemoryType.DEFAULT_PAGE_SIZE_LOG2) {
            add(Feature.CUSTOM_PAGE_SIZES);
        }
    }

    private void addAddress(AddressType address) {
        if (address == AddressType.I64) {
            add(Feature.MEMORY64);
        }
    }

    private void add(StorageType type) {
        switch (type) {
            case PackedType packed -> add(Feature.GC);
            case ValueType value -> add(value);
        }
    }

    void add(ValueType type) {
        switch (type) {
            case NumberType number -> {
                if (number == NumberType.V128) {
                    add(Feature.SIMD);
                }
            }
            case ReferenceType reference -> {
                if (!reference.nullable()) {
                    add(Feature.FUNCTION_REFERENCES);
                }
                add(reference.heap());
            }
        }
    }

    void add(HeapType heap) {
        switch (heap) {
            case TypeIndex index -> add(Feature.FUNCTION_REFERENCES);
            case AbstractHeapType known -> add(switch (known) {
                case FUNC, EXTERN -> Feature.REFERENCE_TYPES;
                case EXN, NOEXN -> Feature.EXCEPTIONS;
                case NOFUNC, NOEXTERN, ANY, EQ, I31, STRUCT, ARRAY, NONE -> Feature.GC;
            });
        }
    }
}
