package org.tilia.wasm.text;

import java.util.Map;
import java.util.TreeMap;
import org.tilia.wasm.binary.BinaryWriter;

/** Writes the name section (spec 7.4.1), with the further subsections that tools agree on for the other index spaces. */
final class NameSection {

    private final BinaryWriter out = new BinaryWriter();

    private NameSection() {
    }

    /** The payload, empty where nothing has a name. */
    static byte[] write(String module, ModuleSpaces spaces, Map<Integer, Map<Integer, String>> locals,
                    Map<Integer, Map<Integer, String>> labels) {
        NameSection section = new NameSection();
        if (module != null) {
            BinaryWriter content = new BinaryWriter();
            content.name(module);
            section.out.section(0, content);
        }
        Map<Integer, Map<Integer, String>> fields = new TreeMap<>();
        spaces.types.fields().forEach((type, names) -> {
            if (!names.names().isEmpty()) {
                fields.put(type, names.names());
            }
        });
        section.names(1, spaces.functions);
        section.indirectNames(2, locals);
        section.indirectNames(3, labels);
        section.names(4, spaces.types.names());
        section.names(5, spaces.tables);
        section.names(6, spaces.memories);
        section.names(7, spaces.globals);
        section.names(8, spaces.elements);
        section.names(9, spaces.data);
        section.indirectNames(10, fields);
        section.names(11, spaces.tags);
        return section.out.toByteArray();
    }

    private void names(int id, NameSpace space) {
        if (!space.names().isEmpty()) {
            BinaryWriter content = new BinaryWriter();
            nameMap(content, space.names());
            out.section(id, content);
        }
    }

    private void indirectNames(int id, Map<Integer, Map<Integer, String>> names) {
        if (!names.isEmpty()) {
            BinaryWriter content = new BinaryWriter();
            content.u32(names.size());
            names.forEach((index, inner) -> {
                content.u32(index);
                nameMap(content, inner);
            });
            out.section(id, content);
        }
    }

    private static void nameMap(BinaryWriter content, Map<Integer, String> names) {
        content.u32(names.size());
        names.forEach((index, name) -> {
            content.u32(index);
            content.name(name);
        });
    }
}
