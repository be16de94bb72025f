package org.tilia.wasm.binary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.CustomSection;
import org.tilia.wasm.module.DataSegment;
import org.tilia.wasm.module.ElementSegment;
import org.tilia.wasm.module.FunctionBody;
import org.tilia.wasm.module.Limits;
import org.tilia.wasm.module.LoadPoll;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.module.Names;
import org.tilia.wasm.module.RecursiveType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.SegmentMode;
import org.tilia.wasm.module.SubType;
import org.tilia.wasm.module.TableType;

class BinaryDecoderTest {

    private static final String PREAMBLE = "0061736d 01000000 ";
    /** A type, a function, its body. */
    private static final String FUNCTION = "0104 01600000 0302 0100 ";
    private static final String BODY = "0a04 0102000b ";

    private static Module decodeAll(String hex) {
        return BinaryDecoder.decode(HexFormat.of().parseHex(hex.replace(" ", "")), ModuleLimits.DEFAULT, LoadPoll.none());
    }

    private static Module decode(String sections) {
        return decodeAll(PREAMBLE + sections);
    }

    private static ModuleException assertMalformed(String message, String sections) {
        ModuleException e = assertThrows(ModuleException.class, () -> decode(sections));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertEquals(ModuleException.Kind.MALFORMED, e.kind());
        assertTrue(e.offset() >= 8, e.getMessage());
        return e;
    }

    private static ModuleException assertPreamble(String message, int offset, String hex) {
        ModuleException e = assertThrows(ModuleException.class, () -> decodeAll(hex));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertEquals(offset, e.offset());
        return e;
    }

    @Test
    void anEmptyModule() {
        Module module = decode("");
        assertEquals(0, module.functionTypes().length);
        assertEquals(-1, module.start());
        assertEquals(List.of(), module.types());
        assertEquals(Names.NONE, module.names());
    }

    @Test
    void otherFilesAreNamed() {
        assertPreamble("unexpected end: a module has at least 8 bytes, this one 0", 0, "");
        assertPreamble("unexpected end", 6, "0061736d0100");
        assertPreamble("magic header not detected", 1, "0041736d01000000");
        assertPreamble("unknown binary version: 01 00 00 00 is known, this is 02 00 00 00", 4, "0061736d02000000");
        assertPreamble("magic header not detected: a module starts with 00 61 73 6d, this with 1f 8b 08 00", 0, "1f8b080000000000");
    }

    @Test
    void sectionsAndTheirOrder() {
        assertMalformed("malformed section id: 0xe", "0e00");
        assertMalformed("malformed section id: 0x80", "808000");
        assertMalformed("length out of bounds: the type section has 5 bytes, and the module ends after 4 of them; was it written, or downloaded, to the end?",
                        "0105 01600000");
        assertMalformed("section size mismatch: 1 bytes too many in the type section", "0105 0160000000");
        assertMalformed("unexpected content after last section: a second type section", "0104 01600000 0104 01600000");
        assertMalformed("unexpected content after last section: type section behind the function section",
                        "0301 00 0104 01600000");
        assertMalformed("unexpected content after last section: tag section behind the global", "0601 00 0d01 00");
        assertMalformed("unexpected content after last section: data count section behind the code", "0a01 00 0c01 00");
        assertMalformed("unexpected end", "01");
        decode("0501 00 0d01 00 0601 00 0901 00 0c01 00 0a01 00 0b01 00");
    }

    @Test
    void functionsNeedBodies() {
        assertMalformed("function and code section have inconsistent lengths: 1 functions, 0 bodies", FUNCTION);
        assertMalformed("function and code section have inconsistent lengths: 0 functions, 1 bodies", BODY);
        assertMalformed("data count and data section have inconsistent lengths: 2 announced, 0 there", "0c01 02");
        assertMalformed("data count and data section have inconsistent lengths: 2 announced, 1 there",
                        "0c01 02 0b03 010100");
        Module module = decode(FUNCTION + BODY);
        assertEquals(List.of(FunctionBody.unvalidated(0x16, 0x18)), module.bodies());
        assertArrayEquals(new int[]{0}, module.functionTypes());
    }

    @Test
    void aFaultInCodeComesBeforeTheSectionThatItSeemsToMake() {
        ModuleException e = assertMalformed("integer representation too long",
                        FUNCTION + "0a0a 01 0800 41 8080808080 00 1a 0b");
        assertEquals(0x18, e.offset());
    }

