package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.tilia.wasm.module.DataSegment;
import org.tilia.wasm.module.ElementSegment;
import org.tilia.wasm.module.Export;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

/**
 * An instance of a module (spec 4.2.5): argument 0 of the module's functions.
 *
 * <p>The arrays are filled while the instance is made and fixed afterwards. Operands that are unsigned in the spec come as
 * they are: {@code int} ones are read as unsigned, {@code long} ones are zero-extended or 64 bits wide.
 */
public final class Instance {

    private static final Object[] NO_ITEMS = {};

    /** The first memory, or null where there is none. */
    public final LinearMemory memory0;
    public final LinearMemory[] memories;
    public final TableInstance[] tables;
    public final GlobalInstance[] globals;
    public final TagInstance[] tags;
    /** The canonical types of the module, by type index. */
    public final DefinedType[] types;

    private final WasmModule module;
    private final WasmStore store;
    /** What it was made with, for another one like it. */
    private final List<External> imports;
    /** What it is a part of once it has started threads; otherwise null. */
    volatile GuestProgram program;
    private final WasmFunction[] functions;
    private final boolean[] droppedData;
    /** The items of element segments; null where not asked for yet, empty when dropped. */
    private final Object[][] elements;

    /** An instance whose memories are given and whose other parts are to be filled in. */
    Instance(WasmModule module, WasmStore store, List<External> imports, LinearMemory[] memories) {
        Module definition = module.definition();
        this.module = module;
        this.store = store;
        this.imports = imports;
        this.memories = memories;
        this.memory0 = memories.length == 0 ? null : memories[0];
        this.tables = new TableInstance[definition.tables().size()];
        this.globals = new GlobalInstance[definition.globals().size()];
        this.tags = new TagInstance[definition.tags().size()];
        this.types = module.types();
        this.functions = new WasmFunction[definition.functionTypes().length];
        this.droppedData = new boolean[definition.data().size()];
        this.elements = new Object[definition.elements().size()][];
    }

    public WasmModule module() {
        return module;
    }

    List<External> imports() {
        return imports;
    }

    /** The state of the context that the instance belongs to. */
    public WasmStore store() {
        return store;
    }

    /** A function by its index, imports first; always the same object for the same index. */
    public WasmFunction function(int index) {
        WasmFunction function = functions[index];
        return function != null ? function : createFunction(index);
    }

    /** An imported function, which is always there: so a loop that calls it has nothing but a read. */
    public WasmFunction importedFunction(int index) {
        return functions[index];
    }

    @TruffleBoundary
    private WasmFunction createFunction(int index) {
        synchronized (functions) {
            if (functions[index] == null) {
                functions[index] = new WasmFunction(module.functionType(index), this, module.code(index));
            }
            return functions[index];
        }
    }

    /** The code of a function that the module defines; called by compiled code where a function stays interpreted. */
    public FunctionCode code(int index) {
        return module.code(index);
    }

    /** Binds an imported function. */
    void bind(int index, WasmFunction function) {
        functions[index] = function;
    }

    /** The memory that the host takes the program's pointers for: the one that it exports as such, else its first; or null. */
    public LinearMemory programMemory() {
        return export("memory") instanceof LinearMemory exported ? exported : memory0;
    }

    /** What an export stands for, or null where there is no such export. */
    public StoreObject export(String name) {
        Export export = module.exports().get(name);
        return export == null ? null : external(export);
    }

    private StoreObject external(Export export) {
        int index = export.index();
        return switch (export.kind()) {
            case FUNCTION -> function(index);
            case TABLE -> tables[index];
            case MEMORY -> memories[index];
            case GLOBAL -> globals[index];
            case TAG -> tags[index];
        };
    }

    /** {@code memory.init}: copies a part of a data segment. */
    @TruffleBoundary
    public void memoryInit(int memory, int segment, long target, int source, int count) {
        int from = dataPosition(segment, source, count, TrapKind.MEMORY_OUT_OF_BOUNDS);
        memories[memory].copyIn(target, module.definition().bytes(), from, count);
    }

    /**
     * Where a part of a data segment begins in the module's bytes.
     *
     * @param outside the trap where the part leaves the segment
     */
    public int dataPosition(int segment, int source, long count, TrapKind outside) {
        DataSegment data = module.definition().data().get(segment);
        int length = droppedData[segment] ? 0 : data.length();
        if (Sizes.isOutside(Integer.toUnsignedLong(source), count, length)) {
            throw Trap.of(outside, "the data segment has " + length + " bytes");
        }
        return data.start() + source;
    }

    /** {@code data.drop}. */
    public void dataDrop(int segment) {
        droppedData[segment] = true;
    }

    /** {@code table.init}: copies a part of an element segment. */
    @TruffleBoundary
    public void tableInit(int table, int segment, long target, int source, int count) {
        tables[table].init(target, elements(segment), source, count);
    }

    /** {@code elem.drop}. */
    @TruffleBoundary
    public void elementDrop(int segment) {
        synchronized (elements) {
            elements[segment] = NO_ITEMS;
        }
    }

    /** The items of an element segment, none when it has been dropped; not to be modified. */
    public Object[] elements(int segment) {
        Object[] items = elements[segment];
        return items != null ? items : functionItems(segment);
    }

    /** Sets the items of a segment that is given by expressions. */
    void setElements(int segment, Object[] items) {
        elements[segment] = items;
    }

    @TruffleBoundary
    private Object[] functionItems(int segment) {
        synchronized (elements) {
            if (elements[segment] == null) {
                ElementSegment definition = module.definition().elements().get(segment);
                Object[] items = new Object[definition.size()];
                for (int i = 0; i < items.length; i++) {
                    items[i] = function(definition.functions()[i]);
                }
                // Who finds the array without the lock finds it filled.
                VarHandle.releaseFence();
                elements[segment] = items;
            }
            return elements[segment];
        }
    }

    /** {@code memory.copy}. */
    @TruffleBoundary
    public void memoryCopy(int targetMemory, int sourceMemory, long target, long source, long count) {
        memories[targetMemory].copy(target, memories[sourceMemory], source, count);
    }

    /** {@code table.copy}. */
    @TruffleBoundary
    public void tableCopy(int targetTable, int sourceTable, long target, long source, long count) {
        tables[targetTable].copy(target, tables[sourceTable], source, count);
    }
}
