package org.tilia.wasm.binary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.LocalDeclarations;
import org.tilia.wasm.module.ByteReader;
import org.tilia.wasm.module.ConstantExpression;
import org.tilia.wasm.module.CustomSection;
import org.tilia.wasm.module.DataSegment;
import org.tilia.wasm.module.ElementSegment;
import org.tilia.wasm.module.Export;
import org.tilia.wasm.module.ExternalKind;
import org.tilia.wasm.module.ExternalType;
import org.tilia.wasm.module.FunctionBody;
import org.tilia.wasm.module.Global;
import org.tilia.wasm.module.GlobalType;
import org.tilia.wasm.module.Import;
import org.tilia.wasm.module.LoadPoll;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.module.Names;
import org.tilia.wasm.module.Table;
import org.tilia.wasm.module.TableType;
import org.tilia.wasm.module.TagType;

/**
 * Decodes the binary format (spec 5.5): the order of the sections, and each of them but for the code in it, whose
 * functions are only found. Nothing is allocated for items that the bytes could not hold.
 */
public final class BinaryDecoder {

    private static final int TABLE_WITH_INITIALIZER = 0x40;
    private static final ExternalKind[] EXTERNAL_KINDS = ExternalKind.values();

    private final ModuleLimits limits;
    private final LoadPoll poll;
    private final byte[] bytes;
    private final InstructionReader in;
    private final TypeDecoder types;
    private final ExternalTypeDecoder externalTypes;
    private final SegmentDecoder segments;

    private final List<Import> imports = new ArrayList<>();
    private int[] functionTypes = new int[0];
    private final List<TableType> tables = new ArrayList<>();
    private final List<MemoryType> memories = new ArrayList<>();
    private final List<GlobalType> globals = new ArrayList<>();
    private final List<TagType> tags = new ArrayList<>();
    private final List<Table> tableDefinitions = new ArrayList<>();
    private final List<Global> globalDefinitions = new ArrayList<>();
    private final List<Export> exports = new ArrayList<>();
    private int start = -1;
    private final List<ElementSegment> elements = new ArrayList<>();
    private int definedFunctions;
    private final List<FunctionBody> bodies = new ArrayList<>();
    private boolean hasDataCount;
    private int dataCount;
    private final List<DataSegment> data = new ArrayList<>();
    private final List<CustomSection> customSections = new ArrayList<>();
    private Names names = Names.NONE;

    private BinaryDecoder(byte[] bytes, ModuleLimits limits, LoadPoll poll) {
        this.limits = limits;
        this.poll = poll;
        this.bytes = bytes;
        this.in = new InstructionReader(bytes, Preamble.LENGTH, bytes.length);
        this.types = new TypeDecoder(in, limits, poll);
        this.externalTypes = new ExternalTypeDecoder(in);
        this.segments = new SegmentDecoder(in, poll);
    }

    /**
     * Decodes a module, whose function bodies are then {@linkplain FunctionBody#unvalidated found but not validated} and
     * whose features are not known yet.
     *
     * @param bytes are kept by the module and must not change any more
     * @throws ModuleException mostly of kind MALFORMED or LIMIT
     */
    public static Module decode(byte[] bytes, ModuleLimits limits, LoadPoll poll) {
        ModuleLimits.check(bytes.length, limits.moduleBytes(), "bytes in the module", -1);
        Preamble.check(bytes);
        return new BinaryDecoder(bytes, limits, poll).module();
    }

    private Module module() {
        try {
            SectionId last = null;
            while (in.hasRemaining()) {
                last = section(last);
            }
        } catch (ModuleException e) {
            // a section that seems to begin in the middle of code is a consequence of a fault in that code
            ModuleException cause = faultInLastBody();
            throw cause != null ? cause : e;
        }
        checkLengths();
        return new Module(bytes, types.types(), types.groups(), imports, functionTypes, tables, memories, globals, tags,
                        tableDefinitions, globalDefinitions, exports, start, elements, bodies, data, hasDataCount,
                        customSections, names, Set.of());
    }

