package org.tilia.wasm.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tilia.wasm.module.AbstractHeapType;
import org.tilia.wasm.module.ModuleException;

class WastParserTest {

    private static List<Command> parse(String text) {
        return WastParser.parse(text).commands();
    }

    private static Command only(String text) {
        List<Command> commands = parse(text);
        assertEquals(1, commands.size());
        return commands.getFirst();
    }

    private static Expectation result(String text) {
        return ((Command.AssertReturn) only("(assert_return (invoke \"f\") " + text + ")")).results().getFirst();
    }

    @Test
    void modulesAreKeptUntilAsked() {
        List<Command> commands = parse("""
            (module $a (func $f))
            (module definition $b (funk))
            (module instance $c $b)
            (module binary "\\00a" "sm")
            (module quote "(fu" "nk)")
            """);
        Command.Module first = (Command.Module) commands.get(0);
        assertEquals("a", first.name());
        assertArrayEquals(WatParser.assemble("(module $a (func $f))"), first.source().assemble());
        Command.Definition second = (Command.Definition) commands.get(1);
        ModuleException e = assertThrows(ModuleException.class, second.source()::assemble);
        assertEquals(2, e.line());
        assertEquals(new Command.Instance(3, "c", "b"), commands.get(2));
        assertArrayEquals(new byte[] {0, 'a', 's', 'm'}, ((Command.Module) commands.get(3)).source().assemble());
        Command.Module quote = (Command.Module) commands.get(4);
        assertEquals(5, quote.line());
        assertTrue(assertThrows(ModuleException.class, quote.source()::assemble).getMessage().startsWith("unknown operator funk"));
    }

    @Test
    void fieldsAloneAreAModule() {
        Command.Module module = (Command.Module) only(";; c\n (func) (memory 0)");
        assertEquals(2, module.line());
        assertArrayEquals(WatParser.assemble("(func) (memory 0)"), module.source().assemble());
    }

    @Test
    void actions() {
        assertEquals(new Command.Perform(1, new Action.Invoke(null, "é", List.of())), only("(invoke \"\\c3\\a9\")"));
        assertEquals(new Command.Perform(1, new Action.Get("m", "g")), only("(get $m \"g\")"));
        Action.Invoke invoke = (Action.Invoke) ((Command.Perform) only("(invoke $m \"f\" (i32.const -1) (i64.const 2) (f32.const -0) (f64.const nan:0x1) "
                        + "(ref.null extern) (ref.extern 3) (ref.host 4) (v128.const f32x4 1 0 0 0))")).action();
        assertEquals("m", invoke.instance());
        assertEquals(List.of(new ScriptValue.I32(-1), new ScriptValue.I64(2), new ScriptValue.F32(0x80000000), new ScriptValue.F64(0x7ff0000000000001L),
                        new ScriptValue.RefNull(AbstractHeapType.EXTERN), new ScriptValue.RefExtern(3), new ScriptValue.RefHost(4)), invoke.arguments().subList(0, 7));
        assertArrayEquals(new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, ((ScriptValue.V128) invoke.arguments().get(7)).bytes());
    }

    @Test
    void argumentsAreValuesNotPatterns() {
        assertThrows(ModuleException.class, () -> parse("(invoke \"f\" (ref.func))"));
        assertThrows(ModuleException.class, () -> parse("(invoke \"f\" (f32.const nan:canonical))"));
    }

    @Test
    void expectations() {
        assertEquals(new Expectation.Value(new ScriptValue.I32(7)), result("(i32.const 7)"));
        assertEquals(new Expectation.F32NaN(Expectation.NaN.CANONICAL), result("(f32.const nan:canonical)"));
        assertEquals(new Expectation.F64NaN(Expectation.NaN.ARITHMETIC), result("(f64.const nan:arithmetic)"));
        assertEquals(new Expectation.Lanes(List.of(new Expectation.F64NaN(Expectation.NaN.CANONICAL), new Expectation.Value(new ScriptValue.F64(0)))),
                        result("(v128.const f64x2 nan:canonical 0)"));
        assertEquals(new Expectation.Null(), result("(ref.null)"));
        assertEquals(new Expectation.Value(new ScriptValue.RefNull(AbstractHeapType.NONE)), result("(ref.null none)"));
        assertEquals(new Expectation.Reference(AbstractHeapType.FUNC), result("(ref.func)"));
        assertEquals(new Expectation.Reference(AbstractHeapType.I31), result("(ref.i31)"));
        assertEquals(new Expectation.Reference(AbstractHeapType.EXTERN), result("(ref.extern)"));
        assertEquals(new Expectation.Either(List.of(new Expectation.Value(new ScriptValue.I32(1)), new Expectation.Value(new ScriptValue.I32(2)))),
                        result("(either (i32.const 1) (i32.const 2))"));
    }

    @Test
    void assertions() {
        List<Command> commands = parse("""
            (register "M" $m)
            (assert_return (get "g"))
            (assert_trap (invoke "f") "unreachable")
            (assert_trap (module) "trap")
            (assert_exhaustion (invoke "f") "call stack exhausted")
            (assert_exception (invoke "f"))
            (assert_suspension (invoke "f") "unhandled")
            (assert_invalid (module) "type mismatch")
            (assert_malformed_custom (module quote "") "misplaced")
            (assert_unlinkable (module) "unknown import")
            """);
        assertEquals(new Command.Register(1, "M", "m"), commands.get(0));
        assertEquals(new Command.AssertReturn(2, new Action.Get(null, "g"), List.of()), commands.get(1));
        assertEquals("unreachable", ((Command.AssertTrap) commands.get(2)).message());
        assertEquals("trap", ((Command.AssertModuleTrap) commands.get(3)).message());
        assertEquals("call stack exhausted", ((Command.AssertExhaustion) commands.get(4)).message());
        assertInstanceOf(Command.AssertException.class, commands.get(5));
        assertEquals("unhandled", ((Command.AssertSuspension) commands.get(6)).message());
        assertEquals("type mismatch", ((Command.AssertInvalid) commands.get(7)).message());
        assertTrue(((Command.AssertMalformed) commands.get(8)).custom());
        assertEquals(10, commands.get(9).line());
    }

    @Test
    void threads() {
        Command.Thread thread = (Command.Thread) parse("(thread $T (shared (module $Mem)) (register \"mem\" $Mem) (invoke \"run\"))\n(wait $T)").getFirst();
        assertEquals("T", thread.name());
        assertEquals("Mem", thread.shared());
        assertEquals(2, thread.commands().size());
        assertEquals(new Command.Wait(2, "T"), parse("(thread $T)\n(wait $T)").get(1));
    }

    @Test
    void unknownCommandsAreNamed() {
        ModuleException e = assertThrows(ModuleException.class, () -> parse("(module)\n  (assert_nothing)"));
        assertTrue(e.getMessage().startsWith("unknown operator assert_nothing"), e.getMessage());
        assertEquals(2, e.line());
        assertEquals(4, e.column());
    }
}
