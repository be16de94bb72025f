package org.tilia.wasm.interop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tilia.wasm.data.ArrayObject;
import org.tilia.wasm.data.RecordObject;
import org.tilia.wasm.diagnosis.Advice;
import org.tilia.wasm.diagnosis.MissingFeatures;
import org.tilia.wasm.diagnosis.Origin;
import org.tilia.wasm.diagnosis.Producer;
import org.tilia.wasm.module.ExternalKind;
import org.tilia.wasm.module.ExternalType;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.GuestText;
import org.tilia.wasm.module.Import;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.runtime.ImportResolver;
import org.tilia.wasm.runtime.LinkException;
import org.tilia.wasm.runtime.LinkProblem;
import org.tilia.wasm.runtime.Linker;
import org.tilia.wasm.runtime.WasmModule;

/**
 * What a module is, what it was made by and for, and what it lacks in order to run; an object whose members are
 *
 * <ul>
 * <li>{@code name}; {@code imports} as of the module, each also with {@code fits}; {@code exports};
 * <li>{@code memories} and {@code tables}: {@code type} and {@code imported}; {@code customSections}: {@code name} and
 * {@code size} in bytes;
 * <li>{@code producers}: {@code field}, {@code name}, {@code version}; {@code target}, what it was built for, where that is
 * known;
 * <li>{@code features} and {@code missingFeatures}: names of proposals that it needs, and of those that do not run;
 * <li>{@code label} of whatever has a name: the name as a message may show it;
 * <li>{@code cause} and {@code remedy} where it cannot be instantiated.
 * </ul>
 */
final class Inspection {

    private final WasmModule module;
    private final Module definition;
    private final ImportResolver imports;
    private final List<LinkProblem> problems;
    private final Set<Feature> missingFeatures;

    private Inspection(WasmModule module, ImportResolver imports) {
        this.module = module;
        this.definition = module.definition();
        this.imports = imports;
        this.problems = Linker.problems(module, imports);
        this.missingFeatures = Linker.missingFeatures(module);
    }

    /** Looks at a module with what is given for its imports; no code of it runs. */
    static Object of(WasmModule module, ImportResolver imports) {
        return new Inspection(module, imports).result();
    }

    private Object result() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", module.name());
        Origin.of(definition).ifPresent(origin -> members.put("target", origin.target()));
        members.put("producers", ArrayObject.of(Producer.of(definition).stream().map(Inspection::producer).toList()));
        members.put("features", proposals(definition.features()));
        members.put("missingFeatures", proposals(missingFeatures));
        members.put("imports", imports());
        members.put("exports", Descriptions.exports(module));
        members.put("memories", items(definition.memories(), importedMemories()));
        members.put("tables", items(definition.tables(), definition.importedTables()));
        members.put("customSections", customSections());
        Advice advice = advice();
        if (advice != null) {
            members.put("cause", advice.cause());
            members.put("remedy", advice.remedy());
        }
        return new RecordObject(members);
    }

    private static RecordObject producer(Producer producer) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("field", producer.field());
        members.put("name", producer.name());
        members.put("version", producer.version());
        String version = producer.version().isEmpty() ? "" : " " + GuestText.escape(producer.version());
        members.put("label", GuestText.escape(producer.name()) + version);
        return new RecordObject(members);
    }

    private static ArrayObject proposals(Set<Feature> features) {
        return ArrayObject.of(features.stream().sorted().map(Feature::proposal).toList());
    }

    private Object imports() {
        Set<Import> unfit = new HashSet<>();
        problems.forEach(problem -> unfit.add(problem.request()));
        return ArrayObject.of(definition.imports().stream().map(request -> {
            Map<String, Object> members = Descriptions.members(module, request);
            members.put("fits", !unfit.contains(request));
            return new RecordObject(members);
        }).toList());
    }

    private long importedMemories() {
        return definition.imports().stream().filter(request -> request.type().kind() == ExternalKind.MEMORY).count();
    }

    private Object items(List<? extends ExternalType> types, long imported) {
        List<RecordObject> items = new ArrayList<>();
        for (ExternalType type : types) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("type", Descriptions.type(module, type));
            members.put("imported", items.size() < imported);
            items.add(new RecordObject(members));
        }
        return ArrayObject.of(items);
    }

    private Object customSections() {
        return ArrayObject.of(definition.customSections().stream().map(section -> {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("name", section.name());
            members.put("label", GuestText.quote(section.name()));
            members.put("size", section.end() - section.start());
            return new RecordObject(members);
        }).toList());
    }

    /** What keeps it from running, the import that is missing before the proposal. */
    private Advice advice() {
        Advice advice = LinkException.explain(module, problems, imports::provides);
        if (advice != null) {
            return advice;
        }
        if (!problems.isEmpty()) {
            return new Advice("The import " + problems.getFirst() + ".", "Provide what its type says.");
        }
        return missingFeatures.isEmpty() ? null
                        : new Advice("It needs proposals that this version does not run.", MissingFeatures.remedy(missingFeatures));
    }
}
