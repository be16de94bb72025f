package org.tilia.wasm.text;

import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.binary.BinaryWriter;
import org.tilia.wasm.binary.SectionId;

/** The sections of a module in the making, in their order (spec 5.5.2), with custom sections between them. */
final class SectionList {

    /** The names by which {@code @custom} knows the sections, in their order, between the two ends. */
    private static final List<String> SLOTS = List.of("first", "type", "import", "func", "table", "memory", "tag",
                    "global", "export", "start", "elem", "datacount", "code", "data", "last");

    static final int LAST = SLOTS.size() - 1;

    private final BinaryWriter[] contents = new BinaryWriter[SLOTS.size()];
    private final List<List<BinaryWriter>> before = new ArrayList<>();
    private final List<List<BinaryWriter>> after = new ArrayList<>();
    private int codeEnd;

    SectionList() {
        for (int slot = 0; slot < SLOTS.size(); slot++) {
            before.add(new ArrayList<>());
            after.add(new ArrayList<>());
        }
    }

    /** The place of the section with this name, or −1. */
    static int slot(String name) {
        return SLOTS.indexOf(name);
    }

    /** The place of a section. */
    static int slot(SectionId section) {
        return 1 + section.ordinal();
    }

    /** The content of a section. */
    void section(SectionId section, BinaryWriter content) {
        contents[slot(section)] = content;
    }

    /** A section that is a vector of {@code count} items; nothing where there are none. */
    void vector(SectionId section, int count, BinaryWriter items) {
        if (count > 0) {
            BinaryWriter content = new BinaryWriter();
            content.u32(count);
            content.append(items, 0);
            section(section, content);
        }
    }

    /** A custom section before or after what is in {@code slot}. */
    void custom(int slot, boolean behind, String name, byte[] payload) {
        BinaryWriter content = new BinaryWriter();
        content.name(name);
        content.bytes(payload);
        (behind ? after : before).get(slot).add(content);
    }

    /** The whole module. */
    byte[] toByteArray() {
        BinaryWriter out = new BinaryWriter();
        out.preamble();
        customSections(0, out);
        for (SectionId section : SectionId.values()) {
            int slot = slot(section);
            before.get(slot).forEach(custom -> out.section(SectionId.CUSTOM, custom));
            if (contents[slot] != null) {
                out.section(section.code(), contents[slot]);
            }
            if (section == SectionId.CODE) {
                codeEnd = out.length();
            }
            after.get(slot).forEach(custom -> out.section(SectionId.CUSTOM, custom));
        }
        customSections(LAST, out);
        return out.toByteArray();
    }

    /** The offset behind the code section in the whole module, once that is made. */
    int codeEnd() {
        return codeEnd;
    }

    /** At an end there is nothing between what comes before and what comes after. */
    private void customSections(int end, BinaryWriter out) {
        before.get(end).forEach(custom -> out.section(SectionId.CUSTOM, custom));
        after.get(end).forEach(custom -> out.section(SectionId.CUSTOM, custom));
    }
}
