package org.tilia.wasm.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tilia.wasm.Guest;
import org.tilia.wasm.WasmLanguage;

/** Loops whose bodies are emitted several times do what they say, in every tier, however often they iterate. */
class UnrollingTest {

    /** Sets every {@code n}-th byte below 40. */
    private static final String MARK = """
                    (module (memory 1)
                      (func (export "run") (param $n i32) (result i32) (local $i i32)
                        (loop $again
                          (i32.store8 (local.get $i) (i32.const 1))
                          (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (local.get $n))) (i32.const 40))))
                        (local.get $i)))""";

    /** Sets the bytes below {@code n}. */
    private static final String COUNT = """
                    (module (memory 1)
                      (func (export "run") (param $n i32) (result i32) (local $i i32)
                        (loop $again
                          (i32.store8 (local.get $i) (i32.const 1))
                          (br_if $again (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
                        (local.get $i)))""";

    /** {@code $sum} becomes what the loop {@code %s} makes of it while {@code $i} goes up to {@code $n} by threes. */
    private static final String LOOP = """
                    (module
                      (func (export "run") (param $n i32) (result i32) (local $i i32) (local $sum i32)
                        (block $done
                          (loop $again
                            (local.set $i (i32.add (local.get $i) (i32.const 3)))
                            (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (local.get $i)))
                            %s
                            (local.set $sum (i32.xor (local.get $sum) (i32.const 77)))
                            (br_if $again (i32.lt_u (local.get $i) (local.get $n))))
                          (local.set $sum (i32.add (local.get $sum) (i32.const 1000))))
                        (local.get $sum)))""";

    private static void check(Guest.Tier tier, String text, IntUnaryOperator expected) {
        Guest guest = Guest.of(tier, text);
        for (int n = 1; n < 60; n++) {
            assertEquals(expected.applyAsInt(n), guest.call("run", n), "for " + n);
        }
    }

    /** What {@link #LOOP} computes if its middle is left as the operator says: 0 for going on, 1 for the next iteration, 2 for the end. */
    private static int loop(int n, IntUnaryOperator middle) {
        int i = 0;
        int sum = 0;
        while (true) {
            i += 3;
            sum = sum * 31 + i;
            int way = middle.applyAsInt(i);
            if (way == 2) {
                return sum;
            }
            if (way == 1) {
                continue;
            }
            sum ^= 77;
            if (i >= n) {
                return sum + 1000;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void aVariableStride(Guest.Tier tier) {
        check(tier, MARK, n -> (39 / n + 1) * n);
    }

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void aBodyThatIsLeftInTheMiddle(Guest.Tier tier) {
        check(tier, LOOP.formatted("(br_if $done (i32.eq (local.get $i) (i32.const 27)))"), n -> loop(n, i -> i == 27 ? 2 : 0));
    }

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void aBodyThatGoesOnFromTheMiddle(Guest.Tier tier) {
        check(tier, LOOP.formatted("(br_if $again (i32.and (local.get $i) (i32.const 4)))"), n -> loop(n, i -> (i & 4) / 4));
    }

    @ParameterizedTest
    @EnumSource(Guest.Tier.class)
    void aBodyWithASwitch(Guest.Tier tier) {
        check(tier, LOOP.formatted("(block $on (br_table $on $again $on $on $on $on $on $done (i32.and (local.get $i) (i32.const 7))))"),
                        n -> loop(n, i -> (i & 7) == 1 ? 1 : (i & 7) == 7 ? 2 : 0));
    }

    @Test
    void aTrapSaysWhereWhicheverCopyItIsIn() {
        String text = MARK.replace("(i32.const 40)", "(i32.const -1)");
        String expected = whereItTraps("none", text, 0x8000);
        for (int n : new int[]{0x8000, 0x5000, 0x4000, 0x3000, 0x2800, 0x2000}) {
            assertEquals(expected, whereItTraps("jvm", text, n), "for " + n);
        }
    }

    private static String whereItTraps(String compiler, String text, int n) {
        try (Context context = Context.newBuilder("wasm").allowExperimentalOptions(true).option("engine.WarnInterpreterOnly", "false")
                        .option("wasm.Compiler", compiler).option("wasm.CompileThreshold", "0").option("wasm.LoopThreshold", "0").build()) {
            Value exports = context.eval(Source.newBuilder("wasm", text, "mark").mimeType(WasmLanguage.TEXT_MIME_TYPE).buildLiteral())
                            .newInstance().getMember("exports");
            PolyglotException trap = assertThrows(PolyglotException.class, () -> exports.invokeMember("run", n));
            return trap.getGuestObject().getMember("stack").getArrayElement(0).asString();
        }
    }

    @Test
    void onlyWhatHotSpotDoesNotUnrollIsCopied() {
        assertEquals(List.of(4L, 1L), storesAndPolls(MARK));
        assertEquals(List.of(1L, 1L), storesAndPolls(COUNT));
    }

    @Test
    void nothingIsCopiedWhereThatLeavesNoRoom() {
        String loop = MARK.substring(MARK.indexOf("(loop"), MARK.lastIndexOf("(local.get $i)"));
        String text = MARK.replace(loop, loop.repeat(100));
        assertEquals(List.of(100L, 100L), storesAndPolls(text));
    }

    private static List<Long> storesAndPolls(String text) {
        Guest guest = Guest.of(Guest.Tier.JVM, text);
        guest.call("run", 1);
        long stores = GeneratedCode.methods(guest).flatMap(method -> method.elementStream())
                        .filter(element -> element instanceof InvokeInstruction call && call.name().equalsString("storeI32x8")).count();
        long polls = GeneratedCode.methods(guest).flatMap(method -> method.elementStream())
                        .filter(InvokeDynamicInstruction.class::isInstance).count();
        return List.of(stores, polls);
    }
}
