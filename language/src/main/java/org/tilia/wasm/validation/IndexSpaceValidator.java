package org.tilia.wasm.validation;

import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.GlobalType;
import org.tilia.wasm.module.Limits;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.TableType;
import org.tilia.wasm.module.TagType;
import org.tilia.wasm.module.ValueType;

/** Validates the types of functions, tables, memories, globals and tags, imported or defined (spec 3.2.12 to 3.2.17). */
final class IndexSpaceValidator {

    private static final long MAXIMUM_TABLE_32 = 0xFFFF_FFFFL;

    private final TypeContext types;

    private IndexSpaceValidator(TypeContext types) {
        this.types = types;
    }

    static void validate(Module module, TypeContext types) {
        IndexSpaceValidator validator = new IndexSpaceValidator(types);
        for (int function : module.functionTypes()) {
            validator.function(function);
        }
        module.tables().forEach(validator::table);
        module.memories().forEach(validator::memory);
        module.globals().forEach(validator::global);
        module.tags().forEach(validator::tag);
    }

    private void function(int type) {
        types.check(type, -1);
        if (!types.isFunction(type)) {
            throw invalid("type mismatch: a function has the type " + type + ", which is no function type");
        }
    }

    private void table(TableType table) {
        checkKnown(table.element());
        if (table.address() == AddressType.I32) {
            checkSize(table.limits(), MAXIMUM_TABLE_32, "table size must be at most 2^32-1 elements");
        }
        checkRange(table.limits());
    }

    private void memory(MemoryType memory) {
        int pageSize = memory.pageSizeLog2();
        if (pageSize != 0 && pageSize != MemoryType.DEFAULT_PAGE_SIZE_LOG2) {
            throw invalid("invalid custom page size: 2 to the power of " + pageSize + ", which is neither 1 nor 65536");
        }
        if (memory.address() == AddressType.I32) {
            // the address space, but its size must be a 32-bit number itself
            checkSize(memory.limits(), pageSize == 0 ? 0xFFFF_FFFFL : 1L << 32 - pageSize, pageSize == 0
                            ? "memory size must be at most 2^32-1 pages (4GiB)"
                            : "memory size must be at most 65536 pages (4GiB)");
        } else {
            checkSize(memory.limits(), pageSize == 0 ? -1L : 1L << 64 - pageSize,
                            "memory size must be at most 2^48 pages (16EiB)");
        }
        checkRange(memory.limits());
        if (memory.shared() && !memory.limits().hasMaximum()) {
            throw invalid("shared memory must have maximum");
        }
    }

    private void global(GlobalType global) {
        checkKnown(global.value());
    }

    private void tag(TagType tag) {
        types.check(tag.typeIndex(), -1);
        if (!(types.composite(tag.typeIndex()) instanceof FunctionType type)) {
            throw invalid("type mismatch: a tag has the type " + tag.typeIndex() + ", which is no function type");
        }
        if (!type.results().isEmpty()) {
            throw invalid("non-empty tag result type: " + type);
        }
    }

    private void checkKnown(ValueType type) {
        if (type instanceof ReferenceType reference) {
            types.check(reference.heap(), -1);
        }
    }

    private static void checkSize(Limits limits, long maximum, String message) {
        if (Long.compareUnsigned(limits.minimum(), maximum) > 0) {
            throw invalid(message + ", not " + Long.toUnsignedString(limits.minimum()));
        }
        if (limits.hasMaximum() && Long.compareUnsigned(limits.maximum(), maximum) > 0) {
            throw invalid(message + ", not " + Long.toUnsignedString(limits.maximum()));
        }
    }

    private static void checkRange(Limits limits) {
        if (limits.hasMaximum() && Long.compareUnsigned(limits.minimum(), limits.maximum()) > 0) {
            throw invalid("size minimum must not be greater than maximum: " + Long.toUnsignedString(limits.minimum())
                            + " and " + Long.toUnsignedString(limits.maximum()));
        }
    }

    private static ModuleException invalid(String message) {
        return ModuleException.invalid(message, -1);
    }
}
