package org.tilia.wasm.bytecode;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tilia.wasm.Guest;

/** References whose classes differ by the path that control took. */
class ReferenceLocalsTest {

    private static final String MODULE = """
                    (module
                      (table 3 funcref)
                      (func $f)
                      (elem declare func $f)
                      (func (export "last") (param $i i32) (result funcref)
                        (local $r funcref)
                        (local.set $r (ref.func $f))
                        (loop $again
                          (if (local.get $i)
                            (then
                              (local.set $i (i32.sub (local.get $i) (i32.const 1)))
                              (local.set $r (table.get 0 (local.get $i)))
                              (br $again))))
                        (local.get $r))
                      (func (export "pick") (param $i i32) (result funcref)
                        (select (result funcref) (ref.func $f) (table.get 0 (i32.const 0)) (local.get $i))))""";

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void meetInLocalsAndOnTheStack(Guest.Tier tier) {
        Guest guest = Guest.of(tier, MODULE);
        Object function = guest.instance().function(0);
        for (int i = 0; i < 10; i++) {
            assertSame(function, guest.call("last", 0));
            assertNull(guest.call("last", 3));
            assertSame(function, guest.call("pick", 1));
            assertNull(guest.call("pick", 0));
        }
    }
}
