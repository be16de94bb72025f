package org.tilia.wasm.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tilia.wasm.binary.BinaryWriter;
import org.tilia.wasm.binary.SectionId;
import org.tilia.wasm.binary.TypeEncoder;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.ExternalKind;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.GlobalType;
import org.tilia.wasm.module.Limits;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.SubType;
import org.tilia.wasm.module.TableType;
import org.tilia.wasm.module.ValueType;

/**
 * A module in the text format (spec 6.6), turned into the binary format in passes over its fields.
 *
 * <ol>
 * <li>{@link FieldScanner} gives every definition its index.
 * <li>The type definitions are read.
 * <li>All declarations are read: imports, exports and the types of functions, tables, memories, globals and tags. Type
 * uses add implied types.
 * <li>All instructions are read: initial values, segments and bodies.
 * </ol>
 */
final class ModuleParser {

    private final TokenReader in;
    private final ModuleSpaces spaces = new ModuleSpaces();
    private final SectionList sections = new SectionList();
    private final TypeParser types;
    private final InstructionParser instructions;
    private final SegmentParser segments;

    private final int[] declared = new int[ExternalKind.values().length];
    private final BinaryWriter imports = new BinaryWriter();
    private int importCount;
    private final BinaryWriter exports = new BinaryWriter();
    private int exportCount;
    private final BinaryWriter memories = new BinaryWriter();
    private int memoryCount;
    private final BinaryWriter tags = new BinaryWriter();
    private int tagCount;

    private final List<Function> functions = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<Global> globals = new ArrayList<>();
    /** What reads the segments, in the order of their indices. */
    private final List<Runnable> elementSegments = new ArrayList<>();
    private final List<Runnable> dataSegments = new ArrayList<>();
    private final Map<Integer, Map<Integer, String>> labelNames = new TreeMap<>();
    private final CodeMarks marks;
    /** Bytes of all bodies together, with their sizes. */
    private int codeLength;

    /** A function that starts at the token {@code start}, and whose locals and instructions start at the token {@code body}. */
    private record Function(int index, int type, NameSpace locals, int start, int body) {
    }

    /** A table whose initial value starts at the token {@code initial}, or has none where that is negative. */
    private record Table(TableType type, int initial) {
    }

    private record Global(GlobalType type, int initial) {
    }

    private ModuleParser(TokenReader in) {
        this.in = in;
        this.marks = new CodeMarks(in.tokens().source());
        this.types = new TypeParser(in, spaces.types);
        this.instructions = new InstructionParser(in, spaces, types);
        this.segments = new SegmentParser(in, spaces, types, instructions);
    }

    /** The module whose identifier or fields start at the token {@code from} and end before {@code limit}. */
    static AssembledModule assemble(Tokens tokens, int from, int limit) {
        TokenReader in = new TokenReader(tokens, from, limit);
        return new ModuleParser(in).assemble();
    }

    private AssembledModule assemble() {
        int from = in.position();
        String moduleName = Annotations.name(in, "module", in.identifier());
        List<ModuleField> fields = new FieldScanner(in, spaces, sections).scan();
        fields.forEach(this::defineTypes);
        fields.forEach(this::declare);
        writeTables();
        writeGlobals();
        elementSegments.forEach(Runnable::run);
        dataSegments.forEach(Runnable::run);
        writeFunctions();
        in.moveTo(fields.isEmpty() ? in.position() : in.tokens().closing(fields.getLast().start()) + 1);
        Annotations.requireAllPlaced(in, from);
        finish(moduleName);
        byte[] module = sections.toByteArray();
        marks.section(sections.codeEnd() - codeLength, sections.codeEnd());
        return new AssembledModule(module, marks);
    }

    // types

    private void defineTypes(ModuleField field) {
        if (field.keyword().equals("type")) {
            in.moveTo(field.start());
            spaces.types.define(List.of(types.definition(spaces.types.size())));
        } else if (field.keyword().equals("rec")) {
            in.moveTo(field.content());
            List<SubType> members = new ArrayList<>();
            while (!in.at(TokenKind.RIGHT_PARENTHESIS)) {
                members.add(types.definition(spaces.types.size() + members.size()));
            }
            spaces.types.define(members);
        }
    }

    // declarations

