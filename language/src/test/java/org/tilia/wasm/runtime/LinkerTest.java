package org.tilia.wasm.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.ConstantExpression;
import org.tilia.wasm.module.DataSegment;
import org.tilia.wasm.module.ElementSegment;
import org.tilia.wasm.module.Export;
import org.tilia.wasm.module.ExternalKind;
import org.tilia.wasm.module.ExternalType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.GlobalType;
import org.tilia.wasm.module.Import;
import org.tilia.wasm.module.Limits;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.module.NumberType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.SegmentMode;
import org.tilia.wasm.module.SubType;
import org.tilia.wasm.module.TableType;
import org.tilia.wasm.module.TagType;
import org.tilia.wasm.module.ValueType;
import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

class LinkerTest {

    private static final FunctionType NOTHING = new FunctionType(List.of(), List.of());
    private static final FunctionType I32_TO_I32 = new FunctionType(List.of(NumberType.I32), List.of(NumberType.I32));
    private static final MemoryType MEMORY = new MemoryType(AddressType.I32, Limits.between(1, 2), false, 16);
    private static final TableType TABLE = new TableType(AddressType.I32, Limits.from(4), ReferenceType.FUNCREF);
    private static final GlobalType CONSTANT = new GlobalType(NumberType.I32, false);
    private static final GlobalType VARIABLE = new GlobalType(NumberType.I32, true);

    private final WasmEngine engine = new WasmEngine(null, new TypeRegistry(), MemoryKind.NATIVE, new FakeTrees(), _ -> null, null,
                    GuestFrames.NONE);
    private final WasmStore store = new WasmStore(engine, StoreLimits.DEFAULT, () -> new ThreadState(null, Integer.MAX_VALUE, null), null);
    private final Map<String, External> imports = new HashMap<>();

    /** A constant expression means the offset where it starts; function 0 of a module adds 1 to its first global. */
    private static final class FakeTrees implements TreeBuilder {
        @Override
        public Object literal(WasmModule module, ConstantExpression expression) {
            return null;
        }

        @Override
        public java.util.Set<org.tilia.wasm.module.Feature> features() {
            return java.util.EnumSet.allOf(org.tilia.wasm.module.Feature.class);
        }


        @Override
        public RootNode build(GuestCode code) {
            return root((instance) -> {
                instance.globals[0].bits++;
                return null;
            });
        }

        @Override
        public RootNode build(WasmModule module, ConstantExpression expression, ValueType type) {
            return root(_ -> expression.start());
        }

        private static RootNode root(java.util.function.Function<Instance, Object> body) {
            return new RootNode(null) {
                @Override
                public Object execute(VirtualFrame frame) {
                    return body.apply((Instance) frame.getArguments()[0]);
                }
            };
        }
    }

    private static ConstantExpression constant(int value) {
        return new ConstantExpression(value, value);
    }

    private static TestModule module() {
        return new TestModule().type(SubType.plain(NOTHING)).type(SubType.plain(I32_TO_I32));
    }

    private Instance instantiate(TestModule module) {
        return Linker.instantiate(new WasmModule(module.build(), "file", engine), (_, request) -> imports.get(request.name()), store);
    }

    private void give(String name, StoreObject object) {
        imports.put(name, new External.Stored(object));
    }

    private LinkException refusal(TestModule module) {
        return assertThrows(LinkException.class, () -> instantiate(module));
    }

    @Test
    void allMissingImportsAreNamedWithTheirTypes() {
        LinkException refused = refusal(module().importing("env", "f", new ExternalType.Function(1)).importing("env", "m", MEMORY)
                        .importing("env", "t", TABLE).importing("env", "g", VARIABLE).importing("env", "e", new TagType(0)));
        assertEquals(5, refused.problems().size());
        assertEquals("""
                        unknown import: module test has 5 imports that do not fit
                          env.f must be a function [i32] -> [i32]
                          env.m must be a memory of 1 to 2 pages
                          env.t must be a table of funcref with at least 4 elements
                          env.g must be a mutable global of type i32
                          env.e must be a tag [] -> []
                        Nothing provides module env: the program that embeds it is to do so.
                        Provide it as a member env of what newInstance is given.""", refused.getMessage());
    }

