package org.tilia.wasm.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.Limits;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

class LinearMemoryTest {

    private static final int PAGE = 1 << MemoryType.DEFAULT_PAGE_SIZE_LOG2;

    private final Budget budget = new Budget(Long.MAX_VALUE);

    private static MemoryType type(AddressType address, Limits limits) {
        return new MemoryType(address, limits, false, MemoryType.DEFAULT_PAGE_SIZE_LOG2);
    }

    private LinearMemory memory(MemoryKind kind, long pages) {
        return kind.allocate(type(AddressType.I32, Limits.from(pages)), budget);
    }

    private static void assertOutOfBounds(Executable access) {
        Trap trap = assertThrows(Trap.class, access);
        assertEquals(TrapKind.MEMORY_OUT_OF_BOUNDS, trap.kind());
        assertTrue(trap.getMessage().startsWith("out of bounds memory access"), trap.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void bytesAreLittleEndian(MemoryKind kind) {
        LinearMemory memory = memory(kind, 1);
        memory.storeI64(8, 0, 0x8877_6655_4433_2211L);
        assertEquals(0x11, memory.loadI32x8u(8, 0));
        assertEquals(0x4433_2211, memory.loadI32(8, 0));
        assertEquals(0x5544, memory.loadI32x16u(8, 3));
        assertEquals(0x8877_6655L, memory.loadI64x32u(4, 8));
        assertEquals(0xFFFF_FFFF_8877_6655L, memory.loadI64x32s(4, 8));
    }

    @ParameterizedTest
    @EnumSource
    void narrowLoadsExtend(MemoryKind kind) {
        LinearMemory memory = memory(kind, 1);
        memory.storeI32(0, 0, 0xFFFF_80F0);
        assertEquals(-16, memory.loadI32x8s(0, 0));
        assertEquals(0xF0, memory.loadI32x8u(0, 0));
        assertEquals(-0x7F10, memory.loadI32x16s(0, 0));
        assertEquals(0x80F0, memory.loadI32x16u(0, 0));
        assertEquals(-16L, memory.loadI64x8s(0, 0));
        assertEquals(0xF0L, memory.loadI64x8u(0, 0));
        assertEquals(-0x7F10L, memory.loadI64x16s(0, 0));
        assertEquals(0x80F0L, memory.loadI64x16u(0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void narrowStoresLeaveNeighboursAlone(MemoryKind kind) {
        LinearMemory memory = memory(kind, 1);
        memory.storeI64(0, 0, -1);
        memory.storeI32x8(0, 0, 0x1234);
        memory.storeI32x16(0, 2, 0x12_3456);
        memory.storeI64x8(0, 4, 0x99L);
        assertEquals(0xFFFF_FF99_3456_FF34L, memory.loadI64(0, 0));
        memory.storeI64x16(0, 6, 0x7_0001L);
        assertEquals(0x0001_FF99_3456_FF34L, memory.loadI64(0, 0));
        memory.storeI64x32(0, 0, 0x5_0000_0007L);
        assertEquals(0x0001_FF99_0000_0007L, memory.loadI64(0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void floatsKeepTheirBits(MemoryKind kind) {
        LinearMemory memory = memory(kind, 1);
        memory.storeI32(0, 0, 0x7FA0_0001);
        memory.storeF32(8, 0, memory.loadF32(0, 0));
        assertEquals(0x7FA0_0001, memory.loadI32(8, 0));
        memory.storeF64(16, 0, -0.0);
        assertEquals(Long.MIN_VALUE, memory.loadI64(16, 0));
        assertEquals(-0.0, memory.loadF64(16, 0));
    }

    @ParameterizedTest
    @EnumSource
    void accessesEndAtTheLastByte(MemoryKind kind) {
        LinearMemory memory = memory(kind, 1);
        memory.storeI32x8(PAGE - 1, 0, 7);
        assertEquals(7, memory.loadI32x8u(0, PAGE - 1));
        assertEquals(7 << 24, memory.loadI32(PAGE - 4, 0));
        assertOutOfBounds(() -> memory.loadI32x8u(PAGE, 0));
        assertOutOfBounds(() -> memory.loadI32x16u(PAGE - 1, 0));
        assertOutOfBounds(() -> memory.loadI32(PAGE - 3, 0));
        assertOutOfBounds(() -> memory.loadI64(PAGE - 8, 1));
        assertOutOfBounds(() -> memory.storeF64(PAGE - 7, 0, 1));
        assertOutOfBounds(() -> memory.storeI64x8(0xFFFF_FFFFL, 0, 1));
        assertOutOfBounds(() -> memory.storeI32(0xFFFF_FFFFL, 0xFFFF_FFFFL, 1));
    }

    @ParameterizedTest
    @EnumSource
    void sumsOfAddressAndOffsetDoNotWrap(MemoryKind kind) {
        LinearMemory memory = kind.allocate(type(AddressType.I64, Limits.from(1)), budget);
        assertOutOfBounds(() -> memory.loadI32(-4, 8));
        assertOutOfBounds(() -> memory.loadI32(8, -4));
        assertOutOfBounds(() -> memory.loadI32(Long.MAX_VALUE, 1));
        assertOutOfBounds(() -> memory.loadI32(Long.MAX_VALUE, Long.MAX_VALUE));
        assertOutOfBounds(() -> memory.loadI32(Long.MIN_VALUE, Long.MIN_VALUE));
        assertOutOfBounds(() -> memory.fill(-1, 0, 2));
        assertOutOfBounds(() -> memory.fill(0, 0, -1));
        assertOutOfBounds(() -> memory.copy(1, memory, 0, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyMemoryHasNoBytes(MemoryKind kind) {
        LinearMemory memory = memory(kind, 0);
        assertOutOfBounds(() -> memory.loadI32x8s(0, 0));
        assertOutOfBounds(() -> memory.storeI64(0, 0, 1));
        memory.fill(0, 1, 0);
        assertOutOfBounds(() -> memory.fill(1, 1, 0));
        assertEquals(0, memory.grow(1));
        memory.storeI64(0, 0, 1);
    }

    @ParameterizedTest
    @EnumSource
    void growthAddsZerosAndKeepsContents(MemoryKind kind) {
        LinearMemory memory = kind.allocate(type(AddressType.I32, Limits.between(1, 40)), budget);
        memory.storeI32(PAGE - 4, 0, 42);
        for (int pages = 1; pages < 40; pages++) {
            assertEquals(pages, memory.grow(1));
            assertEquals(0, memory.loadI64(pages * (long) PAGE + PAGE - 8, 0));
            memory.storeI64(pages * (long) PAGE, 0, pages);
        }
        assertEquals(-1, memory.grow(1));
        assertEquals(40, memory.grow(0));
        assertEquals(42, memory.loadI32(PAGE - 4, 0));
        assertEquals(17, memory.loadI64(17L * PAGE, 0));
        assertOutOfBounds(() -> memory.loadI32x8u(40L * PAGE, 0));
        assertEquals(-1, memory.grow(-1));
        assertEquals(-1, memory.grow(0xFFFF_FFFFL));
    }

    @ParameterizedTest
    @EnumSource
    void bulkOperationsCheckBeforeTheyWrite(MemoryKind kind) {
        LinearMemory memory = memory(kind, 1);
        byte[] text = {1, 2, 3, 4, 5};
        memory.copyIn(10, text, 1, 4);
        memory.copy(12, memory, 10, 4);
        byte[] read = new byte[8];
        memory.copyOut(9, read, 0, 8);
        assertArrayEquals(new byte[]{0, 2, 3, 2, 3, 4, 5, 0}, read);
        memory.fill(10, 0x1FF, 2);
        assertEquals(0xFFFF, memory.loadI32x16u(10, 0));
        assertOutOfBounds(() -> memory.fill(PAGE - 2, 9, 3));
        assertEquals(0, memory.loadI32x16u(PAGE - 2, 0));
        assertOutOfBounds(() -> memory.copy(PAGE - 1, memory, 10, 2));
        assertOutOfBounds(() -> memory.copy(0, memory, PAGE - 1, 2));
        assertOutOfBounds(() -> memory.copyIn(PAGE - 4, text, 0, 5));
        assertOutOfBounds(() -> memory.copyOut(PAGE - 7, read, 0, 8));
    }

    @ParameterizedTest
    @EnumSource
    void fillsReachTheirEdgesAndNotBeyond(MemoryKind kind) {
        LinearMemory memory = memory(kind, 1);
        byte[] expected = new byte[64];
        byte[] read = new byte[expected.length];
        for (int start = 1; start < 17; start++) {
            for (int count = 0; start + count < expected.length; count++) {
                byte value = (byte) (0x80 | count);
                memory.fill(0, 1, expected.length);
                memory.fill(start, 0x3F00 | value, count);
                Arrays.fill(expected, (byte) 1);
                Arrays.fill(expected, start, start + count, value);
                memory.copyOut(0, read, 0, read.length);
                assertArrayEquals(expected, read, start + " " + count);
            }
        }
    }

    @Test
    void thirtyTwoBitMemoriesReachFourGiB() {
        LinearMemory memory = memory(MemoryKind.NATIVE, 1);
        assertEquals(1, memory.grow(0xFFFF));
        assertEquals(1L << 32, memory.byteSize());
        memory.storeI64(0xFFFF_FFF8L, 0, 5);
        assertEquals(5, memory.loadI32x8u(0xFFFF_FFF0L, 8));
        assertEquals(0, memory.loadI64(0x9000_0000L, 0));
        assertOutOfBounds(() -> memory.loadI64(0xFFFF_FFF9L, 0));
        assertOutOfBounds(() -> memory.loadI32x8u(0xFFFF_FFFFL, 1));
        assertEquals(-1, memory.grow(1));
    }

    @Test
    void sixtyFourBitMemoriesReachFurther() {
        LinearMemory memory = MemoryKind.NATIVE.allocate(type(AddressType.I64, Limits.between(1, 0x1_8000)), budget);
        assertEquals(1, memory.grow(0x1_7FFF));
        long end = 6L << 30;
        memory.storeI32(end - 4, 0, 9);
        assertEquals(9, memory.loadI32(0, end - 4));
        assertOutOfBounds(() -> memory.loadI32(end - 3, 0));
    }

    @Test
    void arraysEndBeforeTwoGiB() {
        LinearMemory memory = memory(MemoryKind.BYTE_ARRAY, 1);
        assertEquals(-1, memory.grow(0x8000));
        AllocationException refused = assertThrows(AllocationException.class, () -> memory(MemoryKind.BYTE_ARRAY, 0x8000));
        assertTrue(refused.getMessage().contains("32768 pages"), refused.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void sharedMemoriesGrowInPlace(MemoryKind kind) {
        MemoryType type = new MemoryType(AddressType.I32, Limits.between(1, 4), true, MemoryType.DEFAULT_PAGE_SIZE_LOG2);
        LinearMemory memory = kind.allocate(type, budget);
        assertOutOfBounds(() -> memory.loadI32x8u(PAGE, 0));
        assertEquals(1, memory.grow(3));
        assertEquals(0, memory.loadI32x8u(4 * PAGE - 1, 0));
        assertOutOfBounds(() -> memory.loadI32x8u(4 * PAGE, 0));
    }

    @ParameterizedTest
    @EnumSource
    void theBudgetLimitsInstantiationAndGrowth(MemoryKind kind) {
        Budget small = new Budget(3 * PAGE);
        LinearMemory memory = kind.allocate(type(AddressType.I32, Limits.from(2)), small);
        assertEquals(-1, memory.grow(2));
        assertEquals(2, memory.grow(1));
        assertEquals(3 * PAGE, small.used());
        AllocationException refused = assertThrows(AllocationException.class,
                        () -> kind.allocate(type(AddressType.I32, Limits.from(1)), small));
        assertTrue(refused.getMessage().contains("the limit for all memories together is 196608 bytes"), refused.getMessage());
        assertEquals(0, memory.loadI32(0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void collectedMemoriesGiveTheirBytesBack(MemoryKind kind) {
        Budget small = new Budget(2 * PAGE);
        for (int i = 0; i < 10; i++) {
            LinearMemory memory = kind.allocate(type(AddressType.I32, Limits.from(1)), small);
            assertEquals(1, memory.grow(1));
            memory.storeI32(0, 0, i);
            memory = null;
            awaitUsed(small, 0);
        }
    }

    /** Cleaners run behind a collection, in their own time: collects again until they have. */
    private static void awaitUsed(Budget budget, long bytes) {
        for (int i = 0; i < 1000 && budget.used() > bytes; i++) {
            System.gc();
            Thread.yield();
        }
        assertEquals(bytes, budget.used());
    }

    private static ByteBuffer view(Budget budget, int value) {
        LinearMemory memory = MemoryKind.NATIVE.allocate(type(AddressType.I32, Limits.from(1)), budget);
        memory.storeI32(0, 0, value);
        return memory.buffer().slice(0, PAGE).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A view keeps its bytes, and they count, until nothing reaches it any more. */
    @Test
    void viewsKeepTheirBytes() {
        Budget small = new Budget(3 * PAGE);
        ByteBuffer kept = view(small, 77);
        // That these are gone shows that cleaners have run.
        for (int i = 0; i < 20; i++) {
            assertEquals(i, view(small, i).getInt(0));
            awaitUsed(small, PAGE);
        }
        assertEquals(77, kept.getInt(0));
        kept.putInt(PAGE - 4, 78);
        assertEquals(78, kept.getInt(PAGE - 4));
        kept = null;
        awaitUsed(small, 0);
    }

    @ParameterizedTest
    @EnumSource
    void copiesStayInTheArraysOfTheHost(MemoryKind kind) {
        LinearMemory memory = memory(kind, 1);
        byte[] array = new byte[8];
        for (int[] range : new int[][]{{0, 9}, {1, 8}, {8, 1}, {-1, 4}, {Integer.MAX_VALUE, 4}}) {
            assertThrows(IndexOutOfBoundsException.class, () -> memory.copyIn(0, array, range[0], range[1]));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.copyOut(0, array, range[0], range[1]));
        }
        memory.copyIn(PAGE, array, 8, 0);
    }

    @Test
    void manySmallMemoriesComeAndGo() {
        List<LinearMemory> kept = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            LinearMemory memory = memory(MemoryKind.NATIVE, 1);
            memory.storeI32(16, 0, i);
            if (i % 1000 == 0) {
                kept.add(memory);
            }
        }
        for (int i = 0; i < kept.size(); i++) {
            assertEquals(i * 1000, kept.get(i).loadI32(16, 0));
        }
    }

    @Test
    void anInterruptedThreadStillGetsMemory() {
        Thread.currentThread().interrupt();
        try {
            memory(MemoryKind.NATIVE, 1).storeI32(0, 0, 1);
        } finally {
            assertTrue(Thread.interrupted());
        }
        memory(MemoryKind.NATIVE, 1).storeI32(0, 0, 1);
    }

    @ParameterizedTest
    @EnumSource
    void pagesMayBeSmall(MemoryKind kind) {
        LinearMemory memory = kind.allocate(new MemoryType(AddressType.I32, Limits.between(3, 5), false, 0), budget);
        assertEquals(3, memory.pages());
        memory.storeI32x8(2, 0, 1);
        assertOutOfBounds(() -> memory.loadI32(0, 0));
        assertEquals(3, memory.grow(2));
        assertEquals(1 << 16, memory.loadI32(0, 0));
        assertEquals(-1, memory.grow(1));
    }

    @Test
    void aMemoryLargerThanItsAddressesIsRefused() {
        assertThrows(AllocationException.class, () -> memory(MemoryKind.NATIVE, 0x1_0001));
    }
}
