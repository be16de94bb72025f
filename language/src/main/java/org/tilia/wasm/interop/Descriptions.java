package org.tilia.wasm.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tilia.wasm.data.ArrayObject;
import org.tilia.wasm.data.RecordObject;
import org.tilia.wasm.module.Export;
import org.tilia.wasm.module.ExternalKind;
import org.tilia.wasm.module.ExternalType;
import org.tilia.wasm.module.GuestText;
import org.tilia.wasm.module.Import;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.runtime.ExternalTypes;
import org.tilia.wasm.runtime.WasmModule;

/** A module's imports, exports and custom sections as arrays of objects; {@code kind} is JavaScript's word, {@code label} the name as a message may show it. */
final class Descriptions {

    private Descriptions() {
    }

    static Object imports(WasmModule module) {
        return ArrayObject.of(module.definition().imports().stream().map(request -> new RecordObject(members(module, request))).toList());
    }

    /** What is told of an import. */
    static Map<String, Object> members(WasmModule module, Import request) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("module", request.module());
        members.put("name", request.name());
        members.put("label", GuestText.quote(request.module()) + "." + GuestText.quote(request.name()));
        return withType(members, module, request.type());
    }

    static Object exports(WasmModule module) {
        return ArrayObject.of(module.definition().exports().stream().map(export -> {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("name", export.name());
            members.put("label", GuestText.quote(export.name()));
            return new RecordObject(withType(members, module, type(module.definition(), export)));
        }).toList());
    }

    private static Map<String, Object> withType(Map<String, Object> members, WasmModule module, ExternalType type) {
        members.put("kind", type.kind() == ExternalKind.FUNCTION ? "function" : type.kind().keyword());
        members.put("type", type(module, type));
        return members;
    }

    /** A type in words. */
    static String type(WasmModule module, ExternalType type) {
        return ExternalTypes.describe(type, module.types());
    }

    private static ExternalType type(Module definition, Export export) {
        int index = export.index();
        return switch (export.kind()) {
            case FUNCTION -> new ExternalType.Function(definition.functionTypes()[index]);
            case TABLE -> definition.tables().get(index);
            case MEMORY -> definition.memories().get(index);
            case GLOBAL -> definition.globals().get(index);
            case TAG -> definition.tags().get(index);
        };
    }

    static Object customSections(WasmModule module) {
        List<RecordObject> sections = module.definition().customSections().stream().map(section -> {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("name", section.name());
            members.put("bytes", new BytesObject(module.definition().bytes(), section.start(), section.end()));
            return new RecordObject(members);
        }).toList();
        return ArrayObject.of(sections);
    }
}
