package org.tilia.wasm.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.WasmNode;
import org.tilia.wasm.nodes.memory.MemoryAccess;
import org.tilia.wasm.nodes.numeric.I32Nodes;
import org.tilia.wasm.nodes.numeric.SelectNodes;
import org.tilia.wasm.nodes.reference.ReferenceNodes;
import org.tilia.wasm.nodes.variable.GlobalGet;
import org.tilia.wasm.nodes.variable.GlobalSet;
import org.tilia.wasm.nodes.variable.SlotGet;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.MemoryKind;
import org.tilia.wasm.trap.TrapKind;
import org.tilia.wasm.tree.Execution.Outcome;

/** Globals, tables, references, {@code select}, and ranges and sizes of memories: interpreted and emitted alike. */
class StateInstructionsTest {

    private static final int POSITION = 321;

    /** How a node is run: each test runs both ways, each on a fresh instance. */
    enum Way {
        INTERPRETED {
            @Override
            Outcome run(Execution execution, WasmNode node, Object... values) {
                Outcome outcome = execution.interpret(node, values);
                if (outcome.trap() != null) {
                    assertEquals(POSITION, outcome.offset());
                }
                return outcome.withoutOffset();
            }
        },
        EMITTED {
            @Override
            Outcome run(Execution execution, WasmNode node, Object... values) {
                return execution.run(TestEmitter.emit(node), values);
            }
        };

        abstract Outcome run(Execution execution, WasmNode node, Object... values);

        Object value(Instance instance, WasmNode node) {
            Outcome outcome = run(new Execution(instance), node);
            assertNull(outcome.trap());
            return outcome.value();
        }

        TrapKind trap(Instance instance, WasmNode node) {
            return run(new Execution(instance), node).trap();
        }
    }

    static Stream<Way> ways() {
        return Stream.of(Way.values());
    }

    private static ExpressionNode i32(long value) {
        return NumericInstructionsTest.constant(ValueKind.I32, (int) value);
    }

    private static ExpressionNode i64(long value) {
        return NumericInstructionsTest.constant(ValueKind.I64, value);
    }

