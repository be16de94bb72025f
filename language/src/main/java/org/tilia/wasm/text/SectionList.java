package org.tilia.wasm.text;

import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.binary.BinaryWriter;

/** The sections of a module in the making, in the order of the binary format (spec 5.5.2), with custom sections between them. */
final class SectionList {

    /** The names that {@code @custom} knows, in the order of the sections; {@code first} and {@code last} stand for the ends. */
    private static final List<String> SLOTS = List.of("first", "type", "import", "func", "table", "memory", "tag", "global", "export",
                    "start", "elem", "datacount", "code", "data", "last");
    /** The ids of the sections in {@link #SLOTS}. */
    private static final int[] IDS = {-1, 1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11, -1};

    static final int LAST = SLOTS.size() - 1;

    private final BinaryWriter[] contents = new BinaryWriter[SLOTS.size()];
    private final List<List<BinaryWriter>> before = new ArrayList<>();
    private final List<List<BinaryWriter>> after = new ArrayList<>();

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

    /** The content of the section with this name. */
    void section(String name, BinaryWriter content) {
        contents[slot(name)] = content;
    }

    /** A section that is a vector of {@code count} items; nothing where there are none. */
    void vector(String name, int count, BinaryWriter items) {
        if (count > 0) {
            BinaryWriter content = new BinaryWriter();
            content.u32(count);
            content.append(items, 0);
            section(name, content);
        }
    }

    /** A custom section before or after the section in {@code slot}. */
    void custom(int slot, boolean behind, String name, byte[] payload) {
        BinaryWriter content = new BinaryWriter();
        content.name(name);
        content.bytes(payload);
        (behind ? after : before).get(slot).add(content);
    }

    /** The whole module. */
    byte[] toByteArray() {
        BinaryWriter out = new BinaryWriter();
        out.bytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        for (int slot = 0; slot < IDS.length; slot++) {
            before.get(slot).forEach(custom -> out.section(0, custom));
            if (contents[slot] != null) {
                out.section(IDS[slot], contents[slot]);
            }
            after.get(slot).forEach(custom -> out.section(0, custom));
        }
        return out.toByteArray();
    }
}
