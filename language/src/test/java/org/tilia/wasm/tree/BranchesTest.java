package org.tilia.wasm.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tilia.wasm.Guest;
import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

/** What is pending on the operand stack when control leaves, in every tier. */
class BranchesTest {

    private static final String PENDING_TEES = """
                    (module
                      (func (export "br") (param i32) (result i32) (local $x i32)
                        (block (local.tee $x (i32.const 5)) (br 0))
                        (local.get $x))
                      (func (export "br_if") (param $c i32) (result i32) (local $x i32)
                        (block (local.tee $x (i32.const 5)) (br_if 0 (local.get $c)) (drop))
                        (local.get $x))
                      (func (export "br_table") (param $c i32) (result i32) (local $x i32)
                        (block (block (local.tee $x (i32.const 5)) (br_table 0 1 (local.get $c))))
                        (local.get $x))
                      (func (export "loop") (param $n i32) (result i32) (local $x i32)
                        (loop $again
                          (local.tee $x (i32.add (local.get $x) (i32.const 5)))
                          (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1))))
                          (drop))
                        (local.get $x))
                      (func (export "value") (param $c i32) (result i32) (local $x i32)
                        (i32.add
                          (block (result i32)
                            (local.tee $x (i32.const 5)) (i32.const 7) (br_if 0 (local.get $c)) (drop))
                          (local.get $x))))""";

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void aLocalThatIsWrittenBeforeABranchIsWritten(Guest.Tier tier) {
        Guest guest = Guest.of(tier, PENDING_TEES);
        for (int i = 0; i < 10; i++) {
            for (String function : new String[]{"br", "br_if", "br_table"}) {
                assertEquals(5, guest.call(function, 0), function);
                assertEquals(5, guest.call(function, 1), function);
            }
            assertEquals(15, guest.call("loop", 3));
            assertEquals(10, guest.call("value", 0));
            assertEquals(12, guest.call("value", 1));
        }
    }

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void aFunctionThatNeverReturns(Guest.Tier tier) {
        String statements = "(local.set $x (i32.add (local.get $x) (i32.const 3)))".repeat(3000);
        Guest guest = Guest.of(tier, """
                        (module
                          (func (export "small") (param i32)
                            (if (local.get 0) (then unreachable) (else unreachable)))
                          (func (export "large") (param i32) (result i32) (local $x i32)
                            %s
                            (if (local.get 0) (then %s unreachable) (else %s unreachable)) unreachable))""".formatted(statements,
                        statements, statements));
        for (int i = 0; i < 5; i++) {
            for (String function : new String[]{"small", "large"}) {
                Trap trap = assertThrows(Trap.class, () -> guest.call(function, 1));
                assertEquals(TrapKind.UNREACHABLE, trap.kind());
            }
        }
        if (tier == Guest.Tier.JVM) {
            assertTrue(guest.instance().module().code(0).compiled() != null, "small is compiled");
            assertTrue(guest.instance().module().code(1).compiled() != null, "large is compiled");
        }
    }
}
