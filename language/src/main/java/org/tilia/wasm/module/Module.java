package org.tilia.wasm.module;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A decoded module (spec 2.5). Index spaces hold imports first, then definitions.
 *
 * @param bytes the binary that the offsets of all parts point into; never modified
 * @param types type definitions by index, flattened; {@code recursiveTypes} groups them
 * @param imports in the order of the module
 * @param functionTypes the type index of every function, imports first
 * @param tables the type of every table, imports first
 * @param memories the type of every memory, imports first
 * @param globals the type of every global, imports first
 * @param tags the type of every tag, imports first
 * @param tableDefinitions the tables that the module defines
 * @param globalDefinitions the globals that the module defines
 * @param start index of the start function, or −1
 * @param bodies the bodies of the functions that the module defines
 * @param hasDataCount whether there is a data count section, without which code may not name data segments
 * @param features what the module needs
 */
public record Module(byte[] bytes, List<SubType> types, List<RecursiveType> recursiveTypes, List<Import> imports,
                int[] functionTypes, List<TableType> tables, List<MemoryType> memories, List<GlobalType> globals,
                List<TagType> tags, List<Table> tableDefinitions, List<Global> globalDefinitions, List<Export> exports,
                int start, List<ElementSegment> elements, List<FunctionBody> bodies, List<DataSegment> data,
                boolean hasDataCount, List<CustomSection> customSections, Names names, Set<Feature> features) {

    public Module {
        types = List.copyOf(types);
        recursiveTypes = List.copyOf(recursiveTypes);
        imports = List.copyOf(imports);
        tables = List.copyOf(tables);
        memories = List.copyOf(memories);
        globals = List.copyOf(globals);
        tags = List.copyOf(tags);
        tableDefinitions = List.copyOf(tableDefinitions);
        globalDefinitions = List.copyOf(globalDefinitions);
        exports = List.copyOf(exports);
        elements = List.copyOf(elements);
        bodies = List.copyOf(bodies);
        data = List.copyOf(data);
        customSections = List.copyOf(customSections);
        features = features.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(features));
    }

    /** How many functions are imported, and so the index of the first that the module defines. */
    public int importedFunctions() {
        return functionTypes.length - bodies.size();
    }

    /** The number of imported tables. */
    public int importedTables() {
        return tables.size() - tableDefinitions.size();
    }

    /** The number of imported globals. */
    public int importedGlobals() {
        return globals.size() - globalDefinitions.size();
    }

    /** The type of a function by its index, imports first. */
    public FunctionType functionType(int functionIndex) {
        return (FunctionType) types.get(functionTypes[functionIndex]).composite();
    }

    /** The body of a function that the module defines, by its index, imports first. */
    public FunctionBody body(int functionIndex) {
        return bodies.get(functionIndex - importedFunctions());
    }
}