    private static ExpressionNode address(AddressType type, long value) {
        return type == AddressType.I32 ? i32(value) : i64(value);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void globals(Way way) {
        Instance instance = TestInstances.of("""
                        (module (global (mut i32) (i32.const -5)) (global (mut i64) (i64.const 0x123456789abcdef0))
                                (global (mut f32) (f32.const nan:0x200001)) (global (mut f64) (f64.const -nan:0x4000000000001))
                                (global (mut externref) (ref.null extern)))""", MemoryKind.NATIVE);
        ValueKind[] kinds = {ValueKind.I32, ValueKind.I64, ValueKind.F32, ValueKind.F64};
        long[] initial = {-5, 0x1234_5678_9ABC_DEF0L, 0x7FA0_0001, 0xFFF4_0000_0000_0001L};
        long[] other = {Integer.MIN_VALUE, -1, (int) 0xFF80_0001L, 0x7FF0_0000_0000_0001L};
        for (int i = 0; i < kinds.length; i++) {
            assertEquals(initial[i], way.value(instance, GlobalGet.create(kinds[i], i)));
            assertNull(way.value(instance, GlobalSet.create(i, NumericInstructionsTest.constant(kinds[i], other[i]))));
            assertEquals(other[i], way.value(instance, GlobalGet.create(kinds[i], i)));
        }
        assertNull(way.value(instance, GlobalGet.create(ValueKind.REF, 4)));
        Object object = new Object();
        way.run(new Execution(instance, ValueKind.REF), GlobalSet.create(4, SlotGet.create(ValueKind.REF, 0)), object);
        assertSame(object, way.value(instance, GlobalGet.create(ValueKind.REF, 4)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void references(Way way) {
        Instance instance = TestInstances.of("(module (func) (func))", MemoryKind.NATIVE);
        ExpressionNode function = new ReferenceNodes.Function(1);
        assertSame(instance.function(1), way.value(instance, function));
        assertNull(way.value(instance, new ReferenceNodes.Null()));
        assertEquals(0L, way.value(instance, new ReferenceNodes.IsNull(function)));
        assertEquals(1L, way.value(instance, new ReferenceNodes.IsNull(new ReferenceNodes.Null())));
        assertEquals(1L, way.value(instance, new I32Nodes.Eqz(new ReferenceNodes.IsNull(function))));
        assertSame(instance.function(1), way.value(instance, new ReferenceNodes.AsNonNull(function, POSITION)));
        assertEquals(TrapKind.NULL_REFERENCE, way.trap(instance, new ReferenceNodes.AsNonNull(new ReferenceNodes.Null(), POSITION)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void select(Way way) {
        for (ValueKind kind : new ValueKind[]{ValueKind.I32, ValueKind.I64, ValueKind.F32, ValueKind.F64, ValueKind.REF}) {
            Object first = kind == ValueKind.REF ? new Object() : (Object) NumericValues.of(kind)[1];
            Object second = kind == ValueKind.REF ? "second" : (Object) NumericValues.of(kind)[2];
            Execution execution = new Execution(null, kind, kind, ValueKind.I32);
            for (long condition : new long[]{0, 1, -1}) {
                ExpressionNode node = SelectNodes.create(SlotGet.create(kind, 0), SlotGet.create(kind, 1), SlotGet.create(ValueKind.I32, 2));
                assertEquals(condition != 0 ? first : second, way.run(execution, node, first, second, condition).value());
            }
        }
        Instance instance = TestInstances.of("(module (func))", MemoryKind.NATIVE);
        ExpressionNode mixed = SelectNodes.create(new ReferenceNodes.Function(0), new ReferenceNodes.Null(), i32(1));
        assertSame(instance.function(0), way.value(instance, mixed));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void tables(Way way) {
        for (AddressType type : AddressType.values()) {
            String address = type == AddressType.I32 ? "" : "i64 ";
            Instance instance = TestInstances.of("(module (func $f) (table " + address + "3 10 funcref) (table " + address
                            + "4 funcref) (elem func $f $f))", MemoryKind.NATIVE);
            Object function = instance.function(0);
            ExpressionNode reference = new ReferenceNodes.Function(0);
            assertEquals(3L, way.value(instance, TableFactory.size(0, type)));
            assertNull(way.value(instance, TableFactory.set(0, address(type, 1), reference, POSITION)));
            assertSame(function, way.value(instance, TableFactory.get(0, address(type, 1), POSITION)));
            assertNull(way.value(instance, TableFactory.get(0, address(type, 2), POSITION)));
            for (long outside : new long[]{3, -1, Integer.MIN_VALUE, Long.MIN_VALUE + 3}) {
                assertEquals(TrapKind.TABLE_OUT_OF_BOUNDS, way.trap(instance, TableFactory.get(0, address(type, outside), POSITION)));
                assertEquals(TrapKind.TABLE_OUT_OF_BOUNDS,
                                way.trap(instance, TableFactory.set(0, address(type, outside), reference, POSITION)));
            }
            assertEquals(3L, way.value(instance, TableFactory.grow(0, type, reference, address(type, 2))));
            assertEquals(5L, way.value(instance, TableFactory.size(0, type)));
            assertSame(function, way.value(instance, TableFactory.get(0, address(type, 4), POSITION)));
            assertEquals(-1L, way.value(instance, TableFactory.grow(0, type, reference, address(type, 6))));
            assertEquals(-1L, way.value(instance, TableFactory.grow(0, type, reference, address(type, -1))));

            ExpressionNode none = new ReferenceNodes.Null();
            assertNull(way.value(instance, TableFactory.fill(0, address(type, 3), none, address(type, 2), POSITION)));
            assertNull(instance.tables[0].get(4));
            assertEquals(TrapKind.TABLE_OUT_OF_BOUNDS,
                            way.trap(instance, TableFactory.fill(0, address(type, 3), none, address(type, -1), POSITION)));
            assertNull(way.value(instance,
                            TableFactory.copy(1, 0, address(type, 2), address(type, 0), address(type, 2), POSITION)));
            assertSame(function, instance.tables[1].get(3));
            assertEquals(TrapKind.TABLE_OUT_OF_BOUNDS,
                            way.trap(instance, TableFactory.copy(1, 0, address(type, 3), address(type, 0), address(type, 2), POSITION)));
            assertNull(way.value(instance, TableFactory.init(1, 0, address(type, 0), i32(1), i32(1), POSITION)));
            assertSame(function, instance.tables[1].get(0));
            assertEquals(TrapKind.TABLE_OUT_OF_BOUNDS,
                            way.trap(instance, TableFactory.init(1, 0, address(type, 0), i32(1), i32(2), POSITION)));
            assertNull(way.value(instance, TableFactory.elementDrop(0)));
            assertEquals(TrapKind.TABLE_OUT_OF_BOUNDS,
                            way.trap(instance, TableFactory.init(1, 0, address(type, 0), i32(1), i32(1), POSITION)));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void memories(Way way) {
        for (MemoryKind kind : MemoryKind.values()) {
            for (AddressType type : AddressType.values()) {
                String address = type == AddressType.I32 ? "" : "i64 ";
                memories(way, kind, type, TestInstances.of("(module (memory " + address + "1 3) (memory " + address
                                + "1) (data \"abcdef\"))", kind));
            }
        }
    }

    private static void memories(Way way, MemoryKind kind, AddressType type, Instance instance) {
        Function<Integer, MemoryAccess> access = index -> new MemoryAccess(index, kind.memoryClass(), type, 0, POSITION);
        assertEquals(1L, way.value(instance, MemoryFactory.size(access.apply(0))));
        assertEquals(1L, way.value(instance, MemoryFactory.grow(access.apply(0), address(type, 1))));
        assertEquals(2L, way.value(instance, MemoryFactory.size(access.apply(0))));
        assertEquals(1L, way.value(instance, MemoryFactory.size(access.apply(1))));
        assertEquals(-1L, way.value(instance, MemoryFactory.grow(access.apply(0), address(type, 2))));
        assertEquals(-1L, way.value(instance, MemoryFactory.grow(access.apply(0), address(type, -1))));

        long end = 2 * 65536;
        assertNull(way.value(instance, MemoryFactory.init(1, 0, address(type, 10), i32(1), i32(3), POSITION)));
        assertNull(way.value(instance, MemoryFactory.copy(0, 1, address(type, end - 3), address(type, 10), address(type, 3), POSITION)));
        assertNull(way.value(instance, MemoryFactory.fill(access.apply(0), address(type, end - 1), i32(0x17A), address(type, 1), POSITION)));
        byte[] contents = new byte[3];
        instance.memory0.copyOut(end - 3, contents, 0, 3);
        assertArrayEquals(new byte[]{'b', 'c', 'z'}, contents);

        assertEquals(TrapKind.MEMORY_OUT_OF_BOUNDS,
                        way.trap(instance, MemoryFactory.init(1, 0, address(type, 0), i32(4), i32(3), POSITION)));
        assertEquals(TrapKind.MEMORY_OUT_OF_BOUNDS,
                        way.trap(instance, MemoryFactory.copy(0, 1, address(type, end - 2), address(type, 0), address(type, 3), POSITION)));
        assertEquals(TrapKind.MEMORY_OUT_OF_BOUNDS,
                        way.trap(instance, MemoryFactory.fill(access.apply(0), address(type, 1), i32(0), address(type, -1), POSITION)));
        assertNull(way.value(instance, MemoryFactory.dataDrop(0)));
        assertEquals(TrapKind.MEMORY_OUT_OF_BOUNDS,
                        way.trap(instance, MemoryFactory.init(1, 0, address(type, 0), i32(0), i32(1), POSITION)));
        assertNull(way.value(instance, MemoryFactory.init(1, 0, address(type, 0), i32(0), i32(0), POSITION)));
    }

    /** A copy between memories of different address types counts by the narrower of them. */
    @Test
    void memoriesOfDifferentAddresses() {
        Instance instance = TestInstances.of("(module (memory 1) (memory i64 1) (data (memory 1) (i64.const 4) \"hello\"))", MemoryKind.NATIVE);
        assertNotNull(instance.memory0);
        for (Way way : Way.values()) {
            assertNull(way.value(instance, MemoryFactory.copy(0, 1, i32(65531), i64(4), i32(5), POSITION)));
            assertEquals('o', instance.memory0.loadI32x8u(65535, 0));
            assertEquals(TrapKind.MEMORY_OUT_OF_BOUNDS,
                            way.trap(instance, MemoryFactory.copy(0, 1, i32(0), i64(-1), i32(1), POSITION)));
        }
    }
}
