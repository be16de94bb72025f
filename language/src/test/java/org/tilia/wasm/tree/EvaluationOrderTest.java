package org.tilia.wasm.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tilia.wasm.Guest;
import org.tilia.wasm.Guest.Tier;

/** What lies on the operand stack has happened, even if nobody takes it. */
class EvaluationOrderTest {

    /** A branch leaves operands behind, and what {@code local.tee} did before it is seen at its target. */
    @ParameterizedTest
    @EnumSource(Tier.class)
    void localsThatAreSetBeforeABranch(Tier tier) {
        Guest guest = Guest.of(tier, """
                        (module
                          (func (export "br") (param i32) (result i32)
                            (block (local.tee 0 (i32.const 7)) (br 0))
                            (local.get 0))
                          (func (export "br_if") (param i32) (result i32)
                            (block (local.tee 0 (i32.const 7)) (br_if 0 (i32.const 1)) (drop))
                            (local.get 0))
                          (func (export "br_if_value") (param i32) (result i32)
                            (drop (block (result i32) (local.tee 0 (i32.const 7)) (i32.const 1) (br_if 0 (i32.const 1)) (i32.add)))
                            (local.get 0))
                          (func (export "br_table") (param i32) (result i32)
                            (block (local.tee 0 (i32.const 7)) (br_table 0 0 (i32.const 1)))
                            (local.get 0)))""");
        for (String name : new String[]{"br", "br_if", "br_if_value", "br_table"}) {
            assertEquals(7, guest.call(name, 3), name);
        }
    }
}