    @Test
    void typeDefinitions() {
        Module module = decode("0116 02 5f017f01 4e02 500100 5e7800 4f00 60017e0264707b");
        assertEquals(3, module.types().size());
        assertEquals(2, module.recursiveTypes().size());
    }

    @Test
    void groupsAndSupertypes() {
        Module module = decode("0111 02 4e02 50005e7800 4f0100 5e7701 600000");
        assertEquals(List.of(0, 2), module.recursiveTypes().stream().map(RecursiveType::firstIndex).toList());
        SubType second = module.types().get(1);
        assertTrue(second.isFinal());
        assertEquals(List.of(0), second.supertypes());
        assertMalformed("malformed type definition: 0x61", "0104 01610000");
        assertMalformed("integer representation too long", "0105 01e07f0000");
        assertMalformed("unexpected recursive type", "0105 01 4e01 4e00");
        assertMalformed("malformed mutability: 0x2", "0104 015e7802");
        assertMalformed("malformed value type: 0x40", "0105 0160014000");
    }

    @Test
    void importsOfAllKinds() {
        Module module = decode("021f 05 0161016200 07 0000 01 6470010203 0000 02 070304 0000 03 6f01 0000 04 0009");
        assertEquals(5, module.imports().size());
        assertEquals("a", module.imports().getFirst().module());
        assertEquals("b", module.imports().getFirst().name());
        assertArrayEquals(new int[]{7}, module.functionTypes());
        assertEquals(List.of(new TableType(AddressType.I32, Limits.between(2, 3), ReferenceType.FUNCREF.nonNull())),
                        module.tables());
        assertEquals(List.of(new MemoryType(AddressType.I64, Limits.between(3, 4), true, 16)), module.memories());
        assertTrue(module.globals().getFirst().mutable());
        assertEquals(9, module.tags().getFirst().typeIndex());
        assertMalformed("malformed import kind: 0x5", "0204 01000005");
        assertMalformed("malformed tag attribute: 0x1", "0206 010000040109");
    }

    @Test
    void limitsAndTheirFlags() {
        assertEquals(Limits.from(-1L), decode("050c 01 04 ffffffffffffffffff01").memories().getFirst().limits());
        assertEquals(0, decode("0504 01 08 05 00").memories().getFirst().pageSizeLog2());
        assertMalformed("malformed limits flags: 0x10", "0503 011000");
        assertMalformed("malformed limits flags: 0x8", "0502 0108");
        assertMalformed("malformed limits flags: 0x2", "0404 01700200");
        assertMalformed("malformed reference type: 0x7f", "0404 017f0000");
        assertMalformed("invalid custom page size", "0504 01080040");
    }

    @Test
    void tablesGlobalsAndExports() {
        Module module = decode("0409 01 4000 700005 d2000b");
        assertEquals(3, module.tableDefinitions().getFirst().initial().end()
                        - module.tableDefinitions().getFirst().initial().start());
        assertMalformed("zero byte expected", "0406 014001700000");
        assertMalformed("malformed export kind: 0x5", "0705 0101610500");
        assertMalformed("length out of bounds: 2 exports", "0705 0201610000");
        assertMalformed("unexpected end of section or function", "0605 017f004100");
        assertMalformed("illegal opcode ff", "0605 017f00ff0b");
    }

    @Test
    void elementSegmentsOfAllForms() {
        Module module = decode("092f 08" + " 00 41000b 01 00" + " 01 00 01 00" + " 02 03 41000b 00 01 00" + " 03 00 01 00"
                        + " 04 41000b 01 d2000b" + " 05 6f 00" + " 06 04 41000b 70 01 d2000b" + " 07 70 00");
        List<ElementSegment> segments = module.elements();
        assertEquals(List.of(SegmentMode.ACTIVE, SegmentMode.PASSIVE, SegmentMode.ACTIVE, SegmentMode.DECLARATIVE,
                        SegmentMode.ACTIVE, SegmentMode.PASSIVE, SegmentMode.ACTIVE, SegmentMode.DECLARATIVE),
                        segments.stream().map(ElementSegment::mode).toList());
        assertEquals(List.of(0, 0, 3, 0, 0, 0, 4, 0), segments.stream().map(ElementSegment::table).toList());
        assertEquals(List.of(1, 1, 1, 1, 1, 0, 1, 0), segments.stream().map(ElementSegment::size).toList());
        assertEquals(ReferenceType.EXTERNREF, segments.get(5).type());
        assertNull(segments.get(4).functions());
        assertNull(segments.get(3).expressions());
        assertMalformed("malformed element segment flags: 8", "0903 010800");
        assertMalformed("malformed element kind: 0x1", "0904 01010100");
        assertMalformed("malformed reference type: 0x7f", "0904 01057f00");
    }