    /** Decodes a section, and gives the latest one that is not custom. */
    private SectionId section(SectionId last) {
        poll.item();
        int at = in.position();
        int code = in.u8();
        SectionId id = SectionId.of(code);
        if (id == null && code != SectionId.CUSTOM) {
            throw ModuleException.malformed("malformed section id: 0x" + Integer.toHexString(code), at);
        }
        int length = sectionLength(id);
        int end = in.position() + length;
        in.reset(in.position(), end);
        if (id == null) {
            customSection();
        } else if (last != null && id.compareTo(last) <= 0) {
            throw ModuleException.malformed("unexpected content after last section: "
                            + (id == last ? "a second " + id : id + " section behind the " + last) + " section", at);
        } else {
            contents(id);
        }
        if (in.hasRemaining()) {
            throw ModuleException.malformed("section size mismatch: " + in.remaining() + " bytes too many in the "
                            + name(id) + " section", in.position());
        }
        in.reset(end, bytes.length);
        return id == null ? last : id;
    }

    private static String name(SectionId id) {
        return id == null ? "custom" : id.toString();
    }

    /** A module that ends before a section of it does was most likely cut off. */
    private int sectionLength(SectionId id) {
        int at = in.position();
        int length = in.u32();
        if (Integer.compareUnsigned(length, in.remaining()) > 0) {
            throw ModuleException.malformed("length out of bounds: the " + name(id) + " section has " + Integer.toUnsignedString(length)
                            + " bytes, and the module ends after " + in.remaining() + " of them; was it written, or downloaded, to the end?", at);
        }
        return length;
    }

    private void contents(SectionId id) {
        switch (id) {
            case TYPE -> types.section();
            case IMPORT -> importSection();
            case FUNCTION -> functionSection();
            case TABLE -> tableSection();
            case MEMORY -> memorySection();
            case TAG -> tagSection();
            case GLOBAL -> globalSection();
            case EXPORT -> exportSection();
            case START -> startSection();
            case ELEMENT -> elementSection();
            case DATA_COUNT -> {
                hasDataCount = true;
                dataCount = in.u32();
            }
            case CODE -> codeSection();
            case DATA -> dataSection();
        }
    }

    private void customSection() {
        String name = in.name();
        customSections.add(new CustomSection(name, in.position(), in.end()));
        if (name.equals(NameSectionDecoder.NAME)) {
            names = NameSectionDecoder.decode(new ByteReader(bytes, in.position(), in.end()), poll);
        }
        in.skip(in.remaining());
    }

    private void importSection() {
        int at = in.position();
        int count = in.count("imports", 3);
        ModuleLimits.check(count, limits.imports(), "imports", at);
        int[] functions = new int[count];
        int functionCount = 0;
        for (int i = 0; i < count; i++) {
            poll.item();
            String module = in.name();
            String name = in.name();
            ExternalType type = externalTypes.importedType();
            imports.add(new Import(module, name, type));
            switch (type) {
                case ExternalType.Function function -> functions[functionCount++] = function.typeIndex();
                case TableType table -> tables.add(table);
                case MemoryType memory -> memories.add(memory);
                case GlobalType global -> globals.add(global);
                case TagType tag -> tags.add(tag);
            }
        }
        functionTypes = Arrays.copyOf(functions, functionCount);
    }

    /** The number of definitions in a section, of which there are {@code existing} imports already. */
    private int definitions(String what, int itemBytes, int existing, int maximum) {
        int at = in.position();
        int count = in.count(what, itemBytes);
        ModuleLimits.check(existing + count, maximum, what, at);
        return count;
    }

    private void functionSection() {
        int imported = functionTypes.length;
        definedFunctions = definitions("functions", 1, imported, limits.functions());
        functionTypes = Arrays.copyOf(functionTypes, imported + definedFunctions);
        for (int i = imported; i < functionTypes.length; i++) {
            poll.item();
            functionTypes[i] = in.u32();
        }
    }

