package org.tilia.wasm.validation;

import java.util.BitSet;
import java.util.Locale;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.Export;
import org.tilia.wasm.module.GlobalType;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.module.TableType;

/**
 * What code can name (spec 3.1.1): the index spaces of the module as {@link TypeCode}s. Its types are checked by
 * {@link ModuleValidator} before any code is.
 */
final class ModuleContext {

    private final Module module;
    private final ModuleLimits limits;
    private final TypeContext types;
    private final FeatureSet features = new FeatureSet();
    private final BitSet declaredFunctions = new BitSet();
    private final int[] memoryAddresses;
    private final int[] tableAddresses;
    private final int[] tableElements;
    private final int[] globals;
    private final int[] elements;
    private int visibleGlobals;

    /** A context of index spaces whose types are known to be valid. */
    ModuleContext(Module module, ModuleLimits limits, TypeContext types) {
        this.module = module;
        this.limits = limits;
        this.types = types;
        this.memoryAddresses = module.memories().stream().map(MemoryType::address).mapToInt(ModuleContext::code)
                        .toArray();
        this.tableAddresses = module.tables().stream().map(TableType::address).mapToInt(ModuleContext::code).toArray();
        this.tableElements = module.tables().stream().mapToInt(table -> types.code(table.element())).toArray();
        this.globals = module.globals().stream().mapToInt(this::global).toArray();
        this.elements = module.elements().stream().mapToInt(segment -> types.code(segment.type())).toArray();
        this.visibleGlobals = globals.length;
    }

    private static int code(AddressType address) {
        return TypeCode.code(address.valueType());
    }

    private int global(GlobalType global) {
        return types.code(global.value()) | (global.mutable() ? TypeCode.MUTABLE : 0);
    }

    Module module() {
        return module;
    }

    ModuleLimits limits() {
        return limits;
    }

    TypeContext types() {
        return types;
    }

    FeatureSet features() {
        return features;
    }

    /** Functions that the module names outside of code, which alone code may make references to (spec 3.1.1). */
    BitSet declaredFunctions() {
        return declaredFunctions;
    }

    private static void check(int index, int count, String what, Place place) {
        if (Integer.compareUnsigned(index, count) >= 0) {
            throw place.invalid("unknown " + what + " " + Integer.toUnsignedString(index));
        }
    }

    /** The type index of a function. */
    int functionType(int index, Place place) {
        int[] functions = module.functionTypes();
        check(index, functions.length, "function", place);
        return functions[index];
    }

    /** The type of a memory's addresses. */
    int memoryAddress(int index, Place place) {
        check(index, memoryAddresses.length, "memory", place);
        return memoryAddresses[index];
    }

    /** The type of a table's addresses. */
    int tableAddress(int index, Place place) {
        check(index, tableAddresses.length, "table", place);
        return tableAddresses[index];
    }

    /** The type of a table's elements. */
    int tableElement(int index, Place place) {
        check(index, tableElements.length, "table", place);
        return tableElements[index];
    }

    /** The type of a global, with {@link TypeCode#MUTABLE} where it is. */
    int global(int index, Place place) {
        check(index, visibleGlobals, "global", place);
        return globals[index];
    }

    /** Lets code name only so many globals. */
    void setVisibleGlobals(int count) {
        visibleGlobals = count;
    }

    /** The type index of a tag. */
    int tagType(int index, Place place) {
        check(index, module.tags().size(), "tag", place);
        return module.tags().get(index).typeIndex();
    }

    /** The type of an element segment. */
    int element(int index, Place place) {
        check(index, elements.length, "elem segment", place);
        return elements[index];
    }

    /** Refuses an index that names no data segment, or any without a data count section (spec 5.5.16). */
    void checkData(int index, Place place) {
        if (!module.hasDataCount()) {
            throw ModuleException.malformed("data count section required: code names data segment "
                            + Integer.toUnsignedString(index) + place.describe(), place.offset());
        }
        check(index, module.data().size(), "data segment", place);
    }

    /** Refuses an export of something that does not exist. */
    void checkExport(Export export) {
        int count = switch (export.kind()) {
            case FUNCTION -> module.functionTypes().length;
            case TABLE -> module.tables().size();
            case MEMORY -> module.memories().size();
            case GLOBAL -> module.globals().size();
            case TAG -> module.tags().size();
        };
        check(export.index(), count, export.kind().name().toLowerCase(Locale.ROOT),
                        Place.of("export \"" + export.name() + '"'));
    }
}
