package org.tilia.wasm.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.module.ByteReader;
import org.tilia.wasm.module.CustomSection;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ModuleException;

/**
 * An entry of the custom section {@code producers}, in which tools say that they had a part in a module.
 *
 * @param field what the part was: {@code language}, {@code processed-by} or {@code sdk}
 * @param version may be empty
 */
public record Producer(String field, String name, String version) {

    private static final String SECTION = "producers";

    /** All entries in the module's order; empty where the section is missing or malformed, which is no fault of the module. */
    public static List<Producer> of(Module module) {
        List<Producer> producers = new ArrayList<>();
        for (CustomSection section : module.customSections()) {
            if (section.name().equals(SECTION)) {
                try {
                    producers.addAll(read(new ByteReader(module.bytes(), section.start(), section.end())));
                } catch (ModuleException _) {
                    return List.of();
                }
            }
        }
        return producers;
    }

    private static List<Producer> read(ByteReader in) {
        List<Producer> producers = new ArrayList<>();
        for (int fields = in.count("fields", 2); fields > 0; fields--) {
            String field = in.name();
            for (int values = in.count("values", 2); values > 0; values--) {
                producers.add(new Producer(field, in.name(), in.name()));
            }
        }
        return producers;
    }
}