    private void tableSection() {
        int count = definitions("tables", 2, tables.size(), limits.tables());
        for (int i = 0; i < count; i++) {
            poll.item();
            boolean initialized = in.peek() == TABLE_WITH_INITIALIZER;
            if (initialized) {
                in.u8();
                int at = in.position();
                int reserved = in.u8();
                if (reserved != 0) {
                    throw ModuleException.malformed("zero byte expected: 0x" + Integer.toHexString(reserved), at);
                }
            }
            TableType type = externalTypes.table();
            ConstantExpression initial = initialized ? segments.expression() : null;
            tables.add(type);
            tableDefinitions.add(new Table(type, initial));
        }
    }

    private void memorySection() {
        int count = definitions("memories", 1, memories.size(), limits.memories());
        for (int i = 0; i < count; i++) {
            poll.item();
            memories.add(externalTypes.memory());
        }
    }

    private void tagSection() {
        int count = definitions("tags", 2, tags.size(), limits.tags());
        for (int i = 0; i < count; i++) {
            poll.item();
            tags.add(externalTypes.tag());
        }
    }

    private void globalSection() {
        int count = definitions("globals", 2, globals.size(), limits.globals());
        for (int i = 0; i < count; i++) {
            poll.item();
            GlobalType type = externalTypes.global();
            globals.add(type);
            globalDefinitions.add(new Global(type, segments.expression()));
        }
    }

    private void exportSection() {
        int count = definitions("exports", 3, 0, limits.exports());
        for (int i = 0; i < count; i++) {
            poll.item();
            String name = in.name();
            int at = in.position();
            int kind = in.u8();
            if (kind >= EXTERNAL_KINDS.length) {
                throw ModuleException.malformed("malformed export kind: 0x" + Integer.toHexString(kind), at);
            }
            exports.add(new Export(name, EXTERNAL_KINDS[kind], in.u32()));
        }
    }

    private void startSection() {
        int at = in.position();
        start = in.u32();
        if (start < 0) {
            throw ModuleException.invalid("unknown function " + Integer.toUnsignedString(start) + " (start section)",
                            at);
        }
    }

    private void elementSection() {
        int count = definitions("element segments", 2, 0, limits.segments());
        for (int i = 0; i < count; i++) {
            poll.item();
            elements.add(segments.element());
        }
    }

    private void codeSection() {
        int count = in.count("function bodies", 1);
        for (int i = 0; i < count; i++) {
            poll.item();
            int at = in.position();
            int length = in.length();
            ModuleLimits.check(length, limits.functionBytes(), "bytes in a function body", at);
            int first = in.position();
            in.skip(length);
            bodies.add(FunctionBody.unvalidated(first, first + length));
        }
    }

    private void dataSection() {
        int count = definitions("data segments", 2, 0, limits.segments());
        for (int i = 0; i < count; i++) {
            poll.item();
            data.add(segments.data());
        }
    }

    private void checkLengths() {
        if (bodies.size() != definedFunctions) {
            throw ModuleException.malformed("function and code section have inconsistent lengths: " + definedFunctions
                            + " functions, " + bodies.size() + " bodies", bytes.length);
        }
        if (hasDataCount && data.size() != dataCount) {
            throw ModuleException.malformed("data count and data section have inconsistent lengths: "
                            + Integer.toUnsignedString(dataCount) + " announced, " + data.size() + " there",
                            bytes.length);
        }
    }

    /** What is wrong with the last body, if it is malformed itself; otherwise null. */
    private ModuleException faultInLastBody() {
        if (bodies.isEmpty()) {
            return null;
        }
        FunctionBody last = bodies.getLast();
        in.reset(last.start(), last.end());
        try {
            new LocalDeclarations().read(in, limits);
            while (in.hasRemaining()) {
                poll.item();
                in.next();
            }
            return null;
        } catch (ModuleException e) {
            return e;
        }
    }
}
