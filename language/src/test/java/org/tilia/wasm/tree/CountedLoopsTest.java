package org.tilia.wasm.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.truffle.api.nodes.NodeUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilia.wasm.Guest;
import org.tilia.wasm.nodes.control.BranchIfNode;
import org.tilia.wasm.nodes.fused.Count;

/** Loops that end by {@code i32.ne}: where it is replaced, and that they turn as often as before. */
class CountedLoopsTest {

    private static final String STEP = "(local.set $turns (i32.add (local.get $turns) (i32.const 1)))";

    /** Turns of {@code i = start; do i += step while (i != limit)}. */
    @ParameterizedTest
    @CsvSource({
                    "0, 1, 10, 10, true",
                    "0, 32, 1024, 32, true",
                    "-5, 5, 20, 5, true",
                    "100, -4, 0, 25, true",
                    "7, -1, -7, 14, true",
                    "0x7FFFFFF0, 5, 0x7FFFFFFF, 3, true",
                    "-0x7FFFFFF8, -8, -0x80000000, 1, true",
                    // By way of an overflow.
                    "0, 0x10000000, -0x50000000, 11, false",
                    "0, 0x30000000, 0x10000000, 11, false",
                    "0, -0x10000000, 0x10000000, 15, false",
                    "5, 0x10000000, 5, 16, false",
    })
    void turns(String start, String step, String limit, int turns, boolean counted) {
        String module = """
                        (module (func (export "turns") (result i32) (local $i i32) (local $turns i32)
                          (local.set $i (i32.const %s))
                          (loop $next
                            %s
                            (br_if $next (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const %s))) (i32.const %s))))
                          (local.get $turns)))
                        """.formatted(start, STEP, step, limit);
        for (Guest.Tier tier : Guest.Tier.values()) {
            Guest guest = Guest.of(tier, module);
            for (int i = 0; i < 5; i++) {
                assertEquals(turns, guest.call("turns"), tier.name());
            }
        }
        assertEquals(counted, isCounted(module));
    }

    /** Loops that another way leads into, or that count otherwise, too. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
                    // The start is set in the other branch.
                    "if | 0 | (if (local.get $way) (then (local.set $i (i32.const 0))) (else LOOP)) | 13",
                    // It is set in a block that may be left before.
                    "block | 0 | (block (br_if 0 (i32.eqz (local.get $way))) (local.set $i (i32.const 0))) LOOP | 13",
                    "arm | 0 | (if (local.get $way) (then (local.set $i (i32.const 0)))) LOOP | 13",
                    // Set by something that is no constant.
                    "parameter | 0x10000000 | (local.set $i (local.get $way)) LOOP | 2",
                    // Written in the loop, too.
                    "body | 0 | (local.set $i (i32.const 0)) (loop $next STEP (if (i32.eq (local.get $turns) (i32.const 2)) (then (local.set $i (i32.const 0x50000000)))) END) | 15",
                    // Perhaps set once more in between.
                    "between | 1 | (local.set $i (i32.const 0)) (if (local.get $way) (then (local.set $i (i32.const 0x50000000)))) LOOP | 14",
                    // Goes on behind the end of its count.
                    "behind | 0 | (local.set $i (i32.const 0)) (loop $next STEP END (br_if $next (i32.lt_u (local.get $turns) (i32.const 5)))) | 19",
    })
    void otherLoopsTurnAsOften(String name, String way, String body, int turns) {
        String end = "(br_if $next (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 0x10000000))) (i32.const 0x30000000)))";
        String module = """
                        (module (func (export "turns") (param $way i32) (result i32) (local $i i32) (local $turns i32)
                          (local.set $i (i32.const 0x60000000))
                          %s
                          (local.get $turns)))
                        """.formatted(body.replace("LOOP", "(loop $next STEP END)").replace("STEP", STEP).replace("END", end));
        for (Guest.Tier tier : Guest.Tier.values()) {
            Guest guest = Guest.of(tier, module);
            for (int i = 0; i < 5; i++) {
                assertEquals(turns, guest.call("turns", Integer.decode(way)), () -> name + " " + tier);
            }
        }
    }

    /** A loop that goes on before its end, without a step. */
    @Test
    void aLoopMayGoOnBeforeItsEnd() {
        String module = """
                        (module (func (export "turns") (result i32) (local $i i32) (local $turns i32)
                          (local.set $i (i32.const 0))
                          (loop $next
                            %s
                            (br_if $next (i32.and (local.get $turns) (i32.const 1)))
                            (br_if $next (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 2))) (i32.const 10))))
                          (local.get $turns)))
                        """.formatted(STEP);
        for (Guest.Tier tier : Guest.Tier.values()) {
            assertEquals(10, Guest.of(tier, module).call("turns"), tier.name());
        }
        assertTrue(isCounted(module));
    }

    /** Whether the end of the loop has been replaced. */
    private static boolean isCounted(String module) {
        Guest guest = Guest.of(Guest.Tier.TREE, module);
        return NodeUtil.findAllNodeInstances(guest.instance().module().code(0).callTarget().getRootNode(), BranchIfNode.class).stream()
                        .noneMatch(branch -> Count.of(branch.condition()) != null);
    }
}