    private void declare(ModuleField field) {
        in.moveTo(field.content());
        switch (field.keyword()) {
            case "type", "rec" -> {
            }
            case "import" -> {
                String module = in.name();
                String name = in.name();
                in.expect(TokenKind.LEFT_PARENTHESIS, "an external type");
                ExternalKind kind = ExternalKinds.read(in);
                in.identifier();
                declared[kind.ordinal()]++;
                imported(module, name, kind);
                in.expectClose();
                in.expectClose();
            }
            case "export" -> {
                String name = in.name();
                in.expect(TokenKind.LEFT_PARENTHESIS, "an external index");
                ExternalKind kind = ExternalKinds.read(in);
                exported(name, kind, spaces.of(kind).index(in));
                in.expectClose();
                in.expectClose();
            }
            case "start" -> {
                BinaryWriter start = new BinaryWriter();
                start.u32(spaces.functions.index(in));
                in.expectClose();
                sections.section(SectionId.START, start);
            }
            case "elem" -> {
                in.identifier();
                later(elementSegments, segments::element);
            }
            case "data" -> {
                in.identifier();
                later(dataSegments, segments::dataSegment);
            }
            default -> {
                in.moveTo(field.start() + 1);
                define(ExternalKinds.read(in), field.start());
            }
        }
    }

    /** Puts off what is at the reader's place until all declarations are read. */
    private void later(List<Runnable> list, Runnable parser) {
        int start = in.position();
        list.add(() -> {
            in.moveTo(start);
            parser.run();
        });
    }

    /** A field that defines something, or imports it inline. */
    private void define(ExternalKind kind, int start) {
        in.identifier();
        int index = declared[kind.ordinal()]++;
        while (in.acceptOpen("export")) {
            exported(in.name(), kind, index);
            in.expectClose();
        }
        if (in.acceptOpen("import")) {
            String module = in.name();
            String name = in.name();
            in.expectClose();
            imported(module, name, kind);
            in.expectClose();
            return;
        }
        switch (kind) {
            case FUNCTION -> {
                NameSpace locals = new NameSpace("local");
                int type = types.typeUse(locals);
                functions.add(new Function(index, type, locals, start, in.position()));
            }
            case TABLE -> table(index);
            case MEMORY -> memory(index);
            case GLOBAL -> {
                GlobalType type = types.globalType();
                globals.add(new Global(type, in.position()));
            }
            case TAG -> {
                tag(tags);
                tagCount++;
                in.expectClose();
            }
        }
    }

    private void exported(String name, ExternalKind kind, int index) {
        exports.name(name);
        exports.u8(kind.ordinal());
        exports.u32(index);
        exportCount++;
    }

    private void imported(String module, String name, ExternalKind kind) {
        imports.name(module);
        imports.name(name);
        imports.u8(kind.ordinal());
        importCount++;
        switch (kind) {
            case FUNCTION -> imports.u32(types.typeUse(new NameSpace("local")));
            case TABLE -> {
                AddressType address = types.addressType();
                Limits limits = types.limits();
                TypeEncoder.tableType(imports, new TableType(address, limits, types.referenceType()));
            }
            case MEMORY -> TypeEncoder.memoryType(imports, types.memoryType(types.addressType()));
            case GLOBAL -> TypeEncoder.globalType(imports, types.globalType());
            case TAG -> tag(imports);
        }
    }

    private void tag(BinaryWriter out) {
        out.u8(0);
        out.u32(types.typeUse(new NameSpace("local")));
    }

    private void table(int index) {
        AddressType address = types.addressType();
        if (in.at(TokenKind.NATURAL)) {
            Limits limits = types.limits();
            ReferenceType element = types.referenceType();
            boolean initialized = !in.at(TokenKind.RIGHT_PARENTHESIS);
            tables.add(new Table(new TableType(address, limits, element), initialized ? in.position() : -1));
            return;
        }
        ReferenceType element = types.referenceType();
        int list = in.position();
        in.expectOpen("elem");
        int items = countItems(in.tokens().closing(list));
        tables.add(new Table(new TableType(address, Limits.between(items, items), element), -1));
        later(elementSegments, () -> {
            segments.inlineElement(index, address, element);
            in.expectClose();
        });
    }

    /** The number of items up to the token {@code end}, each of which is one token or a list in parentheses. */
    private int countItems(int end) {
        int count = 0;
        int item = in.position();
        while (item < end) {
            item = in.tokens().kind(item) == TokenKind.LEFT_PARENTHESIS ? in.tokens().closing(item) + 1 : item + 1;
            count++;
        }
        return count;
    }

    private void memory(int index) {
        AddressType address = types.addressType();
        memoryCount++;
        if (in.at(TokenKind.NATURAL)) {
            TypeEncoder.memoryType(memories, types.memoryType(address));
            in.expectClose();
            return;
        }
        int pageSizeLog2 = types.pageSizeLog2();
        in.expectOpen("data");
        int start = in.position();
        long length = in.strings().length;
        long pages = (length + (1L << pageSizeLog2) - 1) >>> pageSizeLog2;
        TypeEncoder.memoryType(memories, new MemoryType(address, Limits.between(pages, pages), false, pageSizeLog2));
        in.moveTo(start);
        later(dataSegments, () -> {
            segments.inlineData(index, address);
            in.expectClose();
        });
    }