    @Test
    void unknownFunctionsGiveZerosOrTrap() {
        FunctionType several = new FunctionType(List.of(NumberType.I32), List.of(NumberType.I64, NumberType.F32, ReferenceType.FUNCREF));
        FunctionType reference = new FunctionType(List.of(), List.of(new ReferenceType(false, ReferenceType.FUNCREF.heap())));
        WasmModule module = new WasmModule(module().type(SubType.plain(several)).type(SubType.plain(reference)).build(), "file", engine);
        assertArrayEquals(new Object[]{0L, 0f, null}, (Object[]) callUnknown(UnknownImports.DEFAULT, module, 2));
        assertEquals(0, callUnknown(UnknownImports.DEFAULT, module, 1));
        assertNull(callUnknown(UnknownImports.DEFAULT, module, 0));
        assertEquals("unreachable: the import env.f was called, which nothing provides",
                        assertThrows(Trap.class, () -> callUnknown(UnknownImports.DEFAULT, module, 3)).getMessage());
        assertThrows(Trap.class, () -> callUnknown(UnknownImports.TRAP, module, 0));
        assertNull(UnknownImports.ERROR.behind(ImportResolver.NONE).resolve(module, new Import("env", "f", new ExternalType.Function(0))));
        assertNull(UnknownImports.DEFAULT.behind(ImportResolver.NONE).resolve(module, new Import("env", "f", MEMORY)));
    }

    private static Object callUnknown(UnknownImports unknown, WasmModule module, int type) {
        Import request = new Import("env", "f", new ExternalType.Function(type));
        return ((External.Host) unknown.behind(ImportResolver.NONE).resolve(module, request)).function().call(null, new Object[0]);
    }

    @Test
    void importsOfOtherTypesAreRefused() {
        give("f", new GlobalInstance(ResolvedType.of(NumberType.I32), false, 1));
        LinkException refused = refusal(module().importing("env", "f", new ExternalType.Function(0)));
        assertEquals("incompatible import type: env.f must be a function [] -> [], but is an immutable global of type i32",
                        refused.getMessage());
        refused = refusal(module().importing("env", "f", VARIABLE));
        assertTrue(refused.getMessage().startsWith("incompatible import type"), refused.getMessage());
        imports.put("f", new External.Host("f", I32_TO_I32, (_, _) -> null));
        assertEquals("incompatible import type: env.f must be a function [] -> [], but is a function [i32] -> [i32]",
                        refusal(module().importing("env", "f", new ExternalType.Function(0))).getMessage());
        imports.put("f", new External.Unfit("a string"));
        assertEquals("incompatible import type: env.f must be an immutable global of type i32, but is a string",
                        refusal(module().importing("env", "f", CONSTANT)).getMessage());
    }

    @Test
    void limitsOfImportsAreComparedWithTheCurrentSize() {
        LinearMemory memory = MemoryKind.NATIVE.allocate(MEMORY, store.memoryBudget());
        give("m", memory);
        TestModule wantsTwo = module().importing("env", "m", new MemoryType(AddressType.I32, Limits.between(2, 3), false, 16));
        refusal(wantsTwo);
        memory.grow(1);
        assertSame(memory, instantiate(wantsTwo).memory0);
        refusal(module().importing("env", "m", new MemoryType(AddressType.I32, Limits.between(0, 1), false, 16)));
        refusal(module().importing("env", "m", new MemoryType(AddressType.I64, Limits.from(0), false, 16)));
        refusal(module().importing("env", "m", new MemoryType(AddressType.I32, Limits.between(0, 2), true, 16)));
    }

