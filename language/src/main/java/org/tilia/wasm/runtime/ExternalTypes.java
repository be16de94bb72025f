package org.tilia.wasm.runtime;

import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.ExternalType;
import org.tilia.wasm.module.GlobalType;
import org.tilia.wasm.module.Limits;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.module.TableType;
import org.tilia.wasm.module.TagType;

/** The types of imports and exports: matching (spec 3.4) and words for messages. */
public final class ExternalTypes {

    private ExternalTypes() {
    }

    /** Whether an object may be imported as a type of the module. */
    static boolean matches(StoreObject object, ExternalType expected, DefinedType[] types) {
        return switch (expected) {
            case ExternalType.Function(int type) -> object instanceof WasmFunction function
                            && function.type().isSubtypeOf(types[type]);
            case TableType type -> object instanceof TableInstance table && tableMatches(table, type, types);
            case MemoryType type -> object instanceof LinearMemory memory && memoryMatches(memory, type);
            case GlobalType type -> object instanceof GlobalInstance global && globalMatches(global, type, types);
            case TagType(int type) -> object instanceof TagInstance tag && tag.type() == types[type];
        };
    }

    private static boolean tableMatches(TableInstance table, TableType expected, DefinedType[] types) {
        TableType declared = table.declaredType();
        return declared.address() == expected.address()
                        && limitsMatch(table.size(), declared.limits(), expected.limits())
                        && table.elementType().equals(ResolvedType.of(expected.element(), types));
    }

    private static boolean memoryMatches(LinearMemory memory, MemoryType expected) {
        MemoryType declared = memory.declaredType();
        return declared.address() == expected.address() && declared.shared() == expected.shared()
                        && declared.pageSizeLog2() == expected.pageSizeLog2()
                        && limitsMatch(memory.pages(), declared.limits(), expected.limits());
    }

    private static boolean limitsMatch(long size, Limits declared, Limits expected) {
        return Long.compareUnsigned(size, expected.minimum()) >= 0 && (!expected.hasMaximum()
                        || declared.hasMaximum() && Long.compareUnsigned(declared.maximum(), expected.maximum()) <= 0);
    }

    private static boolean globalMatches(GlobalInstance global, GlobalType expected, DefinedType[] types) {
        ResolvedType type = ResolvedType.of(expected.value(), types);
        return global.isMutable() == expected.mutable()
                        && (expected.mutable() ? global.type().equals(type) : global.type().matches(type));
    }

    /** A type of a module, in words. */
    public static String describe(ExternalType type, DefinedType[] types) {
        return switch (type) {
            case ExternalType.Function(int index) -> "a function " + types[index];
            case TableType table -> table(table.address(), table.limits(), ResolvedType.of(table.element(), types));
            case MemoryType memory -> memory(memory, memory.limits());
            case GlobalType global -> global(ResolvedType.of(global.value(), types), global.mutable());
            case TagType(int index) -> "a tag " + types[index];
        };
    }

    /** The type of an object, in words. */
    public static String describe(StoreObject object) {
        return switch (object) {
            case WasmFunction function -> "a function " + function.type();
            case TableInstance table -> table(table.declaredType().address(), current(table.declaredType().limits(), table.size()),
                            table.elementType());
            case LinearMemory memory -> memory(memory.declaredType(), current(memory.declaredType().limits(), memory.pages()));
            case GlobalInstance global -> global(global.type(), global.isMutable());
            case TagInstance tag -> "a tag " + tag.type();
        };
    }

    private static Limits current(Limits declared, long size) {
        return new Limits(size, declared.hasMaximum(), declared.maximum());
    }

    private static String table(AddressType address, Limits limits, ResolvedType element) {
        return "a table of " + element + " with " + range(limits) + " elements" + wide(address);
    }

    private static String memory(MemoryType type, Limits limits) {
        return (type.shared() ? "a shared memory of " : "a memory of ") + range(limits) + " pages"
                        + (type.pageSizeLog2() == MemoryType.DEFAULT_PAGE_SIZE_LOG2 ? "" : " of " + (1L << type.pageSizeLog2()) + " bytes")
                        + wide(type.address());
    }

    private static String wide(AddressType address) {
        return address == AddressType.I64 ? ", addressed by i64" : "";
    }

    private static String range(Limits limits) {
        String least = Long.toUnsignedString(limits.minimum());
        return limits.hasMaximum() ? least + " to " + Long.toUnsignedString(limits.maximum()) : "at least " + least;
    }

    private static String global(ResolvedType type, boolean mutable) {
        return (mutable ? "a mutable global of type " : "an immutable global of type ") + type;
    }
}
