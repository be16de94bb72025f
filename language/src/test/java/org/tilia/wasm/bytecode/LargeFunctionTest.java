package org.tilia.wasm.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.attribute.CodeAttribute;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tilia.wasm.Guest;

/** Functions that no single method of the JVM can hold run in every tier, and give the same results. */
class LargeFunctionTest {

    private static final String LOOP = "(loop $again %s (br_if $again (i32.lt_u (local.get $i) (local.get $n))))";

    private static Object run(Guest.Tier tier, String locals, String body, int argument) {
        Guest guest = Guest.of(tier, "(module (memory 1) (func (export \"run\") (param $n i32) (result i32) " + locals
                        + body + "))");
        Object first = guest.call("run", argument);
        for (int i = 0; i < 5; i++) {
            assertEquals(first, guest.call("run", argument));
        }
        if (tier == Guest.Tier.JVM) {
            assertTrue(largestMethod(guest) < RegionPlan.HOTSPOT_LIMIT, "HotSpot would not compile it");
        }
        return first;
    }

    /** The largest method of the first function's class. */
    private static int largestMethod(Guest guest) {
        return GeneratedCode.methods(guest).mapToInt(CodeAttribute::codeLength).max().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void straightCode(Guest.Tier tier) {
        StringBuilder body = new StringBuilder();
        int expected = 7;
        for (int i = 0; i < 20_000; i++) {
            body.append("(local.set $x (i32.add (i32.mul (local.get $x) (i32.const 31)) (i32.const ").append(i).append(")))");
            expected = expected * 31 + i;
        }
        assertEquals(expected, run(tier, "(local $x i32)", "(local.set $x (local.get $n))" + body + "(local.get $x)", 7));
    }

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void manyLocalsThatAllLiveAcrossALoop(Guest.Tier tier) {
        int count = 3000;
        StringBuilder locals = new StringBuilder("(local $i i32)");
        StringBuilder step = new StringBuilder("(local.set $i (i32.add (local.get $i) (i32.const 1)))");
        StringBuilder sum = new StringBuilder("(i32.const 0)");
        for (int i = 0; i < count; i++) {
            locals.append("(local $l").append(i).append(" i32)");
            step.append("(local.set $l").append(i).append(" (i32.add (local.get $l").append(i).append(") (i32.const ")
                            .append(i).append(")))");
            sum.append("(i32.add (local.get $l").append(i).append("))");
        }
        int expected = 20 * (count * (count - 1) / 2);
        assertEquals(expected, run(tier, locals.toString(), LOOP.formatted(step) + sum, 20));
    }

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void valuesOfEveryKindAcrossRegions(Guest.Tier tier) {
        StringBuilder step = new StringBuilder("(local.set $i (i32.add (local.get $i) (i32.const 1)))");
        for (int i = 0; i < 1500; i++) {
            step.append("(local.set $l (i64.add (local.get $l) (i64.extend_i32_u (local.get $i))))")
                            .append("(local.set $f (f32.add (local.get $f) (f32.const 0.5)))")
                            .append("(local.set $d (f64.add (local.get $d) (f64.convert_i32_u (local.get $i))))")
                            .append("(local.set $r (ref.null func))");
        }
        String body = LOOP.formatted(step) + """
                        (i32.add (i32.wrap_i64 (local.get $l))
                          (i32.add (i32.trunc_f32_s (local.get $f))
                            (i32.add (i32.trunc_f64_s (local.get $d)) (ref.is_null (local.get $r)))))""";
        assertEquals(1500 * 55 + 7500 + 1500 * 55 + 1,
                        run(tier, "(local $i i32) (local $l i64) (local $f f32) (local $d f64) (local $r funcref)", body, 10));
    }

    /** A loop with a switch; each case changes {@code $s}, some fall into the next one. */
    private static void runSwitch(Guest.Tier tier, int cases) {
        StringBuilder open = new StringBuilder();
        StringBuilder table = new StringBuilder("(br_table");
        StringBuilder close = new StringBuilder();
        for (int i = 0; i < cases; i++) {
            open.append("(block $c").append(cases - 1 - i).append(' ');
            table.append(" $c").append(i);
            close.append(") (local.set $s (i32.add (i32.mul (local.get $s) (i32.const 33)) (i32.const ").append(i)
                            .append("))) ").append(i % 7 == 0 ? "" : "(br $next)");
        }
        table.append(" $next (local.get $i))");
        String step = "(local.set $i (i32.add (local.get $i) (i32.const 1))) (block $next " + open + table + close + ")";
        int expected = 0;
        for (int i = 1; i < cases; i++) {
            expected = expected * 33 + i;
            if (i % 7 == 0 && i + 1 < cases) {
                expected = expected * 33 + i + 1;
            }
        }
        assertEquals(expected, run(tier, "(local $i i32) (local $s i32)", LOOP.formatted(step) + "(local.get $s)", cases + 10));
    }

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void switchWithHundredsOfCases(Guest.Tier tier) {
        runSwitch(tier, 400);
    }

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void switchWithThousandsOfCases(Guest.Tier tier) {
        runSwitch(tier, 5000);
    }

    /** A table whose entries lead to three places in turn; each index is looked up that is near its start or its end. */
    private static void runTable(Guest.Tier tier, int entries) {
        StringBuilder table = new StringBuilder("(br_table");
        for (int i = 0; i < entries; i++) {
            table.append(i % 3 == 0 ? " $a" : i % 3 == 1 ? " $b" : " $c");
        }
        String look = "(block $other (block $c (block $b (block $a " + table + " $other (local.get $i)))"
                        + " (local.set $s (i32.add (local.get $s) (i32.const 1))) (br $other))"
                        + " (local.set $s (i32.add (local.get $s) (i32.const 100))) (br $other))"
                        + " (local.set $s (i32.add (local.get $s) (i32.const 10000))))";
        String step = "(local.set $i (i32.add (local.get $j) (i32.const " + (entries - 12) + ")))" + look
                        + "(local.set $i (local.get $j))" + look + "(local.set $j (i32.add (local.get $j) (i32.const 1)))";
        String loop = LOOP.replace("$i", "$j").formatted(step);
        // 20 near the start, 12 near the end and 8 beyond it
        assertEquals(7 + 4 + (7 + 4) * 100 + (6 + 4) * 10000,
                        run(tier, "(local $i i32) (local $j i32) (local $s i32)", loop + "(local.get $s)", 20));
    }

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void tableWithThousandsOfEntries(Guest.Tier tier) {
        runTable(tier, 3000);
    }

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void tableThatNoMethodOfTheJvmHolds(Guest.Tier tier) {
        runTable(tier, 60_000);
    }

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void returnsAndBranchesOutOfRegions(Guest.Tier tier) {
        StringBuilder step = new StringBuilder("(local.set $i (i32.add (local.get $i) (i32.const 1)))");
        for (int i = 0; i < 2000; i++) {
            step.append("(if (i32.eq (local.get $s) (i32.const ").append(50_000 + i).append(")) (then (return (local.get $i))))")
                            .append("(br_if $out (i32.eq (local.get $s) (i32.const ").append(90_000 + i).append(")))")
                            .append("(local.set $s (i32.add (local.get $s) (i32.const 1)))");
        }
        String body = "(block $out " + LOOP.formatted(step) + ") (i32.add (local.get $s) (i32.const 1000000))";
        assertEquals(26, run(tier, "(local $i i32) (local $s i32)", body, 100));
        assertEquals(1_000_000 + 20 * 2000, run(tier, "(local $i i32) (local $s i32)", body, 20));
    }

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void aThousandParametersAndResults(Guest.Tier tier) {
        StringBuilder parameters = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        StringBuilder gets = new StringBuilder();
        StringBuilder sum = new StringBuilder();
        StringBuilder results = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            String type = i % 2 == 0 ? "i64" : "f32";
            parameters.append(" (param ").append(type).append(")");
            results.append(' ').append(type);
            arguments.append(" (").append(type).append(".const ").append(i).append(")");
            gets.append(" (local.get ").append(i).append(")");
        }
        for (int i = 999; i >= 0; i--) {
            sum.append(i % 2 == 0 ? "" : " i64.trunc_f32_s").append(" local.get $l i64.add local.set $l");
        }
        String text = "(module (func $f" + parameters + " (result" + results + ")" + gets + ")"
                        + "(func (export \"run\") (result i64) (local $l i64)" + arguments + " call $f" + sum
                        + " local.get $l))";
        Guest guest = Guest.of(tier, text);
        for (int i = 0; i < 5; i++) {
            assertEquals(999L * 1000 / 2, guest.call("run"));
        }
    }

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void fiftyThousandLocals(Guest.Tier tier) {
        StringBuilder locals = new StringBuilder("(local");
        locals.append(" i64".repeat(49_999)).append(") (local $last i32)");
        assertEquals(9, run(tier, locals.toString(), """
                        (local.set $last (i32.add (local.get $n) (i32.wrap_i64 (local.get 30000))))
                        (local.get $last)""", 9));
    }
}
