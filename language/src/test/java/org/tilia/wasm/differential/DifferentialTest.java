package org.tilia.wasm.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tilia.wasm.Guest;
import org.tilia.wasm.Guest.Tier;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.runtime.GlobalInstance;
import org.tilia.wasm.runtime.LinearMemory;
import org.tilia.wasm.runtime.StoreObject;
import org.tilia.wasm.runtime.Values;
import org.tilia.wasm.runtime.WasmEngine;
import org.tilia.wasm.runtime.WasmFunction;
import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

/**
 * Trees, the JVM tier and both together agree about random programs: results, traps, globals, memory, and how much was
 * done. {@code -Dtilia.differential.blocks=N} runs more than the usual.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DifferentialTest {

    private static final int BLOCK = 250;
    private static final int BLOCKS = Integer.getInteger("tilia.differential.blocks", 10);
    private static final int CALLS = 3;

    private final Map<Tier, WasmEngine> engines = new EnumMap<>(Tier.class);
    private final Set<TrapKind> traps = EnumSet.noneOf(TrapKind.class);
    private int returned;

    DifferentialTest() {
        for (Tier tier : Tier.values()) {
            engines.put(tier, tier.engine());
        }
    }

    static LongStream firstSeeds() {
        return LongStream.range(0, BLOCKS).map(block -> block * BLOCK);
    }

    @ParameterizedTest
    @MethodSource("firstSeeds")
    void tiersAgree(long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + BLOCK; seed++) {
            String program = ProgramGenerator.generate(seed);
            List<String> expected = run(Tier.TREE, program, seed);
            for (Tier tier : List.of(Tier.JVM, Tier.MIXED)) {
                List<String> found = run(tier, program, seed);
                if (!expected.equals(found)) {
                    assertEquals(String.join("\n", expected), String.join("\n", found), "seed " + seed + ", " + tier + "\n" + program);
                }
            }
        }
    }

    /** The programs must do something, or nothing has been compared. */
    @AfterAll
    void programsReturnAndTrap() {
        assertTrue(returned > BLOCKS * BLOCK * 3 / 4, "calls that returned: " + returned);
        assertTrue(traps.containsAll(Set.of(TrapKind.UNREACHABLE, TrapKind.MEMORY_OUT_OF_BOUNDS, TrapKind.INTEGER_DIVIDE_BY_ZERO,
                        TrapKind.INTEGER_OVERFLOW, TrapKind.INVALID_CONVERSION, TrapKind.INDIRECT_CALL_TYPE_MISMATCH, TrapKind.UNINITIALIZED_ELEMENT,
                        TrapKind.UNDEFINED_ELEMENT)), traps::toString);
    }

    /** What came of some calls, and of the module's state after each. */
    private List<String> run(Tier tier, String program, long seed) {
        Guest guest;
        try {
            guest = Guest.of(engines.get(tier), program);
        } catch (ModuleException e) {
            throw new AssertionError("seed " + seed + " makes a module that is refused: " + e.getMessage() + "\n" + program, e);
        }
        List<String> outcome = new ArrayList<>();
        Random random = new Random(seed);
        for (int i = 0; i < CALLS; i++) {
            ((GlobalInstance) guest.instance().export(ProgramGenerator.FUEL_GLOBAL)).set(ProgramGenerator.FUEL);
            outcome.add(call(guest, random));
            outcome.add(state(guest));
        }
        return outcome;
    }

    private String call(Guest guest, Random random) {
        WasmFunction function = (WasmFunction) guest.instance().export("run");
        Object[] arguments = function.type().parameters().stream().map(type -> argument(type.kind(), random)).toArray();
        try {
            Object result = guest.call("run", arguments);
            returned++;
            return "returned " + (result instanceof List<?> several ? several.stream().map(DifferentialTest::exact).toList() : exact(result));
        } catch (Trap trap) {
            traps.add(trap.kind());
            return "trapped: " + trap.kind();
        }
    }

    static Object argument(ValueKind kind, Random random) {
        return switch (kind) {
            case I32 -> random.nextInt() >> random.nextInt(32);
            case I64 -> random.nextLong() >> random.nextInt(64);
            case F32 -> (float) random.nextGaussian() * (1 << random.nextInt(30));
            case F64 -> random.nextGaussian() * (1L << random.nextInt(60));
            default -> throw new IllegalArgumentException("no argument of kind " + kind);
        };
    }

    /** Floats by their bits. */
    private static String exact(Object value) {
        return value == null ? "nothing" : value + " " + Long.toHexString(Values.toBits(value));
    }

    private static String state(Guest guest) {
        StringBuilder state = new StringBuilder();
        guest.instance().module().exports().forEach((name, _) -> {
            StoreObject export = guest.instance().export(name);
            if (export instanceof GlobalInstance global) {
                state.append(name).append(" = ").append(exact(global.get())).append(' ');
            } else if (export instanceof LinearMemory memory) {
                state.append(name).append(": ").append(memory.pages()).append(" pages, hash ").append(hash(memory)).append(' ');
            }
        });
        return state.toString();
    }

    private static long hash(LinearMemory memory) {
        long hash = 0;
        for (long address = 0; address < memory.byteSize(); address += Long.BYTES) {
            hash = hash * 31 + memory.loadI64(address, 0);
        }
        return hash;
    }
}