    // instructions

    private void writeTables() {
        BinaryWriter out = new BinaryWriter();
        for (Table table : tables) {
            if (table.initial() >= 0) {
                out.u8(0x40);
                out.u8(0x00);
                TypeEncoder.tableType(out, table.type());
                in.moveTo(table.initial());
                instructions.expression(out);
                in.expectClose();
            } else {
                TypeEncoder.tableType(out, table.type());
            }
        }
        sections.vector(SectionId.TABLE, tables.size(), out);
    }

    private void writeGlobals() {
        BinaryWriter out = new BinaryWriter();
        for (Global global : globals) {
            TypeEncoder.globalType(out, global.type());
            in.moveTo(global.initial());
            instructions.expression(out);
            in.expectClose();
        }
        sections.vector(SectionId.GLOBAL, globals.size(), out);
    }

    private void writeFunctions() {
        BinaryWriter declarations = new BinaryWriter();
        BinaryWriter code = new BinaryWriter();
        BinaryWriter hintedFunctions = new BinaryWriter();
        int hinted = 0;
        for (Function function : functions) {
            declarations.u32(function.type());
            BinaryWriter body = new BinaryWriter();
            BranchHints hints = new BranchHints();
            body(function, hints, body);
            code.vector(body);
            marks.function(code.length() - body.length(), in.tokens(), function.start());
            if (!hints.isEmpty()) {
                hints.write(function.index(), hintedFunctions);
                hinted++;
            }
        }
        sections.vector(SectionId.FUNCTION, functions.size(), declarations);
        sections.vector(SectionId.CODE, functions.size(), code);
        codeLength = code.length();
        if (hinted > 0) {
            BinaryWriter payload = new BinaryWriter();
            payload.u32(hinted);
            payload.append(hintedFunctions, 0);
            sections.custom(SectionList.slot(SectionId.CODE), false, Annotation.BRANCH_HINT, payload.toByteArray());
        }
    }

    private void body(Function function, BranchHints hints, BinaryWriter out) {
        in.moveTo(function.body());
        NameSpace locals = function.locals();
        if (locals.size() == 0 && spaces.types.composite(function.type()) instanceof FunctionType type) {
            locals.skip(type.parameters().size());
        }
        List<ValueType> declarations = new ArrayList<>();
        while (in.acceptOpen("local")) {
            types.declarations(locals, declarations);
        }
        writeLocals(declarations, out);
        Map<Integer, String> labels = instructions.body(locals, hints, marks, out);
        in.expectClose();
        if (!labels.isEmpty()) {
            labelNames.put(function.index(), labels);
        }
    }

    /** Locals as runs of equal types (spec 5.5.13). */
    private static void writeLocals(List<ValueType> locals, BinaryWriter out) {
        BinaryWriter runs = new BinaryWriter();
        int count = 0;
        int start = 0;
        for (int i = 1; i <= locals.size(); i++) {
            if (i == locals.size() || !locals.get(i).equals(locals.get(start))) {
                runs.u32(i - start);
                TypeEncoder.valueType(runs, locals.get(start));
                start = i;
                count++;
            }
        }
        out.u32(count);
        out.append(runs, 0);
    }

    // the end

    private void finish(String moduleName) {
        BinaryWriter groups = new BinaryWriter();
        spaces.types.groups().forEach(group -> TypeEncoder.recursiveType(groups, group));
        sections.vector(SectionId.TYPE, spaces.types.groups().size(), groups);
        sections.vector(SectionId.IMPORT, importCount, imports);
        sections.vector(SectionId.MEMORY, memoryCount, memories);
        sections.vector(SectionId.TAG, tagCount, tags);
        sections.vector(SectionId.EXPORT, exportCount, exports);
        sections.vector(SectionId.ELEMENT, elementSegments.size(), segments.elements());
        sections.vector(SectionId.DATA, dataSegments.size(), segments.data());
        if (instructions.usesData()) {
            BinaryWriter count = new BinaryWriter();
            count.u32(dataSegments.size());
            sections.section(SectionId.DATA_COUNT, count);
        }
        writeNames(moduleName);
    }

    private void writeNames(String moduleName) {
        Map<Integer, Map<Integer, String>> localNames = new TreeMap<>();
        functions.forEach(function -> {
            if (!function.locals().names().isEmpty()) {
                localNames.put(function.index(), function.locals().names());
            }
        });
        byte[] names = NameSection.write(moduleName, spaces, localNames, labelNames);
        if (names.length > 0) {
            sections.custom(SectionList.slot(SectionId.DATA), true, "name", names);
        }
    }
}
