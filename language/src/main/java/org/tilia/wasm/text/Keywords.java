package org.tilia.wasm.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.AbstractHeapType;
import org.tilia.wasm.module.NumberType;
import org.tilia.wasm.module.PackedType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.ValueType;

/** The keywords of the grammar: types by their names, and which words exist at all. */
final class Keywords {

    private static final Map<String, ValueType> VALUE_TYPES = new HashMap<>();
    private static final Map<String, AbstractHeapType> HEAP_TYPES = new HashMap<>();
    private static final Map<String, PackedType> PACKED_TYPES = new HashMap<>();
    private static final Set<String> STRUCTURAL = new HashSet<>();

    static {
        for (NumberType type : NumberType.values()) {
            VALUE_TYPES.put(type.toString(), type);
        }
        for (AbstractHeapType type : AbstractHeapType.values()) {
            HEAP_TYPES.put(type.toString(), type);
            ReferenceType reference = new ReferenceType(true, type);
            VALUE_TYPES.put(reference.toString(), reference);
        }
        for (PackedType type : PackedType.values()) {
            PACKED_TYPES.put(type.toString(), type);
        }
        // modules and types
        words("module type rec sub final func struct array field mut param result local ref null table memory global tag");
        words("import export start elem data offset item declare shared pagesize");
        // folded instructions and catch clauses
        words("then else do catch catch_ref catch_all catch_all_ref");
        words("i8x16 i16x8 i32x4 i64x2 f32x4 f64x2");
        // scripts
        words("binary quote definition instance register invoke get either nan:canonical nan:arithmetic");
        words("assert_return assert_trap assert_exhaustion assert_exception assert_suspension assert_invalid assert_malformed");
        words("assert_invalid_custom assert_malformed_custom assert_unlinkable thread wait");
        words("ref.extern ref.host ref.struct ref.array ref.any");
    }

    private Keywords() {
    }

    private static void words(String list) {
        STRUCTURAL.addAll(Set.of(list.split(" ")));
    }

    /** A number type, vector type or short form of a reference type; or null. */
    static ValueType valueType(String word) {
        return VALUE_TYPES.get(word);
    }

    /** An abstract heap type, or null. */
    static AbstractHeapType heapType(String word) {
        return HEAP_TYPES.get(word);
    }

    /** A packed type, or null. */
    static PackedType packedType(String word) {
        return PACKED_TYPES.get(word);
    }

    /** Whether the grammar has this word somewhere; another one is an "unknown operator". */
    static boolean isKnown(String word) {
        return STRUCTURAL.contains(word) || VALUE_TYPES.containsKey(word) || HEAP_TYPES.containsKey(word)
                        || PACKED_TYPES.containsKey(word) || !Opcode.of(word).isEmpty() || word.startsWith("offset=") || word.startsWith("align=");
    }
}
