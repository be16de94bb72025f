package org.tilia.wasm.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tilia.wasm.module.ConstantExpression;
import org.tilia.wasm.module.DataSegment;
import org.tilia.wasm.module.ElementSegment;
import org.tilia.wasm.module.Export;
import org.tilia.wasm.module.ExternalType;
import org.tilia.wasm.module.FunctionBody;
import org.tilia.wasm.module.Global;
import org.tilia.wasm.module.GlobalType;
import org.tilia.wasm.module.Import;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.Names;
import org.tilia.wasm.module.RecursiveType;
import org.tilia.wasm.module.SubType;
import org.tilia.wasm.module.Table;
import org.tilia.wasm.module.TableType;
import org.tilia.wasm.module.TagType;

/** Modules put together by hand: imports of a kind come before definitions of the kind. */
final class TestModule {

    private final List<RecursiveType> groups = new ArrayList<>();
    private final List<Import> imports = new ArrayList<>();
    private final List<Integer> functions = new ArrayList<>();
    private final List<TableType> tables = new ArrayList<>();
    private final List<MemoryType> memories = new ArrayList<>();
    private final List<GlobalType> globals = new ArrayList<>();
    private final List<TagType> tags = new ArrayList<>();
    private final List<Table> tableDefinitions = new ArrayList<>();
    private final List<Global> globalDefinitions = new ArrayList<>();
    private final List<Export> exports = new ArrayList<>();
    private final List<ElementSegment> elements = new ArrayList<>();
    private final List<FunctionBody> bodies = new ArrayList<>();
    private final List<DataSegment> data = new ArrayList<>();
    private byte[] bytes = {};
    private int start = -1;

    TestModule bytes(byte... content) {
        bytes = content;
        return this;
    }

    TestModule types(RecursiveType... recursiveTypes) {
        groups.addAll(List.of(recursiveTypes));
        return this;
    }

    TestModule type(SubType type) {
        int index = groups.stream().mapToInt(group -> group.members().size()).sum();
        return types(new RecursiveType(index, List.of(type)));
    }

    TestModule importing(String module, String name, ExternalType type) {
        imports.add(new Import(module, name, type));
        switch (type) {
            case ExternalType.Function(int index) -> functions.add(index);
            case TableType table -> tables.add(table);
            case MemoryType memory -> memories.add(memory);
            case GlobalType global -> globals.add(global);
            case TagType tag -> tags.add(tag);
        }
        return this;
    }

    TestModule function(int type) {
        functions.add(type);
        bodies.add(new FunctionBody(0, 0, 0, 0, 0, false));
        return this;
    }

    TestModule table(TableType type) {
        tables.add(type);
        tableDefinitions.add(new Table(type, null));
        return this;
    }

    TestModule memory(MemoryType type) {
        memories.add(type);
        return this;
    }

    TestModule global(GlobalType type, ConstantExpression initial) {
        globals.add(type);
        globalDefinitions.add(new Global(type, initial));
        return this;
    }

    TestModule exporting(Export export) {
        exports.add(export);
        return this;
    }

    TestModule elements(ElementSegment segment) {
        elements.add(segment);
        return this;
    }

    TestModule data(DataSegment segment) {
        data.add(segment);
        return this;
    }

    TestModule start(int function) {
        start = function;
        return this;
    }

    Module build() {
        List<SubType> types = groups.stream().flatMap(group -> group.members().stream()).toList();
        return new Module(bytes, types, groups, imports, functions.stream().mapToInt(Integer::intValue).toArray(), tables, memories,
                        globals, tags, tableDefinitions, globalDefinitions, exports, start, elements, bodies, data, false, List.of(),
                        new Names("test", Map.of()), Set.of());
    }
}
