package org.tilia.wasm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tilia.wasm.module.AbstractHeapType;
import org.tilia.wasm.module.FieldType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.NumberType;
import org.tilia.wasm.module.RecursiveType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.StructType;
import org.tilia.wasm.module.SubType;
import org.tilia.wasm.module.TypeIndex;
import org.tilia.wasm.module.ValueType;

class TypeRegistryTest {

    private static final FunctionType NOTHING = new FunctionType(List.of(), List.of());
    private static final FunctionType I32_TO_I32 = new FunctionType(List.of(NumberType.I32), List.of(NumberType.I32));

    private final TypeRegistry registry = new TypeRegistry();

    private DefinedType[] define(RecursiveType... groups) {
        return registry.define(new TestModule().types(groups).build());
    }

    private static RecursiveType group(int first, SubType... members) {
        return new RecursiveType(first, List.of(members));
    }

    private static SubType open(StructType type, Integer... supertypes) {
        return new SubType(false, List.of(supertypes), type);
    }

    private static StructType struct(ValueType... fields) {
        return new StructType(List.of(fields).stream().map(field -> new FieldType(field, false)).toList());
    }

    private static ReferenceType reference(int index) {
        return new ReferenceType(true, new TypeIndex(index));
    }

    @Test
    void equalTypesOfDifferentModulesAreOneObject() {
        DefinedType[] first = define(group(0, SubType.plain(NOTHING)), group(1, SubType.plain(I32_TO_I32)));
        DefinedType[] second = define(group(0, SubType.plain(I32_TO_I32)));
        assertSame(first[1], second[0]);
        assertNotSame(first[0], first[1]);
        assertSame(first[1], registry.function(I32_TO_I32));
    }

    @Test
    void finalityIsPartOfTheType() {
        DefinedType[] types = define(group(0, SubType.plain(struct())), group(1, open(struct())));
        assertNotSame(types[0], types[1]);
    }

    @Test
    void recursiveGroupsAreComparedAsAWhole() {
        DefinedType[] first = define(group(0, open(struct(reference(0)))));
        DefinedType[] shifted = define(group(0, SubType.plain(NOTHING)), group(1, open(struct(reference(1)))));
        DefinedType[] inLargerGroup = define(group(0, open(struct(reference(0))), open(struct(reference(1)))));
        assertSame(first[0], shifted[1]);
        assertNotSame(first[0], inLargerGroup[0]);
        assertNotSame(inLargerGroup[0], inLargerGroup[1]);
        assertSame(first[0], first[0].referent((TypeIndex) ((ReferenceType) ((StructType) first[0].composite()).fields()
                        .getFirst().storage()).heap()));
    }

    @Test
    void referencesToOuterTypesCountByWhatTheyMean() {
        DefinedType[] first = define(group(0, open(struct())), group(1, open(struct(reference(0)))));
        DefinedType[] same = define(group(0, SubType.plain(NOTHING)), group(1, open(struct())), group(2, open(struct(reference(1)))));
        DefinedType[] other = define(group(0, SubType.plain(NOTHING)), group(1, open(struct(reference(0)))));
        assertSame(first[1], same[2]);
        assertNotSame(first[1], other[1]);
    }

    @Test
    void subtypesAreFoundThroughTheDisplay() {
        DefinedType[] types = define(group(0, open(struct())), group(1, open(struct(NumberType.I32), 0)),
                        group(2, open(struct(NumberType.I32, NumberType.I64), 1)), group(3, open(struct(NumberType.F32), 0)));
        assertTrue(types[2].isSubtypeOf(types[0]));
        assertTrue(types[2].isSubtypeOf(types[1]));
        assertTrue(types[2].isSubtypeOf(types[2]));
        assertFalse(types[0].isSubtypeOf(types[2]));
        assertFalse(types[3].isSubtypeOf(types[1]));
        assertFalse(types[1].isSubtypeOf(types[3]));
        assertSame(types[1], types[2].supertype());
    }

    @Test
    void valueTypesMatchAcrossModules() {
        DefinedType[] types = define(group(0, open(struct())), group(1, open(struct(NumberType.I32), 0)), group(2, SubType.plain(NOTHING)));
        ResolvedType base = ResolvedType.of(reference(0), types);
        ResolvedType derived = ResolvedType.of(new ReferenceType(false, new TypeIndex(1)), types);
        ResolvedType function = ResolvedType.of(reference(2), types);
        assertTrue(derived.matches(base));
        assertFalse(base.matches(derived));
        assertTrue(derived.matches(abstractType(AbstractHeapType.EQ)));
        assertTrue(derived.matches(abstractType(AbstractHeapType.ANY)));
        assertFalse(derived.matches(abstractType(AbstractHeapType.FUNC)));
        assertFalse(derived.matches(abstractType(AbstractHeapType.ARRAY)));
        assertTrue(function.matches(ResolvedType.of(ReferenceType.FUNCREF)));
        assertFalse(function.matches(ResolvedType.of(ReferenceType.FUNCREF.nonNull())));
        assertTrue(abstractType(AbstractHeapType.NONE).matches(base));
        assertTrue(abstractType(AbstractHeapType.NOFUNC).matches(function));
        assertFalse(abstractType(AbstractHeapType.NONE).matches(function));
        assertTrue(ResolvedType.of(NumberType.I32).matches(ResolvedType.of(NumberType.I32)));
        assertFalse(ResolvedType.of(NumberType.I32).matches(ResolvedType.of(NumberType.I64)));
        assertEquals(base, ResolvedType.of(reference(3), define(group(0, SubType.plain(NOTHING)), group(1, SubType.plain(I32_TO_I32)),
                        group(2, open(struct(NumberType.F64))), group(3, open(struct())))));
    }

    private static ResolvedType abstractType(AbstractHeapType heap) {
        return ResolvedType.of(new ReferenceType(true, heap));
    }

    @Test
    void unusedTypesAreForgotten() {
        WeakReference<DefinedType> type = new WeakReference<>(define(group(0, open(struct(NumberType.F64))))[0]);
        assertTrue(Collection.until(() -> type.refersTo(null)), "a type that nothing uses is collected");
        DefinedType again = define(group(0, open(struct(NumberType.F64))))[0];
        assertSame(again, define(group(0, open(struct(NumberType.F64))))[0]);
    }
}
