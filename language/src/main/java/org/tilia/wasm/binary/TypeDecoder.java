package org.tilia.wasm.binary;

import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.module.ArrayType;
import org.tilia.wasm.module.CompositeType;
import org.tilia.wasm.module.FieldType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.LoadPoll;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.module.RecursiveType;
import org.tilia.wasm.module.StructType;
import org.tilia.wasm.module.SubType;
import org.tilia.wasm.module.TypeReader;
import org.tilia.wasm.module.ValueType;

/** Decodes type definitions (spec 5.3.9 to 5.3.10, 5.5.4). */
final class TypeDecoder {

    static final int RECURSIVE = 0x4E;
    static final int SUB_FINAL = 0x4F;
    static final int SUB = 0x50;
    static final int ARRAY = 0x5E;
    static final int STRUCT = 0x5F;
    static final int FUNCTION = 0x60;

    private final TypeReader in;
    private final ModuleLimits limits;
    private final LoadPoll poll;
    private final List<SubType> types = new ArrayList<>();
    private final List<RecursiveType> groups = new ArrayList<>();

    TypeDecoder(TypeReader in, ModuleLimits limits, LoadPoll poll) {
        this.in = in;
        this.limits = limits;
        this.poll = poll;
    }

    List<SubType> types() {
        return types;
    }

    List<RecursiveType> groups() {
        return groups;
    }

    void section() {
        int at = in.position();
        int count = in.count("types", 2);
        ModuleLimits.check(count, limits.types(), "types", at);
        for (int i = 0; i < count; i++) {
            group();
        }
    }

    private void group() {
        int first = types.size();
        if (in.peek() != RECURSIVE) {
            types.add(subType());
        } else {
            in.u8();
            int at = in.position();
            int count = in.count("types", 2);
            ModuleLimits.check(first + count, limits.types(), "types", at);
            for (int i = 0; i < count; i++) {
                types.add(subType());
            }
        }
        groups.add(new RecursiveType(first, types.subList(first, types.size())));
    }

    private SubType subType() {
        poll.item();
        int code = in.peek();
        if (code != SUB && code != SUB_FINAL) {
            return SubType.plain(compositeType());
        }
        in.u8();
        int count = in.count("supertypes", 1);
        List<Integer> supertypes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            supertypes.add(in.u32());
        }
        return new SubType(code == SUB_FINAL, supertypes, compositeType());
    }

    private CompositeType compositeType() {
        int at = in.position();
        int code = in.u8();
        return switch (code) {
            case FUNCTION -> new FunctionType(valueTypes("parameters", limits.parameters()),
                            valueTypes("results", limits.results()));
            case STRUCT -> structType();
            case ARRAY -> new ArrayType(fieldType());
            default -> throw ModuleException.malformed((code > 0x7F ? "integer representation too long: type code"
                            : code == RECURSIVE ? "unexpected recursive type" : "malformed type definition")
                            + ": 0x" + Integer.toHexString(code), at);
        };
    }

    private List<ValueType> valueTypes(String what, int maximum) {
        int at = in.position();
        int count = in.count(what, 1);
        ModuleLimits.check(count, maximum, what, at);
        ValueType[] found = new ValueType[count];
        for (int i = 0; i < count; i++) {
            found[i] = in.readValueType();
        }
        return List.of(found);
    }

    private StructType structType() {
        int at = in.position();
        int count = in.count("fields", 2);
        ModuleLimits.check(count, limits.fields(), "fields", at);
        List<FieldType> fields = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            fields.add(fieldType());
        }
        return new StructType(fields);
    }

    private FieldType fieldType() {
        return new FieldType(in.readStorageType(), in.readMutability());
    }
}
