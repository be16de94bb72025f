package org.tilia.wasm.validation;

import java.util.List;
import java.util.function.BiConsumer;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.Limits;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.module.LoadPoll;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.TableType;
import org.tilia.wasm.module.TagType;
import org.tilia.wasm.module.ValueType;

/** Validates the types of functions, tables, memories, globals and tags, imported or defined (spec 3.2.12 to 3.2.17). */
final class IndexSpaceValidator {

    private static final long MAXIMUM_TABLE_32 = 0xFFFF_FFFFL;

    private final TypeContext types;
    private final LoadPoll poll;

    private IndexSpaceValidator(TypeContext types, LoadPoll poll) {
        this.types = types;
        this.poll = poll;
    }

    static void validate(Module module, TypeContext types, LoadPoll poll) {
        IndexSpaceValidator validator = new IndexSpaceValidator(types, poll);
        int[] functions = module.functionTypes();
        for (int i = 0; i < functions.length; i++) {
            poll.item();
            validator.function(functions[i], i);
        }
        validator.all("table", module.tables(), validator::table);
        validator.all("memory", module.memories(), validator::memory);
        validator.all("global", module.globals(), (global, place) -> validator.known(global.value(), place));
        validator.all("tag", module.tags(), validator::tag);
        validator.all("element segment", module.elements(), (segment, place) -> validator.known(segment.type(), place));
    }

    private <T> void all(String kind, List<T> items, BiConsumer<T, Place> check) {
        for (int i = 0; i < items.size(); i++) {
            poll.item();
            check.accept(items.get(i), Place.of(kind, i));
        }
    }

    private void function(int type, int function) {
        if (!types.isKnown(type)) {
            types.check(type, Place.of("function", function));
        }
        if (!types.isFunction(type)) {
            throw Place.of("function", function).invalid("type mismatch: type " + type + " is no function type");
        }
    }

    private void table(TableType table, Place place) {
        known(table.element(), place);
        if (table.address() == AddressType.I32) {
            checkSize(table.limits(), MAXIMUM_TABLE_32, "table size must be at most 2^32-1 elements", place);
        }
        checkRange(table.limits(), place);
    }

    private void memory(MemoryType memory, Place place) {
        int pageSize = memory.pageSizeLog2();
        if (pageSize != 0 && pageSize != MemoryType.DEFAULT_PAGE_SIZE_LOG2) {
            throw place.invalid("invalid custom page size: 2 to the power of " + pageSize
                            + ", which is neither 1 nor 65536");
        }
        if (memory.address() == AddressType.I32) {
            // the whole address space, but the size is a 32-bit number itself
            checkSize(memory.limits(), pageSize == 0 ? 0xFFFF_FFFFL : 1L << 32 - pageSize, pageSize == 0
                            ? "memory size must be at most 2^32-1 pages (4GiB)"
                            : "memory size must be at most 65536 pages (4GiB)", place);
        } else if (pageSize != 0) {
            checkSize(memory.limits(), 1L << 64 - pageSize, "memory size must be at most 2^48 pages (16EiB)", place);
        }
        checkRange(memory.limits(), place);
        if (memory.shared() && !memory.limits().hasMaximum()) {
            throw place.invalid("shared memory must have maximum");
        }
    }

    private void tag(TagType tag, Place place) {
        types.check(tag.typeIndex(), place);
        if (!(types.composite(tag.typeIndex()) instanceof FunctionType type)) {
            throw place.invalid("type mismatch: type " + tag.typeIndex() + " is no function type");
        }
        if (!type.results().isEmpty()) {
            throw place.invalid("non-empty tag result type: " + type);
        }
    }

    private void known(ValueType type, Place place) {
        if (type instanceof ReferenceType reference) {
            types.check(reference.heap(), place);
        }
    }

    private static void checkSize(Limits limits, long maximum, String message, Place place) {
        if (Long.compareUnsigned(limits.minimum(), maximum) > 0) {
            throw place.invalid(message + ", not " + Long.toUnsignedString(limits.minimum()));
        }
        if (limits.hasMaximum() && Long.compareUnsigned(limits.maximum(), maximum) > 0) {
            throw place.invalid(message + ", not " + Long.toUnsignedString(limits.maximum()));
        }
    }

    private static void checkRange(Limits limits, Place place) {
        if (limits.hasMaximum() && Long.compareUnsigned(limits.minimum(), limits.maximum()) > 0) {
            throw place.invalid("size minimum must not be greater than maximum: " + Long.toUnsignedString(limits.minimum())
                            + " and " + Long.toUnsignedString(limits.maximum()));
        }
    }
}
