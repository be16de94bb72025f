package org.tilia.wasm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.Limits;
import org.tilia.wasm.module.NumberType;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.TableType;
import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

class TableInstanceTest {

    private static final int LIMIT = 1000;

    private final TypeRegistry types = new TypeRegistry();
    private final DefinedType nothing = types.function(new FunctionType(List.of(), List.of()));
    private final DefinedType toI32 = types.function(new FunctionType(List.of(), List.of(NumberType.I32)));

    private static TableInstance table(Limits limits, Object initial) {
        TableType type = new TableType(AddressType.I32, limits, ReferenceType.FUNCREF);
        return new TableInstance(type, ResolvedType.of(ReferenceType.FUNCREF), new Budget(LIMIT), initial);
    }

    private static void assertTraps(TrapKind kind, Executable access) {
        assertEquals(kind, assertThrows(Trap.class, access).kind());
    }

    @Test
    void elementsAreReadAndWrittenWithinBounds() {
        TableInstance table = table(Limits.from(2), "x");
        assertSame("x", table.get(1));
        table.set(1, "y");
        assertSame("y", table.get(1));
        assertTraps(TrapKind.TABLE_OUT_OF_BOUNDS, () -> table.get(2));
        assertTraps(TrapKind.TABLE_OUT_OF_BOUNDS, () -> table.get(-1));
        assertTraps(TrapKind.TABLE_OUT_OF_BOUNDS, () -> table.set(1L << 32, null));
    }

    @Test
    void growthIsLimitedByTypeAndHost() {
        TableInstance typed = table(Limits.between(1, 3), null);
        assertEquals(1, typed.grow(2, "new"));
        assertNull(typed.get(0));
        assertSame("new", typed.get(2));
        assertEquals(-1, typed.grow(1, null));
        TableInstance open = table(Limits.from(1), null);
        assertEquals(-1, open.grow(LIMIT, null));
        assertEquals(1, open.grow(LIMIT - 1, null));
        assertEquals(-1, open.grow(-1, null));
        assertThrows(AllocationException.class, () -> table(Limits.from(LIMIT + 1), null));
    }

    @Test
    void bulkOperationsCheckBeforeTheyWrite() {
        TableInstance table = table(Limits.from(5), null);
        table.fill(1, "a", 2);
        table.copy(2, table, 1, 3);
        assertNull(table.get(4));
        assertSame("a", table.get(3));
        assertTraps(TrapKind.TABLE_OUT_OF_BOUNDS, () -> table.fill(3, "b", 3));
        assertSame("a", table.get(3));
        assertTraps(TrapKind.TABLE_OUT_OF_BOUNDS, () -> table.copy(0, table, 5, 1));
        assertTraps(TrapKind.TABLE_OUT_OF_BOUNDS, () -> table.copy(-1, table, 0, 1));
        table.copy(5, table, 5, 0);
        assertTraps(TrapKind.TABLE_OUT_OF_BOUNDS, () -> table.fill(6, null, 0));
    }

    @Test
    void indirectCallsCheckIndexElementAndType() {
        TableInstance table = table(Limits.from(2), null);
        WasmFunction function = new WasmFunction(nothing, null, new HostCode("f", (FunctionType) nothing.composite(), (_, _) -> null, null));
        table.set(0, function);
        assertSame(function, table.function(0, nothing));
        assertTraps(TrapKind.INDIRECT_CALL_TYPE_MISMATCH, () -> table.function(0, toI32));
        assertTraps(TrapKind.UNINITIALIZED_ELEMENT, () -> table.function(1, nothing));
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> table.function(2, nothing));
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> table.function(0xFFFF_FFFFL, nothing));
    }
}