    @Test
    void dataSegmentsOfAllForms() {
        Module module = decode("0b11 03 00 41000b 026162 01 0163 02 05 41000b 00");
        List<DataSegment> segments = module.data();
        assertEquals(List.of(SegmentMode.ACTIVE, SegmentMode.PASSIVE, SegmentMode.ACTIVE),
                        segments.stream().map(DataSegment::mode).toList());
        assertEquals(List.of(2, 1, 0), segments.stream().map(DataSegment::length).toList());
        assertEquals('c', module.bytes()[segments.get(1).start()]);
        assertEquals(5, segments.get(2).memory());
        assertMalformed("malformed data segment flags: 3", "0b03 010300");
        assertMalformed("unexpected end of section or function", "0b04 01010261");
    }

    @Test
    void customAndNameSections() {
        String names = "0012 046e616d65 00 02 016d 01 07 02 00 0161 05 0162";
        Module module = decode("0003 016102 " + names);
        assertEquals(List.of(new CustomSection("a", 0xc, 0xd), new CustomSection("name", 0x14, 0x21)),
                        module.customSections());
        assertEquals(new Names("m", Map.of(0, "a", 5, "b")), module.names());
        assertMalformed("unexpected end", "0000");
        assertMalformed("length out of bounds", "0002 0561");
        assertMalformed("malformed UTF-8 encoding", "0002 01ff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01 07 ff", "01 03 01 00 05", "01 04 01 00 01 ff", "00 02 05 61", "01 02 ff 01", "01"})
    void aMalformedNameSectionIsNoFault(String contents) {
        String hex = contents.replace(" ", "");
        Module module = decode("00%02x046e616d65".formatted(5 + hex.length() / 2) + hex);
        assertEquals(Names.NONE, module.names());
    }

    /** Counts of four billion, which must not be believed. */
    @ParameterizedTest
    @CsvSource({"01,''", "01,01 4e", "01,01 60", "01,01 6000", "01,01 5f", "01,01 50", "02,''", "03,''", "04,''", "05,''",
                    "0d,''", "06,''", "07,''", "09,''", "0a,''", "0b,''", "09,01 00 41000b", "09,01 05 70", "0a,01",
                    "0b,01 01", "00,", "02,01", "02,01 00", "07,01", "06,01 7f00 0e", "06,01 7f00 1c", "06,01 7f00 1f40"})
    void absurdLengthsAllocateNothing(String section, String before) {
        String contents = (before == null ? "" : before.replace(" ", "")) + "ffffffff0f" + "0000000000000000";
        String hex = section + "%02x".formatted(contents.length() / 2) + contents;
        assertThrows(ModuleException.class, () -> decode(hex));
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        assertThrows(ModuleException.class, () -> decode(hex));
        assertTrue(threads.getCurrentThreadAllocatedBytes() - allocated < 1 << 20);
    }

    @Test
    void limitsAreNamed() {
        ModuleLimits few = new ModuleLimits(100, 1, 1, 1, 1, 1, 1, 1, 1, 1, 5, 1, 1, 1, 1, 1, 1, 1, 1);
        assertLimit("too many bytes in the module: 101, the limit is 100", few, "00".repeat(93), -1);
        assertLimit("too many types: 2, the limit is 1", few, "0107 02600000600000", 0xa);
        assertLimit("too many parameters: 2, the limit is 1", few, "0106 0160027f7f00", 0xc);
        assertLimit("too many results: 2, the limit is 1", few, "0106 016000027f7f", 0xd);
        assertLimit("too many fields: 2, the limit is 1", few, "0107 015f027f007f00", 0xc);
        assertLimit("too many memories: 2, the limit is 1", few, "0505 0200000000", 0xa);
        assertLimit("too many functions: 2, the limit is 1", few, "0205 0100000000 0302 0100", 0x11);
        assertLimit("too many bytes in a function body: 6, the limit is 5", few, FUNCTION + "0a08 01 06 00 01010101 0b",
                        0x15);
    }

    private static void assertLimit(String message, ModuleLimits limits, String sections, int offset) {
        byte[] bytes = HexFormat.of().parseHex((PREAMBLE + sections).replace(" ", ""));
        ModuleException e = assertThrows(ModuleException.class, () -> BinaryDecoder.decode(bytes, limits, LoadPoll.none()));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertEquals(ModuleException.Kind.LIMIT, e.kind());
        assertEquals(offset, e.offset());
    }
}