    @Test
    void theInstanceHoldsImportsAndDefinitions() {
        GlobalInstance global = new GlobalInstance(ResolvedType.of(NumberType.I32), true, 5);
        give("g", global);
        imports.put("f", new External.Host("f", null, (_, arguments) -> (Integer) arguments[0] + 1));
        Instance instance = instantiate(module().importing("env", "f", new ExternalType.Function(1)).importing("env", "g", VARIABLE)
                        .function(0).memory(MEMORY).table(TABLE).global(CONSTANT, constant(33)).start(1)
                        .exporting(new Export("run", ExternalKind.FUNCTION, 1)).exporting(new Export("x", ExternalKind.GLOBAL, 1)));
        assertEquals(6, global.get());
        assertEquals(33, ((GlobalInstance) instance.export("x")).get());
        assertSame(instance.export("run"), instance.function(1));
        assertSame(instance.function(0), instance.function(0));
        assertNull(instance.export("none"));
        assertSame(instance, instance.function(0).instance());
        assertEquals(8, instance.function(0).code().invoke(new Object[]{instance, store.thread(), 7}));
        assertEquals(4, instance.tables[0].size());
    }

    @Test
    void activeSegmentsAreCopiedAndDropped() {
        Instance instance = instantiate(module().bytes((byte) 9, (byte) 8, (byte) 7).function(0).memory(MEMORY).table(TABLE)
                        .data(new DataSegment(SegmentMode.ACTIVE, 0, constant(100), 1, 2))
                        .data(new DataSegment(SegmentMode.PASSIVE, 0, null, 0, 3))
                        .elements(new ElementSegment(SegmentMode.ACTIVE, 0, constant(2), ReferenceType.FUNCREF, new int[]{0}, null))
                        .elements(new ElementSegment(SegmentMode.PASSIVE, 0, null, ReferenceType.FUNCREF, new int[]{0, 0}, null)));
        assertEquals(0x0708, instance.memory0.loadI32(100, 0));
        assertSame(instance.function(0), instance.tables[0].get(2));
        assertTraps(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> instance.memoryInit(0, 0, 0, 0, 1));
        instance.memoryInit(0, 0, 0, 0, 0);
        instance.memoryInit(0, 1, 5, 0, 3);
        assertEquals(0x07_0809, instance.memory0.loadI32(5, 0));
        assertTraps(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> instance.memoryInit(0, 1, 0, 1, 3));
        assertTraps(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> instance.memoryInit(0, 1, 0, -1, 1));
        assertTraps(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> instance.memoryInit(0, 1, 0, 0, -1));
        instance.dataDrop(1);
        assertTraps(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> instance.memoryInit(0, 1, 0, 0, 1));
        assertTraps(TrapKind.TABLE_OUT_OF_BOUNDS, () -> instance.tableInit(0, 0, 0, 0, 1));
        instance.tableInit(0, 1, 0, 1, 1);
        assertSame(instance.function(0), instance.tables[0].get(0));
        assertTraps(TrapKind.TABLE_OUT_OF_BOUNDS, () -> instance.tableInit(0, 1, 3, 0, 2));
        instance.elementDrop(1);
        assertTraps(TrapKind.TABLE_OUT_OF_BOUNDS, () -> instance.tableInit(0, 1, 0, 0, 1));
    }

    @Test
    void whatSegmentsWroteBeforeAFailureStays() {
        LinearMemory memory = MemoryKind.NATIVE.allocate(MEMORY, store.memoryBudget());
        give("m", memory);
        TestModule module = module().bytes((byte) 9).importing("env", "m", MEMORY)
                        .data(new DataSegment(SegmentMode.ACTIVE, 0, constant(4), 0, 1))
                        .data(new DataSegment(SegmentMode.ACTIVE, 0, constant(0x1_0000), 0, 1));
        assertTraps(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> instantiate(module));
        assertEquals(9, memory.loadI32(4, 0));
    }

    private static void assertTraps(TrapKind kind, org.junit.jupiter.api.function.Executable action) {
        assertEquals(kind, assertThrows(Trap.class, action).kind());
    }
}
