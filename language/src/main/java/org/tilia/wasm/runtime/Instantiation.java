package org.tilia.wasm.runtime;

import com.oracle.truffle.api.TruffleSafepoint;
import java.util.List;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.ConstantExpression;
import org.tilia.wasm.module.DataSegment;
import org.tilia.wasm.module.ElementSegment;
import org.tilia.wasm.module.ExternalKind;
import org.tilia.wasm.module.Global;
import org.tilia.wasm.module.GlobalType;
import org.tilia.wasm.module.Import;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.SegmentMode;
import org.tilia.wasm.module.Table;
import org.tilia.wasm.module.ValueType;

/**
 * Makes an instance out of a module and imports that fit (spec 4.7.2, from step 5 on), in the spec's order. Between two of what
 * it makes, evaluates or copies it polls: a context that ends waits for none of a large module's instances.
 */
final class Instantiation {

    private final WasmModule module;
    private final Module definition;
    private final WasmStore store;
    private final List<External> imports;
    private final GuestProgram program;
    private final ThreadState thread;
    private Instance instance;

    /** @param program what the instance is a part of; or null */
    Instantiation(WasmModule module, WasmStore store, List<External> imports, GuestProgram program) {
        this.module = module;
        this.definition = module.definition();
        this.store = store;
        this.imports = imports;
        this.program = program;
        this.thread = store.thread();
    }

    Instance run() {
        instance = store.instanceBudget().isLimited() ? countedInstance() : new Instance(module, store, imports, memories());
        instance.program = program;
        bindImports();
        defineGlobals();
        defineTables();
        defineTags();
        evaluateElements();
        initializeTables();
        initializeMemories();
        start();
        return instance;
    }

    private Instance countedInstance() {
        Budget budget = store.instanceBudget();
        if (!budget.take(1)) {
            throw AllocationException.of("cannot make an instance of " + module.name() + ": the limit is " + budget.limit()
                            + " instances, and so many are in use (wasm.MaxInstances)");
        }
        Charge charge = new Charge(budget, 1);
        try {
            Instance made = new Instance(module, store, imports, memories());
            charge.endsWith(made);
            return made;
        } catch (RuntimeException | Error e) {
            // Besides what there is no room for, whatever a poll throws, of which some leave the context in use.
            charge.subtract(1);
            throw e;
        }
    }

    private LinearMemory[] memories() {
        LinearMemory[] memories = new LinearMemory[definition.memories().size()];
        int next = 0;
        for (External external : imports) {
            if (external instanceof External.Stored(LinearMemory memory)) {
                memories[next++] = memory;
            }
        }
        for (; next < memories.length; next++) {
            TruffleSafepoint.poll(null);
            memories[next] = module.engine().memoryKind().allocate(definition.memories().get(next), store.memoryBudget());
        }
        return memories;
    }

    private void bindImports() {
        int[] next = new int[ExternalKind.values().length];
        for (int i = 0; i < imports.size(); i++) {
            Import request = definition.imports().get(i);
            int index = next[request.type().kind().ordinal()]++;
            switch (imports.get(i)) {
                case External.Stored(WasmFunction function) -> instance.bind(index, function);
                case External.Stored(TableInstance table) -> instance.tables[index] = table;
                case External.Stored(GlobalInstance global) -> instance.globals[index] = global;
                case External.Stored(TagInstance tag) -> instance.tags[index] = tag;
                case External.Stored(LinearMemory _) -> { }
                case External.Host host -> instance.bind(index, hostFunction(index, host));
                case External.Unfit _ -> throw new AssertionError("the linker refuses it");
            }
        }
    }

    private WasmFunction hostFunction(int index, External.Host host) {
        if (host.function().hasNode()) {
            module.noteForeignImport(index);
        }
        HostCode code = new HostCode(host.name(), definition.functionType(index), host.function(), module.engine().hostEntries());
        return new WasmFunction(module.functionType(index), instance, code);
    }

    private void defineGlobals() {
        int first = definition.importedGlobals();
        for (int i = first; i < instance.globals.length; i++) {
            Global global = definition.globalDefinitions().get(i - first);
            GlobalType type = global.type();
            Object value = evaluate(global.initial(), type.value());
            instance.globals[i] = new GlobalInstance(ResolvedType.of(type.value(), instance.types), type.mutable(), value);
        }
    }

    private void defineTables() {
        int first = definition.importedTables();
        for (int i = first; i < instance.tables.length; i++) {
            TruffleSafepoint.poll(null);
            Table table = definition.tableDefinitions().get(i - first);
            ValueType element = table.type().element();
            Object initial = table.initial() == null ? null : evaluate(table.initial(), element);
            instance.tables[i] = new TableInstance(table.type(), ResolvedType.of(element, instance.types),
                            store.tableBudget(), initial);
        }
    }

    private void defineTags() {
        for (int i = 0; i < instance.tags.length; i++) {
            if (instance.tags[i] == null) {
                instance.tags[i] = new TagInstance(instance.types[definition.tags().get(i).typeIndex()]);
            }
        }
    }

    private void evaluateElements() {
        for (int i = 0; i < definition.elements().size(); i++) {
            ElementSegment segment = definition.elements().get(i);
            if (segment.expressions() != null) {
                Object[] items = new Object[segment.size()];
                for (int k = 0; k < items.length; k++) {
                    items[k] = evaluate(segment.expressions().get(k), segment.type());
                }
                instance.setElements(i, items);
            }
        }
    }

    private void initializeTables() {
        for (int i = 0; i < definition.elements().size(); i++) {
            ElementSegment segment = definition.elements().get(i);
            if (segment.mode() == SegmentMode.ACTIVE) {
                long offset = evaluateAddress(segment.offset(), definition.tables().get(segment.table()).address());
                instance.tableInit(segment.table(), i, offset, 0, segment.size());
            }
            if (segment.mode() != SegmentMode.PASSIVE) {
                instance.elementDrop(i);
            }
        }
    }

    private void initializeMemories() {
        for (int i = 0; i < definition.data().size(); i++) {
            DataSegment segment = definition.data().get(i);
            if (segment.mode() == SegmentMode.ACTIVE) {
                long offset = evaluateAddress(segment.offset(), definition.memories().get(segment.memory()).address());
                instance.memoryInit(segment.memory(), i, offset, 0, segment.length());
                instance.dataDrop(i);
            }
        }
    }

    private void start() {
        if (definition.start() >= 0) {
            GuestEntry.call(instance.function(definition.start()), thread, new Object[GuestEntry.HIDDEN_ARGUMENTS]);
        }
    }

    /** An address, zero-extended. */
    private long evaluateAddress(ConstantExpression expression, AddressType type) {
        Object value = evaluate(expression, type.valueType());
        return type == AddressType.I32 ? Integer.toUnsignedLong((Integer) value) : (Long) value;
    }

    private Object evaluate(ConstantExpression expression, ValueType type) {
        TruffleSafepoint.poll(null);
        Object literal = module.literal(expression);
        return literal != null ? literal : module.constant(expression, type).call(instance, thread);
    }
}
